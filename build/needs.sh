#!/usr/bin/env bash
# Installs what the tests need besides Go: on Debian as root, once, with apt.
# Elsewhere it names what is missing and goes on: the tests that need it then
# skip, or fail where CI=true (see test/need).
set -euo pipefail

# kind (program | library | python), its name, the Debian package that brings it.
needs=(
  "program chromium  chromium"
  "program pdftotext poppler-utils"
  "program curl      curl"
  "program openssl   openssl"
  "program gnutls-cli gnutls-bin"
  "program haproxy   haproxy"
  "program nginx     nginx-light"
  "program caddy     caddy"
  "program testssl   testssl.sh"
  "program pcscd     pcscd"
  "program opensc-tool opensc"
  "program pkcs11-tool opensc"
  "program pcsc_scan pcsc-tools"
  "library libifdvpcd.so vsmartcard-vpcd"
  "library opensc-pkcs11.so opensc-pkcs11"
  "program wine      wine"
  "program wineserver wine64"
  "library libsofthsm2.so softhsm2"
  "program softhsm2-util softhsm2"
  "program gcc       gcc"
  "library libc.so   libc6-dev"
  "program x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32"
  "program wixl      wixl"
  "program msibuild  msitools"
  "program osslsigncode osslsigncode"
  "program rpm       rpm"
  "program desktop-file-validate desktop-file-utils"
  "python  icalendar python3-icalendar"
  "python  ssl       python3"
)

# Debian installs modules for its own interpreter, which need not be the first on the path.
has_python() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c "import $1" >/dev/null 2>&1 && return 0
  done
  return 1
}

# What a program loads while it runs, as need.Library looks for it.
has_library() {
  compgen -G "/usr/lib/$1" >/dev/null || compgen -G "/usr/lib/*/$1" >/dev/null ||
    compgen -G "/usr/lib/*/*/$1" >/dev/null || compgen -G "/usr/lib/*/*/*/$1" >/dev/null
}

has() {
  case $1 in
    library) has_library "$2" ;;
    program) command -v "$2" >/dev/null ;;
    python) has_python "$2" ;;
    *) echo "build/needs.sh: unknown kind $1" >&2; exit 1 ;;
  esac
}

packages=()
for line in "${needs[@]}"; do
  read -r kind name package <<<"$line"
  has "$kind" "$name" || packages+=("$package")
done
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "Some tests need what is not here; they skip, or fail where CI=true. On Debian: sudo apt-get install ${packages[*]}"
  exit 0
fi
echo "Installing what the tests need: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
# The proxies and pcscd are for tests alone: their packages are not to start them (invoke-rc.d
# and deb-systemd-invoke ask this file).
if [ ! -e /usr/sbin/policy-rc.d ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
if ! { apt-get -qq update && apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "${packages[@]}" >/dev/null; }; then
  echo "apt could not install ${packages[*]}; the tests that need them skip, or fail where CI=true." >&2
fi
