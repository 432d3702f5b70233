#!/usr/bin/python3
"""Draws the missing energy of generated events (PREFIX.h5) into one PNG: by shell, and against missing momentum.

Every curve and colour is a differential cross section per nucleus, as in plot_events.py. A shell without a width
fills a single bin of E_m: its height is its cross section over the width of the bin.
"""
import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm

from plot_events import COLOURS, differential, draw_panel, read_events, weighted_quantile, with_derived

E_M = r"missing energy $E_m$ [MeV]"
P_M = r"missing momentum $p_m$ [MeV]"
UNIT = r"$10^{-38}$ cm$^2$"


def energy_edges(events):
    """Bins of 1 MeV with the edges at half-integers of the lowest E_m, so that a discrete shell keeps to one bin."""
    lowest = events["missing_energy_mev"].min()
    highest = weighted_quantile(events["missing_energy_mev"], events["weight"], 0.998)
    first = np.floor(lowest) - 4.0
    return np.arange(first, max(highest, lowest + 15) + 5)


def draw_energy(axis, events, shells, edges, scale):
    """d sigma / d E_m on a logarithmic scale, so that discrete and broad shells share one picture."""
    draw_panel(axis, events, shells, "missing_energy_mev", edges, (E_M, rf"$d\sigma/dE_m$ [{UNIT}/MeV]"), scale)
    total, _ = differential(events["missing_energy_mev"], events["weight"], edges, scale)
    axis.set_yscale("log")
    axis.set_ylim(total[total > 0].max() * 3e-4, total.max() * 3)
    for index, shell in enumerate(shells):
        member = events["shell"] == index
        if not member.any():
            continue
        weight, energy = events["weight"][member], events["missing_energy_mev"][member]
        part, _ = differential(energy, weight, edges, scale)
        mean = np.average(energy, weights=weight)
        peak, discrete = edges[np.argmax(part)] + 0.5, np.ptp(energy) < 1
        left = discrete and peak > 0.5 * (edges[0] + edges[-1])  # or the label leaves the panel
        axis.annotate(f"{shell}\n" rf"$\sigma$ = {scale * weight.sum():.3f}" "\n"
                      rf"$\langle E_m\rangle$ = {mean:.1f} MeV",
                      (peak, part.max()), xytext=(-12 if left else 12, 4), textcoords="offset points", fontsize=9,
                      color=COLOURS[index % len(COLOURS)], ha="right" if left else "left",
                      va="top" if discrete else "bottom")
    axis.legend(frameon=False, fontsize=9, loc="upper right")


def draw_plane(figure, axis, events, edges, momenta, scale):
    """d2 sigma / d E_m d p_m."""
    counts, _, _ = np.histogram2d(events["p_missing"], events["missing_energy_mev"], bins=(momenta, edges),
                                  weights=events["weight"])
    density = scale * counts / (np.diff(momenta)[:, None] * np.diff(edges)[None, :])
    image = axis.pcolormesh(momenta, edges, np.ma.masked_equal(density.T, 0), cmap="viridis", rasterized=True,
                            norm=LogNorm(vmin=density.max() * 3e-4, vmax=density.max()))
    axis.set_xlabel(P_M)
    axis.set_ylabel(E_M)
    figure.colorbar(image, ax=axis, pad=0.02).set_label(rf"$d^2\sigma/dE_m\,dp_m$ [{UNIT}/MeV$^2$]")


def draw_page(events, attributes, out):
    """The whole page."""
    scale = float(attributes["flux_averaged_sigma_1e-38cm2"]) / events["weight"].sum()
    edges = energy_edges(events)
    momenta = np.linspace(0, weighted_quantile(events["p_missing"], events["weight"], 0.995), 51)
    figure, axes = plt.subplots(1, 3, figsize=(18, 5.4), constrained_layout=True, width_ratios=[1.15, 1.25, 0.9])
    draw_energy(axes[0], events, attributes["shells"], edges, scale)
    draw_plane(figure, axes[1], events, edges[::2], momenta[::2], scale)
    draw_panel(axes[2], events, attributes["shells"], "p_missing", momenta,
               (P_M, rf"$d\sigma/dp_m$ [{UNIT}/MeV]"), scale)
    axes[2].legend(frameon=False, fontsize=9)
    ress = events["weight"].sum() ** 2 / (len(events["weight"]) * (events["weight"] ** 2).sum())
    figure.suptitle(f"Missing energy: CC 1p1h on {attributes['nucleus']}, flux {attributes['flux']}, "
                    f"{len(events['weight'])} events, RESS {100 * ress:.3f} %", fontsize=14)
    figure.savefig(out, dpi=110)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", help="events as 'nereus generate' writes them (PREFIX.h5)")
    parser.add_argument("--out", help="picture to write (default: PREFIX_missing_energy.png)")
    arguments = parser.parse_args()
    out = arguments.out or arguments.events.removesuffix(".h5") + "_missing_energy.png"
    plt.rcParams.update({"axes.grid": True, "grid.alpha": 0.25, "axes.axisbelow": True, "font.size": 10})
    events, attributes = read_events(arguments.events)
    draw_page(with_derived(events), attributes, out)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
