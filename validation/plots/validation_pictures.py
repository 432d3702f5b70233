"""Pictures of the page of `nereus validate --out DIR`; each function returns one matplotlib figure."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from validation_file import numbered

COLOURS = ["#0b5394", "#e06c00", "#2e8540", "#8e24aa", "#b00020", "#00838f", "#6d4c41"]
LABELS = {"omega": "ω [MeV]", "cos_theta_lepton": "cos θ_μ", "cos_theta_n": "cos θ_N", "phi_n": "φ_N [°]",
          "e_nu": "E_ν [MeV]", "kinetic_energy": "T [MeV]", "theta_lepton": "θ_μ [°]", "theta_n": "θ_N [°]",
          "log10_density": "log₁₀ p [MeV⁻¹ sr⁻¹]"}


def new(rows, columns, width=12, height=3.0):
    return plt.subplots(rows, columns, figsize=(width, 0.5 + height * rows), squeeze=False, constrained_layout=True)


def weight_histogram(surrogates):
    """Both axes of the talk: all weights, and the neighbourhood of one."""
    figure, axes = new(1, 2, height=3.4)
    for axis, limits in zip(axes.flat, ((-6, 3), (-0.5, 1.0))):
        for i, surrogate in enumerate(surrogates):
            weights = surrogate["weights"]
            centres = 0.5 * (weights["edges"][1:] + weights["edges"][:-1])
            axis.step(centres, weights["surrogate"], where="mid", color=COLOURS[i % 7], label=surrogate["name"])
            if i == 0:
                axis.step(centres, weights["uniform"], where="mid", color="#888", label="uniform proposals")
        axis.set(xlim=limits, yscale="log", xlabel="log₁₀ w", ylabel="fraction of events per bin of 0.02")
        axis.axvline(0, color="#bbb", lw=0.8, zorder=0)
    axes.flat[0].legend(frameon=False, fontsize=9)
    return figure


def slices(surrogates, shells):
    figure, axes = new(1, len(shells), height=3.2)
    for shell, axis in enumerate(axes.flat):
        for i, surrogate in enumerate(surrogates):
            rows = surrogate["flat"].get("slices", {})
            if not rows:
                continue
            here = rows["shell"] == shell
            centres = 0.5 * (rows["e_min"] + rows["e_max"])[here]
            axis.plot(centres, 100 * (1 - rows["ress"][here]), "o-", ms=3, color=COLOURS[i % 7],
                      label=surrogate["name"])
        axis.set(title=shells[shell], xlabel="E_ν [MeV]", ylabel="100 % − RESS [%]", yscale="log")
    axes.flat[0].legend(frameon=False, fontsize=9)
    return figure


def spread_origin(surrogate):
    """One row of panels for each flow."""
    flows = numbered(surrogate["spread"])
    variables = [name for name in LABELS if name in flows[0]]
    figure, axes = new(len(flows), len(variables), width=15, height=2.2)
    for row, flow in zip(axes, flows):
        for axis, name in zip(row, variables):
            profile = flow[name]
            filled = profile["events"] > 0
            centres = 0.5 * (profile["edges"][1:] + profile["edges"][:-1])
            axis.plot(centres[filled], 100 * profile["rms"][filled], color=COLOURS[0], lw=1.2)
            share = axis.twinx()
            share.fill_between(centres, 100 * profile["share"], step="mid", color=COLOURS[1], alpha=0.25)
            share.set_yticks([])
            axis.set(xlabel=LABELS[name], yscale="log")
            axis.tick_params(labelsize=7)
        row[0].set_ylabel(f"{flow['flow']}\nrms of w [%]", fontsize=8)
    return figure


def ratio(surrogates):
    """Distribution of surrogate/truth over the cubes, and where it deviates."""
    figure, axes = new(1, 2, height=3.4)
    widest = max(max(abs(s["ratio"]["intervals"][4] - 1), abs(s["ratio"]["intervals"][5] - 1)) for s in surrogates)
    reach = min(1.0, max(1e-3, 1.5 * widest))
    edges = np.linspace(1 - reach, 1 + reach, 81)
    for i, surrogate in enumerate(surrogates):
        cubes = surrogate["ratio"]
        values = cubes["surrogate"] / cubes["truth"]
        counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges, weights=cubes["truth"])
        axes[0, 0].step(0.5 * (edges[1:] + edges[:-1]), counts / counts.sum(), where="mid", color=COLOURS[i % 7],
                        label=surrogate["name"])
        size = np.log10(cubes["truth"] / cubes["truth"].max())
        axes[0, 1].plot(size, 100 * np.abs(values - 1), ".", ms=2, color=COLOURS[i % 7], alpha=0.5)
    axes[0, 0].set(xlabel="1 + δ = surrogate / truth", ylabel="share of σ̄ per bin", yscale="log")
    axes[0, 0].legend(frameon=False, fontsize=9)
    axes[0, 1].set(xlabel="log₁₀ σ̄ / largest σ̄", ylabel="|δ| [%]", yscale="log", xlim=(-8, 0.2))
    return figure


def likelihood(surrogates, shells):
    figure, axes = new(1, len(shells), height=3.2)
    for shell, axis in enumerate(axes.flat):
        for i, surrogate in enumerate(surrogates):
            rows = surrogate["likelihood"]
            if "e_nu" not in rows:
                continue
            here = rows["shell"] == shell
            z = (rows["flow_mean"] - rows["accept_reject_mean"])[here] / rows["accept_reject_sigma"][here]
            axis.plot(rows["e_nu"][here], z, "o-", ms=4, color=COLOURS[i % 7], label=surrogate["name"])
            floor = rows["noise_floor"]
            axis.axhspan(-floor, floor, color="#888", alpha=0.08, lw=0)
        axis.axhline(0, color="#888", lw=0.8)
        axis.set(title=shells[shell], xlabel="E_ν [MeV]", ylabel="z of the mean MNLL")
    axes.flat[0].legend(frameon=False, fontsize=9)
    return figure


def projections(surrogate_set):
    """One-dimensional projections with their ratio below."""
    names = list(LABELS)[:4]
    figure, axes = new(2, 4, width=14, height=2.3)
    for column, name in enumerate(names):
        edges, projection = surrogate_set["edges"][name], surrogate_set[name]
        width = np.diff(edges)
        centres = 0.5 * (edges[1:] + edges[:-1])
        axes[0, column].step(centres, projection["truth"] / width, where="mid", color="#222", label="true")
        axes[0, column].step(centres, projection["surrogate"] / width, where="mid", color=COLOURS[0], ls="--",
                             label="surrogate")
        filled = (projection["truth"] > 0) & (projection["surrogate"] > 0)
        value = projection["surrogate"][filled] / projection["truth"][filled]
        error = value * projection["surrogate_error"][filled] / projection["surrogate"][filled]
        axes[1, column].errorbar(centres[filled], value, error, fmt=".", ms=3, lw=0.7, color=COLOURS[0])
        axes[1, column].axhline(1, color="#888", lw=0.8)
        heavy = projection["truth"][filled] > 1e-3
        reach = max(0.01, 1.5 * np.max(np.abs(value[heavy] - 1), initial=0))
        axes[1, column].set(xlabel=LABELS[name], ylim=(1 - reach, 1 + reach))
    axes[0, 0].set_ylabel("density")
    axes[1, 0].set_ylabel("surrogate / true")
    axes[0, 0].legend(frameon=False, fontsize=9)
    return figure


def plane(axis, values, edges_x, edges_y, limits):
    bins = int(round(np.sqrt(values.size)))
    coarse = [np.linspace(edges[0], edges[-1], bins + 1) for edges in (edges_x, edges_y)]
    return axis.pcolormesh(coarse[0], coarse[1], values.reshape(bins, bins).T, rasterized=True, **limits)


def planes(surrogate_set):
    """Two-dimensional projections: true, and surrogate / true."""
    pairs = [name for name in surrogate_set if "-" in name and isinstance(surrogate_set[name], dict)]
    figure, axes = new(2, len(pairs), width=16, height=2.4)
    for column, pair in enumerate(pairs):
        x, y = pair.split("-")
        edges = surrogate_set["edges"][x], surrogate_set["edges"][y]
        projection = surrogate_set[pair]
        truth = np.ma.masked_equal(projection["truth"], 0)
        image = plane(axes[0, column], truth, *edges, {"cmap": "viridis"})
        ratio_values = np.ma.masked_where(projection["truth"] < 1e-5,
                                          projection["surrogate"] / np.maximum(projection["truth"], 1e-300))
        ratio_image = plane(axes[1, column], ratio_values, *edges, {"cmap": "RdBu_r", "vmin": 0.8, "vmax": 1.2})
        for row in (0, 1):
            axes[row, column].set(xlabel=LABELS[x], ylabel=LABELS[y])
            axes[row, column].tick_params(labelsize=7)
    figure.colorbar(image, ax=axes[0, -1], label="true, fraction")
    figure.colorbar(ratio_image, ax=axes[1, -1], label="surrogate / true")
    return figure


def profiles(surrogate):
    """Raw curves on the left of each pair, averages over cubes on the right."""
    all_profiles = numbered(surrogate["profiles"])
    figure, axes = new(-(-len(all_profiles) // 2), 4, width=15, height=2.0)
    for i, profile in enumerate(all_profiles):
        raw, averaged = axes[i // 2, 2 * (i % 2)], axes[i // 2, 2 * (i % 2) + 1]
        raw.plot(profile["kinetic_energy"], profile["truth"], color="#222", lw=1, label="true")
        raw.plot(profile["kinetic_energy"], profile["surrogate"], color=COLOURS[0], lw=1, ls="--", label="surrogate")
        cubes = profile["cubes"]
        averaged.plot(cubes["kinetic_energy"], cubes["truth"], color="#222", lw=1)
        averaged.plot(cubes["kinetic_energy"], cubes["surrogate"], color=COLOURS[0], lw=1, ls="--")
        title = f"{profile['shell']}, θ_μ {profile['theta_lepton_deg']:g}°, θ_N {profile['theta_n_deg']:g}°"
        raw.set_title(title + ", raw", fontsize=8)
        averaged.set_title(title + ", averaged", fontsize=8)
        for axis in (raw, averaged):
            axis.set_xlim(0, profile["kinetic_energy"][-1])
            axis.tick_params(labelsize=7)
    axes[0, 0].legend(frameon=False, fontsize=8)
    for axis in axes[-1]:
        axis.set_xlabel("T [MeV]")
    figure.supylabel("density [fm² MeV⁻¹ rad⁻³]", fontsize=9)
    return figure
