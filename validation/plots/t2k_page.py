#!/usr/bin/python3
"""Draws generated events beside the protons that T2K measured, as one self-contained HTML page.

usage: t2k_page.py EVENTS.h5 [OTHER.h5 ...] --out DIR [--data FOLDER]    (nereus t2k-data ...)
Events are those of `nereus generate` for nu_mu on 12C in a T2K flux, for instance with distorted and with plane
waves; other events, and emulated ones, are refused. Data: arXiv:1802.05078 (data/measurements). Writes DIR/t2k.html.
"""
import argparse
import base64
import html
import io
import os
import re
import shlex
import sys

try:
    import h5py
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    from page_file import write_page
    from validation_file import attributes
except ImportError as missing:
    sys.exit(f"{missing}; install python3-h5py and python3-matplotlib")

COLOURS = ["#0b5394", "#e06c00", "#2e8540", "#8e24aa"]
NUCLEONS_OF_CH = 13  # hydrogen has no neutron: it adds nothing to the numerator
PROTON_MASS = 938.272  # MeV
OPEN_END = 1400.0  # MeV/c: where the last bin of p_p, which has no end, is drawn to
SLICES = [("1p_mu1_p0", "−0.3 < cos θ_μ < 0.3, 0.85 < cos θ_p < 0.94"),
          ("1p_mu2_p0", "0.3 < cos θ_μ < 0.8, 0.5 < cos θ_p < 0.8")]
IMBALANCES = [("dpt", "δp_T [GeV]", "GeV"), ("dalphat", "δα_T [rad]", "rad"), ("dphit", "δφ_T [rad]", "rad")]
PARTICLES = {11: "electron", 12: "nu_e", 14: "nu_mu", 16: "nu_tau", -12: "anti_nu_e", -14: "anti_nu_mu",
             -16: "anti_nu_tau"}  # PDG numbers, and their names in a run card

STYLE = """body { font: 15px/1.45 sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-size: 13px } td, th { padding: 2px 9px; text-align: right }
th { border-bottom: 1px solid #888 } td:first-child, th:first-child { text-align: left } img { max-width: 100% }
table.files td, table.files th { text-align: left; vertical-align: top; overflow-wrap: anywhere }
pre { font-size: 12px; background: #f5f5f5; padding: 1em; white-space: pre-wrap; overflow-wrap: anywhere }"""


def faults(head):
    """What keeps these events from T2K's data, each with the line of the run card that mends it."""
    neutrino, nucleus, flux = int(head["pdg_neutrino"]), head["nucleus"], head["flux"]
    # The data are of the beam of neutrinos: no flux of antineutrinos, and none of their beam (horn current reversed).
    of_the_beam = flux.startswith("T2K_") and not re.search("numub|minus", flux)
    checks = [(neutrino == 14, PARTICLES.get(neutrino, f"PDG number {neutrino}"), 'probe.particle = "nu_mu"'),
              (nucleus == "C12", f"nucleus {nucleus}", 'nucleus = "C12"'),
              (of_the_beam, f"flux {flux}", 'generate.flux = "T2K_ND280_numu"'),
              (not head["biased"], "emulated by the surrogate alone", 'generate.mode = "weighted"')]
    return [(what, mend) for passed, what, mend in checks if not passed]


def checked_events(path):
    """Momenta and weights of the events, and the attributes of the file. Raises ValueError for events that T2K's
    data are not about."""
    try:
        with h5py.File(path, "r") as file:
            head = {**attributes(file), **attributes(file["events"]), "file": str(path)}
            found = faults(head)
            if not found:
                return [file[f"events/{name}"][()] for name in ("lepton_p4_mev", "nucleon_p4_mev", "weight")], head
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {' '.join(str(error).split())}") from error
    except KeyError as error:
        raise ValueError(f"{path} is no file of events (" + " ".join(error.args[0].split()) +
                         "); make one with `nereus generate`") from error
    raise ValueError(f"{path} has events that cannot be compared with T2K's nu_mu on carbon (" +
                     ", ".join(what for what, _ in found) + "); generate them anew with " +
                     ", ".join(mend for _, mend in found))


def observables(path):
    """Momenta [MeV] and imbalances (dpt [GeV], angles [rad]) of each event, and what its weight is worth."""
    (lepton, nucleon, weight), head = checked_events(path)
    lepton, nucleon = lepton[:, 1:], nucleon[:, 1:]
    size = lambda p: np.linalg.norm(p, axis=1)
    muon_t, proton_t = lepton[:, :2], nucleon[:, :2]
    total_t = muon_t + proton_t

    def angle(a, b):
        cosine = np.sum(a * b, axis=1) / np.maximum(size(a) * size(b), 1e-300)
        return np.arccos(np.clip(cosine, -1, 1))
    # Of the whole flux, as far as the range of E_nu contributes to it [1e-38 cm2 per nucleon of CH].
    sigma = head["flux_averaged_sigma_1e-38cm2"] * head["flux_kept_fraction"] / NUCLEONS_OF_CH
    p_lepton, p_proton = size(lepton), size(nucleon)
    return {"p_mu": p_lepton, "cos_mu": lepton[:, 2] / p_lepton, "p_p": p_proton, "cos_p": nucleon[:, 2] / p_proton,
            "dpt": 1e-3 * size(total_t), "dalphat": angle(-muon_t, total_t), "dphit": angle(-muon_t, proton_t),
            "weight": sigma * weight / weight.sum(), "head": head}


def final_state(head):
    """Of the run card that the file of events holds: "distorted", "plane_wave"."""
    found = re.search(r'^final_state = "(\w+)"', head.get("card", ""), re.MULTILINE)
    return found.group(1) if found else "not recorded"


def label(head):
    """The waves of the outgoing nucleon; of a file without a card, its name."""
    waves = final_state(head)
    if waves == "not recorded":
        return os.path.basename(head["file"])
    return (waves.replace("_", " ") + " waves").replace("wave waves", "waves")


def in_signal(model):
    """Phase space of the imbalances, arXiv:1802.05078."""
    return ((model["p_mu"] > 250) & (model["cos_mu"] > -0.6) & (model["p_p"] > 450) & (model["p_p"] < 1000) &
            (model["cos_p"] > 0.4))


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    names = lines[0].split(",")
    return [dict(zip(names, line.split(","))) for line in lines[1:]]


def chi2(difference, covariance):
    return float(difference @ np.linalg.solve(covariance, difference))


def imbalance(folder, name, models):
    """Edges, data and errors [1e-38 cm2 per nucleon and unit], and each model in the same bins with its chi2."""
    rows = rows_of(os.path.join(folder, f"T2K_CC0pi_STV_{name}.csv"))
    value_name = next(column for column in rows[0] if column.startswith("xsec_"))
    edges = np.array([float(row["x_low"]) for row in rows] + [float(rows[-1]["x_high"])])
    data = 1e38 * np.array([float(row[value_name]) for row in rows])
    error = 1e38 * np.array([float(row["error_total"]) for row in rows])
    covariance = np.loadtxt(os.path.join(folder, f"T2K_CC0pi_STV_{name}_cov.csv"), delimiter=",", comments="#")
    predictions = []
    for model in models:
        inside = in_signal(model)
        content = np.histogram(model[name][inside], edges, weights=model["weight"][inside])[0] / np.diff(edges)
        predictions.append((content, chi2(content - data, covariance)))
    return edges, data, error, predictions


def kinetic(momentum):
    return np.sqrt(momentum**2 + PROTON_MASS**2) - PROTON_MASS


def proton_slice(folder, name, models):
    """Edges of p_p [MeV], then as imbalance(): integrated over each bin [1e-38 cm2 per nucleon]."""
    rows = rows_of(os.path.join(folder, "T2K_CC0pi_STV_multidif.csv"))
    chosen = [i for i, row in enumerate(rows) if row["slice"] == name]
    low, high = [np.array([1e3 * float(rows[i][f"p_p_{end}_GeV"]) for i in chosen]) for end in ("low", "high")]
    number = lambda column: float(rows[chosen[0]][column])
    covariance = np.loadtxt(os.path.join(folder, "T2K_CC0pi_STV_multidif_cov.csv"), delimiter=",", comments="#")
    covariance = 1e-2 * covariance[np.ix_(chosen, chosen)]
    data = 0.1 * np.array([float(rows[i]["value"]) for i in chosen])
    error = 0.1 * np.array([float(rows[i]["error"]) for i in chosen])
    edges = np.append(low, high[-1])
    predictions = []
    for model in models:
        inside = ((model["cos_mu"] > number("cos_mu_low")) & (model["cos_mu"] < number("cos_mu_high")) &
                  (model["cos_p"] > number("cos_p_low")) & (model["cos_p"] < number("cos_p_high")))
        content = np.histogram(model["p_p"][inside], edges, weights=model["weight"][inside])[0]
        predictions.append((content, chi2(content - data, covariance)))
    return edges, data, error, predictions


def embedded(figure):
    with io.BytesIO() as buffer:
        figure.savefig(buffer, format="png", dpi=100)
        plt.close(figure)
        return f'<p><img alt="" src="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"></p>'


def draw(axis, edges, data, error, predictions, labels):
    centres = 0.5 * (edges[1:] + edges[:-1])
    axis.errorbar(centres, data, error, 0.5 * np.diff(edges), fmt="o", ms=3, color="#222", label="T2K")
    for i, (content, value) in enumerate(predictions):
        axis.stairs(content, edges, color=COLOURS[i % 4], ls=("-", "--", "-.", ":")[i % 4],
                    label=f"{labels[i]}, χ² {value:.1f} / {len(data)}")
    axis.set_ylim(bottom=0)
    axis.legend(frameon=False, fontsize=8)


def pictures(folder, models, labels):
    figure, axes = plt.subplots(1, 2, figsize=(12, 4), constrained_layout=True)
    table = []
    for axis, (name, title) in zip(axes, SLICES):
        edges, data, error, predictions = proton_slice(folder, name, models)
        energies = kinetic(np.minimum(edges, OPEN_END))
        width = np.diff(energies)
        draw(axis, energies, data / width, error / width, [(c / width, v) for c, v in predictions], labels)
        axis.set(title=title, xlabel="T_p [MeV]", ylabel="dσ/dT_p [10⁻³⁸ cm² / nucleon / MeV]")
        table.append((f"T_p, {title}", len(data), data.sum(), [(c.sum(), v) for c, v in predictions]))
    first = embedded(figure)
    figure, axes = plt.subplots(1, 3, figsize=(14, 4), constrained_layout=True)
    for axis, (name, title, unit) in zip(axes, IMBALANCES):
        edges, data, error, predictions = imbalance(folder, name, models)
        draw(axis, edges, data, error, predictions, labels)
        axis.set(xlabel=title, ylabel=f"dσ [10⁻³⁸ cm² / nucleon / {unit}]")
        width = np.diff(edges)
        table.append((title, len(data), data @ width, [(c @ width, v) for c, v in predictions]))
    return first, embedded(figure), table


def numbers(table, labels):
    heads = "".join(f"<th>{html.escape(text)}: integral</th><th>χ²</th>" for text in labels)
    rows = [f"<tr><th>distribution</th><th>bins</th><th>T2K: integral [10⁻³⁸ cm² / nucleon]</th>{heads}</tr>"]
    for title, bins, total, predictions in table:
        cells = "".join(f"<td>{content:.4f}</td><td>{value:.1f}</td>" for content, value in predictions)
        rows.append(f"<tr><td>{html.escape(title)}</td><td>{bins}</td><td>{total:.4f}</td>{cells}</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def files(models):
    """From which files the page was drawn, and of what these were made."""
    rows = ["".join(f"<th>{head}</th>" for head in ("file", "nereus", "flux", "events", "final_state",
                                                    "fingerprints (SHA-256)"))]
    for model in models:
        head = model["head"]
        prints = [(name.replace("fingerprint_", "") if name != "fingerprint" else "events", value)
                  for name, value in sorted(head.items()) if name.startswith("fingerprint")]
        cells = [head["file"], head.get("version", "not recorded"), head["flux"], f"{len(model['weight'])}",
                 final_state(head)]
        rows.append("".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "<td>" +
                    "<br>".join(html.escape(f"{name}: {value}") for name, value in prints) + "</td>")
    return '<table class="files">' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def page(folder, models, command):
    labels = [label(model["head"]) for model in models]
    protons, transverse, table = pictures(folder, models, labels)
    first = models[0]["head"]
    outside = 100 * (1 - first["flux_kept_fraction"])
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>T2K protons</title><style>{STYLE}</style></head><body>
<h1>Leading protons and transverse imbalance in the T2K flux</h1>
<p><b>What is compared:</b> a model in which one nucleon is knocked out (1p1h) and leaves without rescattering, with data
without pions in the final state (CC0π). The data hold more: two-nucleon knock-out (2p2h), pions that were absorbed in the
nucleus, and protons slowed down or knocked out by a cascade. In total the model is expected to lie below the data; in
single bins it need not, because nothing slows its protons down.</p>
<p><b>Part of the flux left out:</b> {outside:.1f} % of the neutrinos of {html.escape(first["flux"])} lie outside
{first["e_nu_min_mev"]:g} to {first["e_nu_max_mev"]:g} MeV. The curves are averages over the whole flux to which only this range
contributes: what higher energies would add is missing. Per nucleon of CH: the cross section of 12C over 13.</p>
<p>Data: K. Abe et al. (T2K), Phys. Rev. D 98 (2018) 032003, arXiv:1802.05078; χ² with the full covariance of the
bins shown. Slices: exactly one proton above 0.5 GeV/c; the last bin of p_p has no end and is drawn to {OPEN_END:g} MeV/c.
Imbalance: p_μ &gt; 250 MeV, cos θ_μ &gt; −0.6, 450 &lt; p_p &lt; 1000 MeV, cos θ_p &gt; 0.4.</p>
<h2>Kinetic energy of the proton</h2>{protons}
<h2>Transverse kinematic imbalance</h2>{transverse}
<h2>Numbers</h2>{numbers(table, labels)}
<h2>Command and files</h2><pre>{html.escape(command)}</pre>{files(models)}
</body></html>
"""


def default_data():
    """Beside the plots of an installed program, or in the source tree."""
    here = os.path.dirname(os.path.realpath(__file__))
    choices = [os.path.join(here, "..", "measurements"), os.path.join(here, "..", "..", "data", "measurements")]
    return next(filter(os.path.isdir, choices), choices[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events", nargs="+", help="PREFIX.h5 of `nereus generate`")
    parser.add_argument("--out", required=True, help="folder for the page")
    parser.add_argument("--data", default=default_data(), help="folder of the T2K_CC0pi_STV_*.csv")
    arguments = parser.parse_args()
    try:
        models = [observables(path) for path in arguments.events]
        command = shlex.join(["nereus", "t2k-data", *sys.argv[1:]])
        text = page(arguments.data, models, command)
        write_page(arguments.out, "t2k.html", text)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
