#!/usr/bin/env bash
# Events on a Slurm cluster: an array job of shards, and a job that merges them when all are done.
# usage: slurm_generate.sh CARD PREFIX SHARDS [options of sbatch, as --partition=short]
# A shard that was killed goes on when its task is submitted again (sbatch --array=3-3 ...).
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
card=$(realpath "$1")
prefix=$(realpath -m "$2")
shards=$3
shift 3
nereus=${NEREUS:-nereus}

parts=()
for part in $(seq "$shards"); do
  parts+=("$(printf '%q' "$prefix.shard${part}of$shards.h5")")
done
generate="$(printf '%q ' "$nereus" generate --card "$card" --out "$prefix")--threads \$SLURM_CPUS_PER_TASK"
merge="$(printf '%q' "$nereus") merge ${parts[*]} --out $(printf '%q' "$prefix")"

# One task makes the tables of the cross section, where there are none yet; the others wait for it.
array=$(sbatch --parsable --job-name=nereus --array="1-$shards" --cpus-per-task=1 --time=4:00:00 "$@" \
  --wrap "$generate --shard \$SLURM_ARRAY_TASK_ID/$shards")
sbatch --job-name=nereus-merge --dependency="afterok:$array" --time=1:00:00 "$@" --wrap "$merge"
