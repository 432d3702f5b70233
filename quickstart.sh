#!/usr/bin/env bash
# From a fresh clone to 100 000 exactly weighted muon-neutrino events on carbon in the T2K flux, with plots.
# Installs what is missing (Debian 12), builds, generates, draws. Safe to run again: it continues.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export NINJA_STATUS='[%p, %es] '
threads=$(nproc)

step() { printf '\n== %s\n' "$*"; }

step "1/4 Packages"
scripts/install_dependencies.sh

step "2/4 Build (about 10 minutes on two cores, the first time)"
cmake --preset release -DBUILD_TESTING=OFF
cmake --build --preset release

step "3/4 Events (the first time with tables of the cross section: about a minute)"
mkdir -p quickstart
build/release/bin/nereus generate --card data/cards/c12_t2k.toml --events 100000 --threads "$threads" \
  --out quickstart/events

step "4/4 Plots"
/usr/bin/python3 validation/plots/plot_events.py quickstart/events.h5 --out quickstart/events.png

cat <<END

Done. What there is now:
  quickstart/events.h5       events with weights and everything that made them (HDF5)
  quickstart/events.hepmc3   the same events, NuHepMC 1.0
  quickstart/events.png      a few distributions
  build/release/bin/nereus   the program: nereus --help
END
