#!/usr/bin/env bash
# What the setup script says and does where it may not install. Works on copies; installs nothing.
# usage: scripts_test.sh SOURCE_FOLDER
set -euo pipefail
source_folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/scripts" "$work/bin"
cp "$source_folder/scripts/install_dependencies.sh" "$work/scripts/"

expect() {  # expect STATUS TEXT COMMAND...
  local status=0 output
  local wanted_status=$1 text=$2
  shift 2
  output=$("$@" 2>&1 </dev/null) || status=$?
  if [ "$status" -ne "$wanted_status" ] || ! grep -qF -- "$text" <<<"$output"; then
    printf 'FAILED: %s\nexpected status %s and "%s", got status %s and:\n%s\n' \
      "$*" "$wanted_status" "$text" "$status" "$output"
    exit 1
  fi
}

# Stand-ins: a machine on which only the package `present` is installed and apt-get must not be called.
cat > "$work/bin/dpkg-query" <<'END'
#!/bin/sh
for name; do :; done
[ "$name" = present ] && printf installed
END
printf '#!/bin/sh\necho "apt-get $*"; [ -z "${DENY:-}" ]\n' > "$work/bin/apt-get"
printf '#!/bin/sh\necho "${FAKE_ID:-1000}"\n' > "$work/bin/id"
chmod +x "$work"/bin/*
script() { env PATH="$work/bin:/usr/bin:/bin" "$@" bash "$work/scripts/install_dependencies.sh"; }

printf '# comment\npresent  # another\n\n' > "$work/dependencies.txt"
expect 0 "All packages of dependencies.txt are installed." script DENY=1

printf 'present\nabsent-one\nabsent-two\n' > "$work/dependencies.txt"
expect 0 "absent-two" script FAKE_ID=0
expect 0 "apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends absent-one absent-two" script FAKE_ID=0
expect 1 "no network?" script FAKE_ID=0 DENY=1

# Not root: sudo that wants a password, and no sudo at all.
printf '#!/bin/sh\nexit 1\n' > "$work/bin/sudo" && chmod +x "$work/bin/sudo"
expect 1 "sudo wants a password and there is no terminal" script A=1
expect 1 "ask an administrator to run: apt-get install --no-install-recommends absent-one absent-two" script A=1
printf '#!/bin/sh\n[ "$1" = -n ] && exit 0; exec "$@"\n' > "$work/bin/sudo"
expect 0 "apt-get -q -o Dpkg::Use-Pty=0 install" script A=1

expect 2 "usage: ./run_tests.sh [--all | --fuzz]" bash "$source_folder/run_tests.sh" --nonsense
# Slurm, with a stand-in for sbatch that notes what it is given.
printf '#!/bin/sh\necho "$*" >> "%s/jobs"; echo 7\n' "$work" > "$work/bin/sbatch" && chmod +x "$work/bin/sbatch"
touch "$work/card.toml"
slurm() { env PATH="$work/bin:/usr/bin:/bin" bash "$source_folder/data/cluster/slurm_generate.sh" "$@"; }
expect 2 "usage: slurm_generate.sh CARD PREFIX SHARDS" slurm card.toml
expect 0 "7" slurm "$work/card.toml" /e/events 2 --partition=short
expect 0 "generate --card $work/card.toml --out /e/events --threads \$SLURM_CPUS_PER_TASK --shard \$SLURM_ARRAY_TASK_ID/2" \
  grep -F -- "--array=1-2 --cpus-per-task=1 --time=4:00:00 --partition=short" "$work/jobs"
expect 0 "merge /e/events.shard1of2.h5 /e/events.shard2of2.h5 --out /e/events" \
  grep -F -- "--dependency=afterok:7" "$work/jobs"

echo "The scripts explain themselves."
