#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds, and runs the tests.
#   --all   also the slow tests
#   --fuzz  the fuzzers instead: clang builds them, each looks for a minute
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export NINJA_STATUS='[%p, %es] '

preset=release
case "${1:-}" in
  "") selection=(-LE slow) ;;
  --all) selection=() ;;
  --fuzz) preset=fuzz selection=() ;;
  *) echo "usage: ./run_tests.sh [--all | --fuzz]" >&2; exit 2 ;;
esac

scripts/install_dependencies.sh
cmake --preset "$preset" -DBUILD_TESTING=ON
cmake --build --preset "$preset"
ctest --preset "$preset" -j "$(nproc)" "${selection[@]}"
