# The run mode that repeats the last dialog's settings, within a session and in the next. Sourced by ../run.
last () { # OUT
  echo "(let ((image (load-picture \"photo.8.png\")))" \
    "(plug-in-adain-stylize RUN-WITH-LAST-VALS image (layer-of image) \"\" 0 0 -1 \"\" 0 \"\")" \
    "(save-picture image (layer-of image) \"$1\") (done \"$1\"))"
}
remember () { # LINES, as settings.c writes them
  echo "(gimp-attach-parasite (list \"adain-stylize-settings\" 1 \"[settings]\n$1\n\"))"
}
gimp_batch last.log \
  "$(last before.png)" \
  "$(remember 'style=nowhere\nmask=sky')" \
  "(begin (gimp-message \"CASE sky\") $(last sky.png))" \
  "$(remember 'style=great-wave\nstrength=0.5\npreserve-color=2')" \
  "$(last after.png)"
gimp_batch next.log "$(last next.png)"

op photo.8.png op-default.png
op photo.8.png op-last.png style=great-wave strength=0.5 preserve-color=luminance
check "before any dialog: the defaults" pixels compare op-default.png before.png 1
check "a mask that is missing: it is said" says "no layer or channel 'sky'" last.log
check "after it: its settings" pixels compare op-last.png after.png 1
check "the next session: the same" pixels compare op-last.png next.png 1
