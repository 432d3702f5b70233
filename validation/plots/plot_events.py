#!/usr/bin/python3
"""Draws a page of flux-averaged distributions from generated events (PREFIX.h5) into one PNG.

Every curve is d sigma / d x per nucleus: the histogram of the weights times the flux-averaged cross section
over the sum of the weights, so it can be read as a prediction. Bars are statistical errors.
"""
import argparse

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

import validation_file

COLOURS = ["#0b5394", "#e06c00", "#2e8540", "#8e24aa", "#b00020", "#00838f", "#6d4c41", "#5f6368"]


def read_events(path):
    """The columns of the file and the attributes of /events."""
    with h5py.File(path, "r") as file:
        events = {name: data[()] for name, data in file["events"].items()}
        return events, validation_file.attributes(file["events"])


def with_derived(events):
    """Adds what is plotted but not stored."""
    momentum = lambda p: np.linalg.norm(p[:, 1:], axis=1)
    lepton, nucleon = events["lepton_p4_mev"], events["nucleon_p4_mev"]
    mass = np.sqrt(np.maximum(nucleon[:, 0] ** 2 - momentum(nucleon) ** 2, 0))
    events["p_lepton"] = momentum(lepton)
    events["t_nucleon"] = nucleon[:, 0] - mass
    events["cos_nucleon_lab"] = nucleon[:, 3] / momentum(nucleon)
    events["cos_theta_n"] = np.cos(events["theta_n"])
    events["p_missing"] = momentum(events["residual_p4_mev"])
    events["phi_n"] = np.mod(events["phi_n"], 2 * np.pi)
    events["delta_p_t"] = np.hypot(lepton[:, 1] + nucleon[:, 1], lepton[:, 2] + nucleon[:, 2])
    return events


def weighted_quantile(values, weights, quantile):
    """Value below which a part of the sum of weights lies."""
    order = np.argsort(values)
    share = np.cumsum(weights[order])
    return values[order][np.searchsorted(share, quantile * share[-1])]


def differential(values, weights, edges, scale):
    """d sigma / d x in each bin and its statistical error."""
    width = np.diff(edges)
    content = np.histogram(values, edges, weights=weights)[0]
    squares = np.histogram(values, edges, weights=weights**2)[0]
    return scale * content / width, scale * np.sqrt(squares) / width


def draw_panel(axis, events, shells, column, edges, labels, scale):
    """Total with error band and one line per shell."""
    centres = 0.5 * (edges[1:] + edges[:-1])
    total, error = differential(events[column], events["weight"], edges, scale)
    axis.stairs(total, edges, color="black", lw=1.4, label="sum")
    axis.errorbar(centres, total, error, fmt="none", ecolor="black", lw=0.8)
    for index, shell in enumerate(shells):
        member = events["shell"] == index
        part, _ = differential(events[column][member], events["weight"][member], edges, scale)
        colour = COLOURS[index % len(COLOURS)]
        axis.stairs(part, edges, color=colour, fill=True, alpha=0.16)
        axis.stairs(part, edges, color=colour, lw=1.2, label=shell)
    axis.set_xlim(edges[0], edges[-1])
    axis.set_ylim(bottom=0)
    axis.set_xlabel(labels[0])
    axis.set_ylabel(labels[1])


def draw_lepton_plane(figure, axis, events, scale):
    """d2 sigma / d p d cos theta of the lepton."""
    counts, cosines, momenta = np.histogram2d(
        events["cos_theta_mu"], events["p_lepton"], bins=(40, 40), weights=events["weight"],
        range=((-1, 1), (0, events["p_lepton"].max())))
    density = scale * counts / (np.diff(cosines)[:, None] * np.diff(momenta)[None, :])
    image = axis.pcolormesh(cosines, momenta, np.ma.masked_equal(density.T, 0), cmap="viridis", rasterized=True)
    axis.set_xlabel(r"$\cos\theta_\ell$")
    axis.set_ylabel(r"$p_\ell$ [MeV]")
    bar = figure.colorbar(image, ax=axis)
    bar.set_label(r"$d^2\sigma/dp\,d\cos\theta$ [$10^{-38}$ cm$^2$/MeV]", fontsize=8)


def draw_weights(axis, weight):
    """Histogram of the weights, with the effective sample size."""
    ress = weight.sum() ** 2 / (len(weight) * (weight**2).sum())
    edges = np.linspace(0, max(2.0, weight.max()), 101)
    axis.hist(weight, edges, color="#5f6368", histtype="stepfilled", alpha=0.7)
    axis.axvline(1, color="black", lw=0.8, ls=":")
    axis.set_yscale("log")
    axis.set_xlabel("weight")
    axis.set_ylabel("events")
    axis.text(0.97, 0.94, f"RESS {100 * ress:.3f} %\nlargest {weight.max():.2f}", transform=axis.transAxes,
              ha="right", va="top")


def estimate(events, attributes):
    """Flux-averaged cross section that the events stand for, as text: every proposal counts, accepted or not."""
    if attributes["biased"]:
        return "the surrogate alone: biased, not tested by these events"
    sigma = float(attributes["flux_averaged_sigma_1e-38cm2"])
    trials = events["trials"].sum()
    weight = attributes["weight_cap"] * events["weight"]
    mean = weight.sum() / trials
    error = np.sqrt(((weight**2).sum() / trials - mean**2) / trials)
    return rf"events  {sigma * mean:.4f} $\pm$ {sigma * error:.4f}"


def panels(events):
    """Column, bin edges and axis labels of the one-dimensional distributions."""
    sigma = lambda x, unit="": rf"$d\sigma/d{x}$ [$10^{{-38}}$ cm$^2${unit}]"
    upto = lambda column: weighted_quantile(events[column], events["weight"], 0.995)
    omega, e_nu = events["omega_mev"], events["e_nu_mev"]
    return [
        ("e_nu_mev", np.linspace(e_nu.min() - 1, e_nu.max() + 1, 41), (r"$E_\nu$ [MeV]", sigma(r"E_\nu", "/MeV"))),
        ("omega_mev", np.linspace(omega.min(), upto("omega_mev"), 61), (r"$\omega$ [MeV]", sigma(r"\omega", "/MeV"))),
        ("cos_theta_mu", np.linspace(-1, 1, 41), (r"$\cos\theta_\ell$", sigma(r"\cos\theta_\ell"))),
        ("t_nucleon", np.linspace(0, upto("t_nucleon"), 51), (r"$T_N$ [MeV]", sigma("T_N", "/MeV"))),
        ("cos_nucleon_lab", np.linspace(-1, 1, 41), (r"$\cos\theta_N$ from the beam", sigma(r"\cos\theta_N"))),
        ("cos_theta_n", np.linspace(-1, 1, 41), (r"$\cos\theta_N$ from $\vec q$", sigma(r"\cos\theta_N"))),
        ("phi_n", np.linspace(0, 2 * np.pi, 37), (r"$\phi_N$ about $\vec q$ [rad]", sigma(r"\phi_N", "/rad"))),
        ("p_missing", np.linspace(0, upto("p_missing"), 51), (r"$p_m$ [MeV]", sigma("p_m", "/MeV"))),
        ("delta_p_t", np.linspace(0, upto("delta_p_t"), 51), (r"$\delta p_T$ [MeV]", sigma(r"\delta p_T", "/MeV"))),
    ]


def draw_page(events, attributes, out):
    """The whole page."""
    sigma = float(attributes["flux_averaged_sigma_1e-38cm2"])
    scale = sigma / events["weight"].sum()
    figure, axes = plt.subplots(3, 4, figsize=(17, 11.5), constrained_layout=True)
    axes = axes.ravel()
    for axis, (column, edges, labels) in zip(axes, panels(events)):
        draw_panel(axis, events, attributes["shells"], column, edges, labels, scale)
    axes[0].legend(frameon=False, fontsize=9)
    draw_lepton_plane(figure, axes[9], events, scale)
    draw_weights(axes[10], events["weight"])
    axes[11].axis("off")
    axes[11].text(0, 0.95, "\n".join([
        f"target  {attributes['nucleus']}",
        f"flux  {attributes['flux']}",
        f"{attributes['e_nu_min_mev']:g} to {attributes['e_nu_max_mev']:g} MeV: "
        f"{100 * attributes['flux_kept_fraction']:.1f} % of it",
        f"events  {len(events['weight'])} ({attributes['mode']})",
        "",
        r"flux-averaged $\sigma$ per nucleus [$10^{-38}$ cm$^2$]",
        f"quadrature  {sigma:.4f}",
        estimate(events, attributes),
    ]), va="top", fontsize=11, linespacing=1.7)
    figure.suptitle(f"Generated events: CC 1p1h on {attributes['nucleus']}, flux {attributes['flux']}", fontsize=15)
    figure.savefig(out, dpi=110)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", help="events as 'nereus generate' writes them (PREFIX.h5)")
    parser.add_argument("--out", help="picture to write (default: PREFIX.png)")
    arguments = parser.parse_args()
    out = arguments.out or arguments.events.removesuffix(".h5") + ".png"
    plt.rcParams.update({"axes.grid": True, "grid.alpha": 0.25, "axes.axisbelow": True, "font.size": 10})
    events, attributes = read_events(arguments.events)
    draw_page(with_derived(events), attributes, out)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
