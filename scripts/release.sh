#!/usr/bin/env bash
# Makes a release of what is committed: checks that all is as it says, tags it, and packs its sources.
#
#   scripts/release.sh [--dry-run] VERSION     1.2.3, as in Version.swift and CHANGELOG.md
#
# The archive and SHA256SUMS go to .build-release, or to the folder in OUT. --dry-run checks and packs but
# does not tag. Nothing is pushed or uploaded: the last lines say what is left to do.
#
# To prepare one: set the version in Version.swift, give CHANGELOG.md a section "## VERSION - YYYY-MM-DD" with
# what stood under Unreleased, commit both, and run the tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# RELEASE_ROOT: another clone, for the tests of this script
cd "${RELEASE_ROOT:-$root}"

fail () {
  echo "scripts/release.sh: $1" >&2
  exit 1
}

read_options () {
  dry_run=no version=''
  for word; do
    case $word in
      --dry-run) dry_run=yes ;;
      -*) fail "there is no option $word; usage: scripts/release.sh [--dry-run] VERSION" ;;
      *) version=$word ;;
    esac
  done
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
    fail "'$version' is no version; usage: scripts/release.sh [--dry-run] VERSION, such as 1.2.3"
}

# The version stands in one place; everything else asks the program.
check_version () {
  local files found
  mapfile -t files < <(git ls-files '*/Version.swift')
  [ ${#files[@]} -eq 1 ] || fail "the version stands in ${#files[@]} files named Version.swift, not in one"
  found=$(sed -n 's/.*static let text = "\(.*\)".*/\1/p' "${files[0]}")
  [ "$found" = "$version" ] || fail "${files[0]} says $found, not $version; set it and commit"
}

check_tree () {
  [ -z "$(git status --porcelain)" ] ||
    fail "the tree has changes that are not committed:"$'\n'"$(git status --short | head)"
  if git rev-parse -q --verify "refs/tags/v$version" > /dev/null; then
    fail "the tag v$version exists already; choose another version"
  fi
}

# changes: the version's section of the changelog, without its heading
changes () {
  awk -v heading="## $version" '
    /^## / { here = $0 == heading || index($0, heading " ") == 1; next }
    here' CHANGELOG.md
}

check_changelog () {
  grep -qE "^## ${version//./\\.} - [0-9]{4}-[0-9]{2}-[0-9]{2}\$" CHANGELOG.md ||
    fail "CHANGELOG.md has no section '## $version - $(date +%F)'"
  changes | grep -q '^- ' || fail "CHANGELOG.md says nothing under $version"
}

pack () {
  local name=adain-$version out=${OUT:-.build-release}
  mkdir -p "$out"
  # Without the time of packing, so that the same commit gives the same bytes.
  git archive --format=tar --prefix="$name/" "$1" | gzip -n -9 > "$out/$name.tar.gz"
  (cd "$out" && sha256sum "$name.tar.gz" > SHA256SUMS)
  echo "$out/$name.tar.gz"
  cat "$out/SHA256SUMS"
}

read_options "$@"
check_tree
check_version
check_changelog
if [ $dry_run = yes ]; then
  pack HEAD
  echo "dry run: v$version is not tagged. Its text would be:"
  changes
  exit 0
fi
{ printf 'adain %s\n' "$version" && changes; } | git tag -a --cleanup=whitespace -F - "v$version"
pack "v$version"
echo "tagged v$version; left to do: git push origin v$version, and publish the archive with SHA256SUMS"
