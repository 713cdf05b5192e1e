# Commit messages, as lint.sh and the git hook look at them.

# message TEXT…: paragraphs, as git would write them for the hook
message () { printf '%s\n\n' "$@" > "$work/message"; }
look () { python3 "$root/scripts/lint/message.py" "$work/message"; }

message "Keep the mask's edge soft" "It was cut where two tiles met."
succeeds "message: good" look
message "$(printf 'Add %.0s' {1..19})" "Why."
refuses "message: 73 characters or more" 'subject has 7[0-9] characters' look
for word in Added Fixes Fixing The fix: no; do
  message "$word the mask's edge" "Why."
  refuses "message: '$word' is no imperative" 'imperative|capital' look
done
for word in Pass Embed Bring Compress Speed Focus; do
  message "$word the mask's edge" "Why."
  succeeds "message: '$word' may be one" look
done
message "keep the mask's edge" "Why."
refuses "message: a small first letter" capital look
message "Keep the mask's edge." "Why."
refuses "message: a full stop" 'full stop' look
message "Keep the mask's edge"
refuses "message: no body" 'no body' look
message "Keep the mask's edge" "Signed-off-by: Someone <someone@localhost>"
refuses "message: a trailer is no body" 'no body' look
printf 'Keep the edge\nWhy.\n' > "$work/message"
refuses "message: no empty line" 'not empty' look
message ""
refuses "message: nothing" 'no subject' look
message "Keep the mask's edge" "As in /ro""ot/adain."
refuses "message: a machine's path" "machine's path" look
message "Merge branch 'masks'"
succeeds "message: a merge" look
message "Keep the mask's edge" "Why." "# ------------------------ >8 ------------------------" "a /ro""ot/x"
succeeds "message: what git shows below the line" look

fresh
accepts "messages: on the branch itself there is nothing to look at" files messages
git checkout -q -b masks
git commit -q --allow-empty -m "Keep the mask's edge soft" -m "It was cut."
accepts "messages: a good branch" messages
git commit -q --allow-empty -m "mask edges"
rejects "messages: a branch's commit" "does not begin with a capital" messages

# The hooks, in a tree with the project's scripts.
fresh
cp -r "$root/scripts" .
git checkout -q scripts/arrows.txt
rm scripts/lint/long-files.txt
git config core.hooksPath scripts/hooks
git commit -q --allow-empty --no-verify -m "Take the scripts" -m "For their hooks."
refuses "hook: a bad message is not taken" 'no body' git commit -q --allow-empty -m "Keep the edge"
printf '// Wide. \n' > Sources/Low/First/Wide.swift
git add Sources/Low/First/Wide.swift
refuses "hook: a bad file is not taken" 'Wide.swift:1: ends with white space' \
  git commit -q -m "Keep the edge" -m "Why."
