# The formatters, shellcheck, and the plain rules of files.

fresh
accepts "a tree that keeps the rules" swift-format clang-format shellcheck files arrows

printf '// A number.\n\nlet  two=2\n' > Sources/High/Two.swift
rejects "swift-format: spaces" Two.swift swift-format

fresh
printf '/* A sum. */\nint sum (int a) { return a+1; }\n' > sum.c
rejects "clang-format: not GNU's layout" 'sum.c:2' clang-format

fresh
# shellcheck disable=SC2016 # the variable is the example's
printf '#!/bin/sh\n# Says hello.\necho $1\n' > hello
rejects "shellcheck: a program" 'hello:3.*SC2086' shellcheck
fresh
# shellcheck disable=SC2016
printf '# Sourced.\nhello () { echo $1; }\n' > scripts/part.sh
rejects "shellcheck: a part of one" 'part.sh:2.*SC2086' shellcheck

# breaks_files NAME TEXT PATH CONTENTS: for printf
breaks_files () {
  fresh
  # shellcheck disable=SC2059 # the contents are a format
  printf "$4" > "$3"
  rejects "files: $1" "$2" files
}
breaks_files "Swift without a first comment" 'new.swift:1: does not begin' new.swift 'let a = 1\n'
breaks_files "C without a first comment" 'new.c:1: does not begin' new.c '#include <stdio.h>\n'
breaks_files "shell without a first comment" 'new.sh:1: does not begin' new.sh '#!/bin/sh\necho\n'
breaks_files "a program without an ending" 'new:1: does not begin' new '#!/usr/bin/env bash\necho\n'
breaks_files "Python without a first text" 'new.py:1: does not begin' new.py 'import os\n'
breaks_files "a comment without words" 'new.swift:1: does not begin' new.swift '//\nlet a = 1\n'
breaks_files "a line of 111 columns" 'new.swift:2: has 111 columns' new.swift \
  "// A.\n// $(printf 'x%.0s' {1..108})\n"
breaks_files "white space at an end" 'new.md:1: ends with white space' new.md 'text \n'
breaks_files "a tab" 'new.sh:2: has a tab' new.sh '# A.\n\techo\n'
breaks_files "no last line break" 'new.md:1: does not end' new.md 'text'
breaks_files "an empty last line" 'new.md:2: ends with an empty line' new.md 'text\n\n'
breaks_files "a path of a machine" "new.md:1: names a machine's path" new.md "see /ho""me/someone/adain\n"
breaks_files "a host of a registry" 'new.md:1: names a package registry' new.md "from py""pi.org\n"
breaks_files "251 lines" 'new.py:251: has 251 lines' new.py \
  "\"\"\"A.\"\"\"\n$(printf 'a = 1\\n%.0s' {1..250})"

fresh
printf '# A path of 110 columns is none: %s\n' "$(printf 'ä%.0s' {1..77})" > wide.sh
accepts "files: columns are characters, not bytes" files
# shellcheck disable=SC2016
printf '# Text.\n\n"/home/me/a.jpg" $work/lib a/work/b %s\n' "$(printf 'x%.0s' {1..120})" > text.md
accepts "files: the reader's home, relative paths, Markdown of any width" files

fresh
mkdir scripts/lint
printf '# Long.\n300 long.py one table\n' > scripts/lint/long-files.txt
{ echo '"""A."""' && printf 'a = 1\n%.0s' {1..299}; } > long.py
accepts "files: an exception" files
echo 'a = 1' >> long.py
rejects "files: longer than the exception" 'long.py:301: has 301 lines; 300 are' files
echo '"""A."""' > long.py
rejects "files: an exception that is not needed" 'long.py:1: .*needs no exception' files
rm long.py
rejects "files: an exception for nothing" 'long.py:1: .*gone' files

# What format.sh makes of a tree: the rules kept, the words the same, and nothing left to do.
fresh
printf '// One %send\n// two.\n\nlet  a=[1,2]\n' "$(printf 'word %.0s' {1..24})" > wide.swift
printf '/* One %s */\n\nint a=1;\n' "$(printf 'word %.0s' {1..24})" > wide.c
printf '# One %send\necho "#   %s"\n' "$(printf 'word %.0s' {1..24})" "$(printf 'word %.0s' {1..10})" \
  > wide.sh
before=$(cat wide.* | tr -d ' \n/*#')
succeeds "format.sh" env LINT_ROOT="$PWD" "$root/scripts/format.sh"
equal "format.sh keeps the words" "$before" "$(cat wide.* | tr -d ' \n/*#')"
accepts "format.sh makes what lint.sh accepts" swift-format clang-format files
git add -A
succeeds "format.sh again" env LINT_ROOT="$PWD" "$root/scripts/format.sh"
succeeds "format.sh has nothing left to do" git diff --exit-code
