#!/usr/bin/env bash
# Installs the Debian packages of dependencies.txt that are missing; says which, and asks sudo for help where
# it is not root. Does nothing, quickly and without network, if nothing is missing.
#   --list   only print what is missing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

wanted() { sed 's/#.*//' dependencies.txt | tr -s '[:space:]' '\n' | sed '/^$/d'; }

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

fail() { printf 'install_dependencies: %s\n' "$*" >&2; exit 1; }

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  fail "this is not Debian or Ubuntu (no apt-get); install the counterparts of dependencies.txt by hand"

missing=()
for package in $(wanted); do
  installed "$package" || missing+=("$package")
done

if [ "${1:-}" = --list ]; then
  printf '%s\n' "${missing[@]}"
  exit 0
fi
[ ${#missing[@]} -gt 0 ] || { echo "All packages of dependencies.txt are installed."; exit 0; }
echo "Missing packages: ${missing[*]}"

become_root=()
if [ "$(id -u)" -ne 0 ]; then
  by_hand="ask an administrator to run: apt-get install --no-install-recommends ${missing[*]}"
  command -v sudo >/dev/null || fail "cannot install packages (not root, and there is no sudo); $by_hand"
  # Without a terminal nobody can type a password: say so instead of waiting for it.
  if [ ! -t 0 ] && ! sudo -n true 2>/dev/null; then
    fail "cannot install packages (sudo wants a password and there is no terminal); $by_hand"
  fi
  echo "Installing them with sudo; it may ask for your password."
  become_root=(sudo)
fi

# The environment goes through env: sudo does not pass it on.
apt() { "${become_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@"; }

apt update || fail "apt-get update failed (no network?); see the messages above"
apt install -y --no-install-recommends "${missing[@]}" ||
  fail "apt-get install failed; see the messages above"
