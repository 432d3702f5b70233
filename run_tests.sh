#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds, and runs the tests.
#   --all   also the slow tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export NINJA_STATUS='[%p, %es] '

case "${1:-}" in
  "") selection=(-LE slow) ;;
  --all) selection=() ;;
  *) echo "usage: ./run_tests.sh [--all]" >&2; exit 2 ;;
esac

scripts/install_dependencies.sh
cmake --preset release -DBUILD_TESTING=ON
cmake --build --preset release
ctest --preset release -j "$(nproc)" "${selection[@]}"
