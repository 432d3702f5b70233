#!/usr/bin/python3
"""Draws the model's inclusive responses on the published Ghent tables of 12C.

usage: plot_ghent_tables.py ghent_tables.h5 --out ghent_tables.png
Reads what `nereus ghent-tables` wrote.
"""
import argparse
import sys

try:
    import h5py
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
except ImportError as missing:
    sys.exit(f"{missing}; install python3-h5py and python3-matplotlib")

NAMES = ["$W_{00}$", "$W_{03}$", "$W_{11}$", "$W_{12}$", "$W_{33}$"]
WAVES = {"HF": ("distorted", "#0b5394"), "HF_PW": ("plane wave", "#e06c00")}
MOMENTA = [200, 400, 600]  # MeV


def draw(file, image):
    figure, axes = plt.subplots(4, 5, figsize=(16, 11), sharex=True,
                                gridspec_kw={"height_ratios": [1, 1, 1, 1.1]}, layout="constrained")
    for wave, (label, colour) in WAVES.items():
        omega, q = file[wave]["omega"][()], file[wave]["q"][()]
        table, model = file[wave]["table"][()], file[wave]["model"][()]
        grid = np.unique(q)
        for row, momentum in enumerate(MOMENTA):
            at = q == grid[np.argmin(abs(grid - momentum))]
            for column, name in enumerate(NAMES):
                panel = axes[row, column]
                panel.plot(omega[at], 1e3 * table[at, column], ".", ms=4, color=colour, label=f"table, {label}")
                panel.plot(omega[at], 1e3 * model[at, column], "-", lw=1, color=colour, label=f"Nereus, {label}")
                panel.set_title(f"{name}, q = {grid[np.argmin(abs(grid - momentum))]:.0f} MeV", fontsize=10)
        for column, name in enumerate(NAMES):
            panel = axes[3, column]
            panel.plot(omega, 100 * (model[:, column] / table[:, column] - 1), ".", ms=1.5, color=colour, alpha=0.5)
            panel.set_title(f"{name}: Nereus/table − 1, all nodes", fontsize=10)
            panel.set_xlabel("ω [MeV]")
            panel.set_ylim(-2.6, 2.6)
            panel.axhline(0, color="#888", lw=0.6)
    for row in range(3):
        axes[row, 0].set_ylabel("response [GeV⁻¹ per nucleus]")
    axes[3, 0].set_ylabel("deviation [%]")
    axes[0, 0].legend(fontsize=8)
    figure.suptitle("Inclusive responses of ¹²C against the Ghent tables distributed with GENIE")
    figure.savefig(image, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    try:
        with h5py.File(arguments.file, "r") as file:
            draw(file, arguments.out)
    except (OSError, KeyError) as problem:
        sys.exit(f"{arguments.file}: {problem}")


if __name__ == "__main__":
    main()
