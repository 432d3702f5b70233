#!/usr/bin/python3
"""Draws the mean field that `nereus meanfield --out F.h5` wrote: densities, potentials and levels.

usage: plot_meanfield.py F.h5 --out F.png
"""
import argparse
import os
import sys

try:
    import h5py
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
except ImportError as missing:
    sys.exit(f"{missing}; install python3-h5py and python3-matplotlib")

NEUTRON, PROTON, TOTAL = "#0b5394", "#c0392b", "#333333"
COLOUR = {"neutron": NEUTRON, "proton": PROTON}
SYMBOLS = ("n H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr "
           "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb "
           "Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U").split()


def read_field(path):
    """Radius, one dictionary of arrays per isospin, and the attributes."""
    with h5py.File(path, "r") as file:
        isospins = {name: {key: data[()] for key, data in file[name].items()} for name in COLOUR}
        text = lambda value: value.decode() if isinstance(value, bytes) else value
        return file["r"][:], isospins, {key: text(value) for key, value in file.attrs.items()}


def density(r, isospin):
    """rho(r) [fm^-3] of point nucleons; rho(0) is extrapolated, even in r."""
    rho = np.zeros_like(r)
    rho[1:] = np.sum(isospin["occ"][:, None] * isospin["u"][:, 1:] ** 2, axis=0) / (4 * np.pi * r[1:] ** 2)
    rho[0] = (4 * rho[1] - rho[2]) / 3
    return rho


def labels(isospin):
    """Shells as 1p3/2; n counts the states of one (l, j) from below."""
    order = np.argsort(isospin["e"])
    seen, names = {}, {}
    for i in order:
        key = (int(isospin["l"][i]), int(isospin["j2"][i]))
        seen[key] = seen.get(key, 0) + 1
        names[i] = f"{seen[key]}{'spdfghijklm'[key[0]]}{key[1]}/2"
    return names


def draw_densities(axis, r, isospins):
    rho = {name: density(r, isospin) for name, isospin in isospins.items()}
    for name, values in rho.items():
        axis.plot(r, values, color=COLOUR[name], label=f"{name}s")
    axis.plot(r, rho["neutron"] + rho["proton"], color=TOTAL, lw=1, ls="--", label="sum")
    axis.set(ylabel=r"density $\rho$ [fm$^{-3}$]", ylim=(0, None), title="Densities of point nucleons")
    axis.legend(frameon=False)


def draw_potentials(axis, r, isospins, Z):
    for name, isospin in isospins.items():
        label = "neutrons" if name == "neutron" else "protons, with Coulomb"
        axis.plot(r, isospin["U"], color=COLOUR[name], label=label)
    outside = r > 3
    axis.plot(r[outside], 1.43996 * Z / r[outside], color=PROTON, lw=0.8, ls=":", label=r"$Z e^2/r$")
    lowest = min(isospin["U"].min() for isospin in isospins.values())
    highest = max(isospin["U"][r > 1].max() for isospin in isospins.values())
    axis.set(ylabel="$U$ [MeV]", title="Central potential", ylim=(1.1 * lowest, max(8, 1.5 * highest)))
    axis.axhline(0, color="0.7", lw=0.8)
    axis.legend(frameon=False, loc="lower right")


def draw_masses(axis, r, isospins):
    for name, isospin in isospins.items():
        axis.plot(r, isospin["B0"][0] / isospin["B"], color=COLOUR[name], label=f"{name}s")
    axis.set(ylabel=r"$B_\infty/B = m^*/m$", title="Effective mass")
    axis.legend(frameon=False)


def draw_spin_orbit(axis, r, isospins):
    # W/r is what stands before <sigma.l>; r = 0 has no direction and is left out.
    for name, isospin in isospins.items():
        axis.plot(r[1:], isospin["W"][1:] / r[1:], color=COLOUR[name], label=f"{name}s")
    axis.axhline(0, color="0.7", lw=0.8)
    axis.set(ylabel=r"$W/r$ [MeV]", title=r"Spin-orbit potential, before $\langle\sigma\cdot l\rangle$")
    axis.legend(frameon=False)


def spread(energies, gap):
    """Heights for text beside levels: in their order, at least `gap` apart, as near as possible."""
    heights = np.array(energies, dtype=float)
    for _ in range(2000):
        overlap = gap - np.diff(heights)
        worst = int(np.argmax(overlap)) if overlap.size else 0
        if not overlap.size or overlap[worst] <= 1e-9:
            break
        heights[worst] -= overlap[worst] / 2
        heights[worst + 1] += overlap[worst] / 2
    return heights


def draw_levels(axis, isospins):
    low = min(isospin["e"].min() for isospin in isospins.values())
    axis.set(xlim=(-0.6, 2.25), ylim=(1.06 * low, 0.02 * abs(low)), ylabel="energy [MeV]")
    gap = 0.022 * abs(low)
    for column, (name, isospin) in enumerate(isospins.items()):
        x, names = 1.3 * column, labels(isospin)
        order = np.argsort(isospin["e"])
        heights = spread(isospin["e"][order], gap)
        for i, height in zip(order, heights):
            energy, occupied, places = isospin["e"][i], isospin["occ"][i], isospin["j2"][i] + 1
            full = occupied > places - 1e-6
            axis.plot([x - 0.5, x], [energy, energy], color=COLOUR[name], lw=2, ls="-" if full else (0, (2, 1)))
            axis.plot([x, x + 0.07], [energy, height], color="0.6", lw=0.6)
            count = "" if full else f"  {occupied:g} of {places:g}"
            axis.text(x + 0.09, height, f"{names[i]}  {energy:.2f}{count}", va="center", fontsize=8)
        axis.text(x - 0.25, 1.0, f"{name}s", color=COLOUR[name], ha="center", va="bottom",
                  transform=axis.get_xaxis_transform())
    axis.set_xticks([])
    axis.set_title("Occupied levels (dashed: partly filled)", pad=18)


def draw(path, image):
    r, isospins, attributes = read_field(path)
    Z, A = int(attributes["Z"]), int(attributes["A"])
    figure = plt.figure(figsize=(13, 7.5), constrained_layout=True)
    grid = figure.add_gridspec(2, 3, width_ratios=[1, 1, 1.15])
    panels = [figure.add_subplot(grid[i // 2, i % 2]) for i in range(4)]
    draw_densities(panels[0], r, isospins)
    draw_potentials(panels[1], r, isospins, Z)
    draw_masses(panels[2], r, isospins)
    draw_spin_orbit(panels[3], r, isospins)
    edge = max(8, 3 * 1.2 * A ** (1 / 3))
    for axis in panels:
        axis.set(xlim=(0, min(edge, r[-1])), xlabel="$r$ [fm]")
    draw_levels(figure.add_subplot(grid[:, 2]), isospins)
    name = rf"$^{{{A}}}${SYMBOLS[Z]}" if Z < len(SYMBOLS) else f"Z = {Z}, A = {A}"
    figure.suptitle(f"{name}: {attributes['origin']}", fontsize=11)
    figure.savefig(image, dpi=150)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("field", help="mean field (HDF5)")
    parser.add_argument("--out", required=True, help="picture to write: .png, .pdf or .svg")
    arguments = parser.parse_args()
    # Under its own name only when whole; the ending decides the format.
    folder, name = os.path.split(arguments.out)
    partial = os.path.join(folder, f".part-{os.getpid()}-{name}")
    try:
        draw(arguments.field, partial)
        os.replace(partial, arguments.out)
    except (OSError, ValueError, KeyError) as error:
        if os.path.exists(partial):
            os.remove(partial)
        sys.exit(f"{arguments.out}: {error}")


if __name__ == "__main__":
    main()
