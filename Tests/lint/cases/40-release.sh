# scripts/release.sh in small clones.

# clone: one that is ready to be released as 1.2.3
clone () {
  fresh
  mkdir Sources/Version
  printf '// The version.\n\npublic enum Version {\n  public static let text = "1.2.3"\n}\n' \
    > Sources/Version/Version.swift
  printf '%s\n' '# Changelog' '' '## Unreleased' '' '- Not yet.' '' '## 1.2.3 - 2025-01-31' '' \
    '### Added' '' '- A mask.' '' '## 1.2.2 - 2025-01-01' '' '- Old.' > CHANGELOG.md
  git add -A
  git commit -q -m "Say what is new" -m "For the release."
}
release () { RELEASE_ROOT=$PWD OUT=$work/out "$root/scripts/release.sh" "$@"; }

clone
succeeds "release: a dry run" release --dry-run 1.2.3
equal "release: a dry run does not tag" "" "$(git tag)"
equal "release: a dry run packs what is committed" "$(git ls-files)" \
  "$(tar tf "$work/out/adain-1.2.3.tar.gz" | sed -n 's|^adain-1.2.3/||p' | grep -v '/$' | grep . | sort)"
succeeds "release: the checksum is the archive's" \
  sh -c "cd '$work/out' && sha256sum --check --strict SHA256SUMS"
before=$(cat "$work/out/SHA256SUMS")
rm -rf "$work/out"
succeeds "release: tags and packs" release 1.2.3
equal "release: the tag" "v1.2.3" "$(git tag)"
equal "release: the tag's text is the changelog's section" \
  "$(printf 'adain 1.2.3\n\n### Added\n\n- A mask.')" "$(git tag -l --format='%(contents)' v1.2.3)"
equal "release: the archive is the same again" "$before" "$(cat "$work/out/SHA256SUMS")"
refuses "release: the same version again" 'tag v1.2.3 exists already' release 1.2.3

clone
touch left-over
refuses "release: a file that is not committed" 'not committed' release 1.2.3
clone
refuses "release: another version than the program's" 'says 1.2.3, not 1.2.4' release 1.2.4
refuses "release: no version" 'is no version' release
refuses "release: a word" 'is no version' release next
refuses "release: an option that there is not" 'no option --force' release --force 1.2.3
clone
sed -i 's/^## 1.2.3.*/## 1.2.3/' CHANGELOG.md
git commit -q -a -m "Forget the day" -m "So it is refused."
refuses "release: a section without its day" "no section '## 1.2.3 - " release 1.2.3
clone
sed -i '/A mask/d' CHANGELOG.md
git commit -q -a -m "Say nothing" -m "So it is refused."
refuses "release: an empty section" 'says nothing under 1.2.3' release 1.2.3
clone
mkdir Sources/Other
cp Sources/Version/Version.swift Sources/Other/
git add -A
git commit -q -m "Say it twice" -m "So it is refused."
refuses "release: the version in two places" 'in 2 files' release 1.2.3
