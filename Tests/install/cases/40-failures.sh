# What cannot be done is said, and leaves everything as it was.
# shellcheck shell=bash disable=SC2154,SC2016

mkdir -p home
refuses "an unknown option" "no option --frobnicate" "$work/home" --frobnicate
refuses "--prefix without a folder" "--prefix needs a folder" "$work/home" --prefix
refuses "a photo that is not there" "cannot read the photo nowhere.jpg" "$work/home" --demo nowhere.jpg
HOME='' refuses "no home" "HOME is not set" ""

# Failures in the middle of placing files: of a first installation, and of one over another.
mkdir -p prefix
echo "in the way" > prefix/include
refuses "a file where a folder should be" "Nothing was installed" "$work/home" --prefix prefix
rm -r prefix
installer "$work/home" --prefix prefix
rm prefix/include/adain.h
mkdir prefix/include/adain.h
echo changed > prefix/share/adain/styles/starry-night.safetensors
refuses "a folder where a file should be" "Nothing was installed" "$work/home" --prefix prefix
rmdir prefix/include/adain.h
installs "it can be uninstalled still" "$work/home" --prefix prefix --uninstall
equal "without a trace" "" "$(contents prefix home | grep -v "^d ")"

# A machine that lacks things: programs of these names come first on PATH.
pretend () {
  rm -rf pretended
  mkdir pretended
}
# stand_in NAME TEXT: a program that prints TEXT and fails without one
stand_in () {
  printf '#!/bin/sh\n%s\n' "$2" > "pretended/$1"
  chmod +x "pretended/$1"
}
pretend
stand_in swift 'echo "Swift version 5.10.1 (swift-5.10.1-RELEASE)"'
PATH=$work/pretended:$PATH refuses "an old Swift" "this is Swift 5.10.1; install Swift 6.3" "$work/home"
pretend
find /usr/bin /bin -maxdepth 1 ! -name 'swift*' ! -type d -exec ln -sf -t pretended {} +
PATH=$work/pretended refuses "no Swift" "there is no swift on PATH; install Swift 6.3" "$work/home"
pretend
stand_in pkg-config 'exit 1'
stand_in id 'echo 1000'
stand_in sudo 'exit 1'
packages="libgdk-pixbuf-2.0-dev libgegl-dev libgexiv2-dev libgif-dev libgimp2.0-dev libheif-dev libjpeg-dev"
PATH=$work/pretended:$PATH refuses "packages missing and no administrator" \
  "apt-get install -y $packages" "$work/home"
PATH=$work/pretended:$PATH refuses "--system without an administrator" \
  'sudo env PATH="\$PATH" ./install.sh --system' "$work/home" --system
stand_in sudo 'if [ "$1" = -n ]; then shift; fi; exec "$@"'
stand_in apt-get 'echo "$*" >> "$LOG"; echo "E: Unable to locate package"; exit 100'
LOG=$work/apt.txt PATH=$work/pretended:$PATH refuses "apt-get fails" "Unable to locate package" "$work/home"
equal "it was asked through sudo" "update" "$(cat apt.txt)"
