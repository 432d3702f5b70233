#!/usr/bin/python3
"""Draws inclusive electron scattering against data as pictures and one self-contained HTML page.

usage: electron_page.py electron_data.h5 [OTHER.h5 ...] --out DIR
Reads what `nereus electron-data` wrote. Of further files (the same data, another card) the models are drawn beside
those of the first. Writes DIR/electron_data_1.png ... and DIR/electron_data.html.
"""
import argparse
import base64
import html
import os
import sys

try:
    import h5py
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    from page_file import write_page
except ImportError as missing:
    sys.exit(f"{missing}; install python3-h5py and python3-matplotlib")

COLOURS = ["#0b5394", "#e06c00", "#2e8540", "#8e24aa", "#b00020", "#00838f", "#6d4c41"]
STYLES = ["-", "--", "-.", ":"]
FIRST = "Barreau:1983ht"  # the low momentum transfers, at which a mean field can be tested
PANELS = (4, 3)  # rows, columns of one picture
SIDE = "10 MeV ≤ ω ≤ peak of the first model + half of its half-width on the low side, the same points for all models"

STYLE = """body { font: 15px/1.45 sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-size: 13px } td, th { padding: 2px 9px; text-align: right }
th { border-bottom: 1px solid #888 } td.text, th.text { text-align: left } tr.new td { border-top: 1px solid #ddd }
img { max-width: 100% } pre { font-size: 12px; background: #f5f5f5; padding: 1em; overflow-x: auto }"""


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def read(path):
    """Settings, each with its data and the values of every model."""
    with h5py.File(path, "r") as file:
        if "settings" not in file or "models" not in file.attrs:
            raise ValueError(f"{path} is no comparison with electron data")
        columns = {name: data[()] for name, data in file["settings"].items()}
        experiments = [text(name).rstrip("\0") for name in file["settings"].attrs["experiments"]]
        data = {name: values[()] for name, values in file["data"].items()}
        curve_omega = file["curve/omega"][()]
        models = [{**{name: values[()] for name, values in file[f"models/{i}"].items()},
                   "label": text(file[f"models/{i}"].attrs["label"])} for i in range(int(file.attrs["models"]))]
        attributes = {name: text(value) for name, value in file.attrs.items()}
    first_point = np.concatenate([[0], np.cumsum(columns["points"])]).astype(int)
    first_curve = np.concatenate([[0], np.cumsum(columns["curve_points"])]).astype(int)
    settings = []
    for i, experiment in enumerate(experiments):
        points = slice(first_point[i], first_point[i + 1])
        curve = slice(first_curve[i], first_curve[i + 1])
        setting = {name: float(values[i]) for name, values in columns.items()}
        setting.update(experiment=experiment, curve_omega=curve_omega[curve],
                       data={name: values[points] for name, values in data.items()}, models=[])
        for model in models:
            numbers = {name: float(values[i]) for name, values in model.items()
                       if name not in ("label", "curve", "d2sigma")}
            setting["models"].append({**numbers, "label": model["label"], "curve": model["curve"][curve]})
        settings.append(setting)
    return settings, attributes


def identity(setting):
    return setting["experiment"], setting["theta"], setting["beam_energy"]


def merged(files):
    """The settings of the first file, with the models of the others where they have the same setting."""
    settings, attributes = read(files[0])
    for path in files[1:]:
        others = {identity(setting): setting for setting in read(path)[0]}
        for setting in settings:
            other = others.get(identity(setting))
            for model in other["models"] if other else []:
                setting["models"].append({**model, "omega": other["curve_omega"]})
    settings.sort(key=lambda s: (s["experiment"] != FIRST, s["experiment"], s["theta"], s["beam_energy"]))
    return settings, attributes


def draw_panel(axis, setting):
    data = setting["data"]
    axis.errorbar(data["omega"], data["d2sigma"] * 1e-3, data["error"] * 1e-3, fmt="o", ms=2.6, lw=0.8, color="#222",
                  label="data", zorder=3)
    for i, model in enumerate(setting["models"]):
        omega = model.get("omega", setting["curve_omega"])
        axis.plot(omega, model["curve"] * 1e-3, color=COLOURS[i % len(COLOURS)], ls=STYLES[i % len(STYLES)], lw=1.4,
                  label=model["label"])
    first = setting["models"][0]
    if first["side_end"] > 10:
        axis.axvspan(10, first["side_end"], color="#0b5394", alpha=0.07, lw=0)
    continuum = data["omega"] > 10
    # Narrow resonances of a model may stand out of the picture; its broad maximum may not.
    highest = np.max(data["d2sigma"][continuum], initial=0)
    tops = [min(np.max(model["curve"], initial=0), 1.8 * highest) for model in setting["models"]]
    tops += [model["peak_height"] for model in setting["models"]]
    if max(highest, *tops) > 0:
        axis.set_ylim(0, 1.2e-3 * max(highest, *tops))
    axis.set_xlim(0, max(1.04 * data["omega"][-1], 1.3 * first["peak_omega"]))
    axis.set_title(f"{setting['beam_energy']:.0f} MeV, {setting['theta']:g}°, q = {setting['q']:.0f} MeV", fontsize=9)
    if first["side_points"] > 0:
        chi2 = first["side_chi2"] / first["side_points"]
        axis.text(0.97, 0.95, rf"$\chi^2/n$ = {chi2:.1f} ({first['side_points']:.0f})", transform=axis.transAxes,
                  ha="right", va="top", fontsize=8, color=COLOURS[0])
    axis.tick_params(labelsize=8)


def draw_pages(settings, nucleus, folder):
    """Pictures of up to 12 settings; an experiment begins a new one."""
    groups = []
    for setting in settings:
        full = groups and len(groups[-1]) == PANELS[0] * PANELS[1]
        if not groups or full or groups[-1][0]["experiment"] != setting["experiment"]:
            groups.append([])
        groups[-1].append(setting)
    pictures = []
    for number, group in enumerate(groups, 1):
        rows = -(-len(group) // PANELS[1])
        figure, axes = plt.subplots(rows, PANELS[1], figsize=(12, 0.9 + 2.7 * rows), squeeze=False,
                                    constrained_layout=True)
        for axis, setting in zip(axes.flat, group):
            draw_panel(axis, setting)
        for axis in axes.flat[len(group):]:
            axis.set_axis_off()
        handles, labels = axes.flat[0].get_legend_handles_labels()
        # Below the figure; the tight bounding box makes room.
        figure.legend(handles, labels, loc="upper center", ncol=min(4, len(labels)), fontsize=9, frameon=False,
                      bbox_to_anchor=(0.5, 0))
        figure.suptitle(f"{nucleus}(e,e'), {group[0]['experiment']}; shaded: quasi-elastic side", fontsize=11)
        figure.supxlabel(r"energy loss $\omega$ [MeV]", fontsize=10)
        figure.supylabel(r"$d^2\sigma/(d\Omega\,dE')$ [$\mu$b sr$^{-1}$ GeV$^{-1}$]", fontsize=10)
        path = os.path.join(folder, f"electron_data_{number}.png")
        figure.savefig(path, dpi=110, bbox_inches="tight")
        plt.close(figure)
        pictures.append(path)
    return pictures


def per_point(chi2, points):
    return f"{chi2 / points:.2f}" if points else "–"


def table_rows(settings):
    for setting in settings:
        for i, model in enumerate(setting["models"]):
            both = setting["has_peak"] and model["has_peak"]
            first = i == 0
            yield first, [
                (setting["experiment"] if first else "", True), (f"{setting['beam_energy']:.0f}" if first else "", False),
                (f"{setting['theta']:g}" if first else "", False), (f"{setting['q']:.0f}" if first else "", False),
                (model["label"], True), (per_point(model["side_chi2"], model["side_points"]), False),
                (f"{model['side_points']:.0f}", False), (per_point(model["chi2"], model["chi2_points"]), False),
                (f"{model['chi2_points']:.0f}", False),
                (f"{setting['peak_omega']:.1f}" if setting["has_peak"] else "–", False),
                (f"{model['peak_omega'] - setting['peak_omega']:+.1f}" if both else "–", False),
                (f"{model['peak_height'] / setting['peak_height']:.3f}" if both else "–", False)]


def table(settings):
    heads = ["experiment", "E [MeV]", "θ [°]", "q [MeV]", "model", "χ²/n side", "n", "χ²/n all", "n",
             "peak of data [MeV]", "shift of model [MeV]", "ratio of heights"]
    is_text = lambda flag: ' class="text"' if flag else ""
    rows = ["<tr>" + "".join(f"<th{is_text(h in ('experiment', 'model'))}>{h}</th>" for h in heads) + "</tr>"]
    for first, cells in table_rows(settings):
        content = "".join(f"<td{is_text(flag)}>{html.escape(value)}</td>" for value, flag in cells)
        rows.append(f'<tr{" class=new" if first else ""}>{content}</tr>')
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def totals(settings):
    """chi2 of the quasi-elastic sides together, by model."""
    sums = {}
    for setting in settings:
        for model in setting["models"]:
            chi2, points = sums.get(model["label"], (0, 0))
            sums[model["label"]] = chi2 + model["side_chi2"], points + model["side_points"]
    return "".join(f"<li>{html.escape(label)}: χ² = {chi2:.0f} for {points:.0f} points</li>"
                   for label, (chi2, points) in sums.items())


def page(settings, attributes, pictures):
    nucleus = html.escape(attributes["nucleus"])
    images = []
    for path in pictures:
        with open(path, "rb") as file:
            images.append(f'<p><img alt="" src="data:image/png;base64,{base64.b64encode(file.read()).decode()}"></p>')
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{nucleus}(e,e')</title><style>{STYLE}</style></head><body>
<h1>{nucleus}(e,e'): distorted-wave model against the quasi-elastic archive</h1>
<p>One-nucleon knockout of all protons and neutrons; nothing is fitted or scaled. The model has no knockout of two nucleons and no
Δ, so it must lie below the data above the peak. χ² is taken over all points, and over the quasi-elastic side: {SIDE}. Peaks are
vertices of parabolas through the upper fifth, the same for data and models.</p>
<p>Data: O. Benhar, D. Day, I. Sick, Quasielastic Electron Nucleus Scattering Archive, Rev. Mod. Phys. 80 (2008) 189,
nucl-ex/0603032; statistical and systematic errors in quadrature. Effective momentum: A. Aste, C. von Arx, D. Trautmann,
Eur. Phys. J. A 26 (2005) 167. {html.escape(attributes.get("left_out", "0"))} settings of the selection lie beyond the momentum
transfer asked for.</p>
<p>Together, quasi-elastic sides:</p><ul>{totals(settings)}</ul>
{"".join(images)}
<h2>Every setting</h2>
{table(settings)}
<details><summary>Run card of the first file (nereus {html.escape(attributes.get("version", ""))})</summary>
<pre>{html.escape(attributes.get("card", ""))}</pre></details>
</body></html>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", help="electron_data.h5 of `nereus electron-data`")
    parser.add_argument("--out", required=True, help="folder for the page and the pictures")
    arguments = parser.parse_args()
    try:
        settings, attributes = merged(arguments.files)
        if not settings:
            sys.exit(f"{arguments.files[0]}: no setting to draw")
        os.makedirs(arguments.out, exist_ok=True)
        pictures = draw_pages(settings, attributes["nucleus"], arguments.out)
        write_page(arguments.out, "electron_data.html", page(settings, attributes, pictures))
    except (OSError, ValueError, KeyError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
