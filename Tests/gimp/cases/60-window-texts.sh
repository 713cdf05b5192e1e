# What the dialog has shown in 50-window.sh. Sourced by ../run.
if [ -e window.log ]; then
  check "the dialog names what it will change" \
    grep -q 'target: Changes the layer “.*photo.*8.*”\.' window.log
  check "with a style OK can be pressed" grep -q 'OK is ready' window.log
fi
