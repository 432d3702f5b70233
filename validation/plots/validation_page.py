#!/usr/bin/python3
"""Writes what `nereus validate --out DIR` measured as one self-contained HTML page.

usage: validation_page.py validation.h5 --out DIR
Writes DIR/validation.html: tables, pictures, sources, commands and fingerprints. Nothing is loaded from elsewhere.
"""
import argparse
import base64
import html
import io
import os
import sys

try:
    import matplotlib.pyplot as plt
    import numpy as np

    import published_figures as paper
    import validation_file
    import validation_pictures as pictures
    from page_file import write_page
except ImportError as missing:
    sys.exit(f"{missing}; install python3-h5py and python3-matplotlib")

STYLE = """body { font: 15px/1.45 sans-serif; max-width: 1180px; margin: 2em auto; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-size: 13px; margin: 0.8em 0 } td, th { padding: 2px 9px; text-align: right }
th { border-bottom: 1px solid #888 } td:first-child, th:first-child { text-align: left } td.bad { color: #b00020 }
td.good { color: #2e8540 } img { max-width: 100% } pre { font-size: 12px; background: #f5f5f5; padding: 1em;
overflow-x: auto } .note { color: #666; font-size: 13px }"""


def table(heads, rows):
    """Cells are texts; ("text", "class") colours one."""
    def cell(value):
        content, kind = value if isinstance(value, tuple) else (value, "")
        return f'<td class="{kind}">{html.escape(content)}</td>' if kind else f"<td>{html.escape(content)}</td>"
    head = "".join(f"<th>{html.escape(text)}</th>" for text in heads)
    body = "\n".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def picture(figure, title):
    with io.BytesIO() as buffer:
        figure.savefig(buffer, format="png", dpi=90)
        plt.close(figure)
        data = base64.b64encode(buffer.getvalue()).decode()
    return f'<p><img alt="{html.escape(title)}" src="data:image/png;base64,{data}"></p>'


def limit(requirement):
    sign = "≤" if requirement["at_most"] else "≥"
    unit = "" if requirement["unit"] == "1" else f" {requirement['unit']}"
    return [f"{sign} {requirement['must']:g}{unit}", f"{sign} {requirement['goal']:g}{unit}"]


def requirement_rows(surrogate):
    rows = surrogate["requirements"]
    for i, what in enumerate(rows["what"]):
        one = {name: rows[name][i] for name in ("value", "must", "goal", "at_most", "unit", "verdict", "goal_met")}
        unit = "" if one["unit"] == "1" else f" {one['unit']}"
        kind = "bad" if one["verdict"] == "FAIL" else "good" if one["verdict"] == "ok" else ""
        yield [what, f"{one['value']:.4g}{unit}" if one["value"] < 10 else f"{one['value']:.3f}{unit}", *limit(one),
               (one["verdict"], kind), "reached" if one["goal_met"] else "–"]


def requirements(surrogates):
    parts = []
    for surrogate in surrogates:
        parts.append(f"<h3>{html.escape(surrogate['name'])}</h3>")
        if "requirements" in surrogate:
            parts.append(table(["what", "value", "must", "goal", "verdict", "goal"], requirement_rows(surrogate)))
        else:
            parts.append("<p>No limits hold for the published system: it is the standard of comparison.</p>")
        closes = surrogate["flat"]["passed"] and surrogate["flux"]["passed"]
        parts.append(f"<p>Closure (events give back the cross section, mean weight 1 in every slice of E_ν): "
                     f"{'passed' if closes else 'FAILED'}; {surrogate['flat']['closure_deviation']:+.2f} and "
                     f"{surrogate['flux']['closure_deviation']:+.2f} standard errors.</p>")
    return "".join(parts)


def per_day(seconds):
    return f"{86400 / seconds:,.2f}" if seconds > 864 else f"{86400 / seconds:,.0f}"


def training_hours(surrogate):
    if "training_cpu_s" not in surrogate:
        return "not recorded"
    if "cuda" in surrogate["environment"].lower():
        return f"{surrogate['training_wall_s'] / 3600:.2f} (GPU)"
    return f"{surrogate['training_cpu_s'] / 3600:.2f} (CPU, one core)"


def table_one(surrogates, shells):
    """The published Table 1 beside ours."""
    own = lambda number: [number(surrogate) for surrogate in surrogates]
    three = lambda values: [f"{value:g}" for value in values]
    deviation = lambda report: f"{np.sqrt(1 / report['ress'][-1] - 1):.4f}"
    rows = [
        ["parameters of all networks", "–", "–", "–", *own(lambda s: f"{s['parameters']:,}")],
        ["file [MB]", *paper.FILE_MB, *own(lambda s: f"{s['file_bytes'] / 1e6:.1f}")],
        ["training [h]", *[f"{hours} (RTX-4090)" for hours in paper.TRAINING_HOURS], *own(training_hours)],
        ["emulator, CPU [s per 10⁶ samples]", *three(paper.CPU_S_PER_MILLION), *own(lambda s: f"{s['cost_emulator_s']:.1f}")],
        ["emulator, GPU [s per 10⁶ samples]", *three(paper.GPU_S_PER_MILLION), *own(lambda s: "–")],
        ["weighted, CPU [s per 10⁶ samples]", "–", "–", "–", *own(lambda s: f"{s['cost_weighted_s']:.1f}")],
        ["weight 1, CPU [s per 10⁶ samples]", "–", "–", "–", *own(lambda s: f"{s['cost_unweighted_s']:.1f}")],
        ["emulator, GPU [10⁶ a day]", *paper.EMULATED_PER_DAY_GPU, *own(lambda s: "–")],
        ["emulator, CPU [10⁶ a day]", *paper.EMULATED_PER_DAY, *own(lambda s: per_day(s["cost_emulator_s"]))],
        ["weighted, CPU [10⁶ a day]", "–", "–", "–", *own(lambda s: per_day(s["cost_weighted_s"]))],
        ["weight 1, CPU [10⁶ a day]", *[paper.UNBIASED_PER_DAY] * 3, *own(lambda s: per_day(s["cost_unweighted_s"]))],
        ["weight 1 if the truth took 0.1 s a point [10⁶ a day]", *[paper.UNBIASED_PER_DAY] * 3,
         *own(lambda s: f"{0.864 * s['flux']['acceptance'][-1]:.2f}")],
        ["RESS, flat E_ν [%]", *three(paper.RESS_FLAT), *own(lambda s: f"{100 * s['flat']['ress'][-1]:.3f}")],
        ["RESS, T2K flux [%]", *three(paper.RESS_T2K), *own(lambda s: f"{100 * s['flux']['ress'][-1]:.3f}")],
        ["standard deviation of w", *three(paper.WEIGHT_DEVIATION), *own(lambda s: deviation(s["flat"]))],
        ["RMS_p [%]", *[paper.RMS_P] * 3, *own(lambda s: f"{100 * s['ratio']['rms']:.3f}")]]
    for index, shell in enumerate(shells):
        published = three(paper.RMS_Z[shell]) if shell in paper.RMS_Z else ["–"] * 3
        rows.append([f"RMS_z, {shell}", *published, *own(lambda s: f"{s['likelihood']['rms_z'][index]:.2f}")])
    return table(["", *[f"published {size}" for size in paper.SIZES], *own(lambda s: s["name"])], rows)


def weight_tables(surrogates, shells):
    rows = []
    for surrogate in surrogates:
        for report in (surrogate["flat"], surrogate["flux"]):
            for i, shell in enumerate([*shells, "together"]):
                rows.append([surrogate["name"], report["flux"], shell, f"{report['samples'][i]:.0f}",
                             f"{100 * report['ress'][i]:.3f} ± {100 * report['ress_error'][i]:.3f}",
                             f"{report['mean'][i]:.5f} ± {report['mean_error'][i]:.5f}", f"{report['max'][i]:.3f}",
                             f"{report['cap'][i]:.4f}", f"{100 * report['acceptance'][i]:.2f}",
                             f"{report['overweight'][i]:.1e}"])
    return table(["surrogate", "flux", "shell", "samples", "RESS [%]", "mean w", "largest w", "cap", "acceptance [%]",
                  "overweight share"], rows)


def slice_table(surrogate, shells):
    rows = surrogate["flat"].get("slices", {})
    return table(["shell", "E_ν [MeV]", "samples", "mean w", "RESS [%]", "largest w"],
                 [[shells[int(rows["shell"][i])], f"{rows['e_min'][i]:g}–{rows['e_max'][i]:g}", f"{rows['samples'][i]:.0f}",
                   f"{rows['mean'][i]:.5f} ± {rows['mean_error'][i]:.5f}", f"{100 * rows['ress'][i]:.3f}",
                   f"{rows['max'][i]:.3f}"] for i in range(len(rows.get("shell", [])))])


def ratio_table(surrogates):
    rows = []
    for surrogate in surrogates:
        ratio = surrogate["ratio"]
        ends = [f"{low:.4f} … {high:.4f}" for low, high in ratio["intervals"].reshape(3, 2)]
        rows.append([surrogate["name"], f"{100 * ratio['rms']:.3f}", f"{100 * ratio['rms_noise']:.3f}", f"{ratio['mean']:.5f}",
                     *ends, f"{len(ratio['truth'])}", f"{ratio['points']}"])
    return table(["surrogate", "RMS_p [%]", "of it noise [%]", "mean of 1 + δ", "68 %", "95 %", "99 %", "cubes",
                  "points in each"], rows)


def likelihood_table(surrogates, shells):
    rows = []
    for surrogate in surrogates:
        data = surrogate["likelihood"]
        for i in range(len(data.get("e_nu", []))):
            z = (data["flow_mean"][i] - data["accept_reject_mean"][i]) / data["accept_reject_sigma"][i]
            rows.append([surrogate["name"], shells[int(data["shell"][i])], f"{data['e_nu'][i]:g}",
                         f"{data['bins'][i]:.0f} ({data['merged'][i]:.0f})",
                         f"{data['accept_reject_mean'][i]:.5f} ± {data['accept_reject_sigma'][i]:.5f}",
                         f"{data['flow_mean'][i]:.5f} ± {data['flow_sigma'][i]:.5f}", f"{z:+.2f}"])
    return table(["surrogate", "shell", "E_ν [MeV]", "bins (merged)", "MNLL of accept-reject", "MNLL of the flow", "z"], rows)


def of_each(surrogates, draw):
    parts = []
    for surrogate in surrogates:
        parts.append(f"<h3>{html.escape(surrogate['name'])}</h3>{draw(surrogate)}")
    return "".join(parts)


def projection_pictures(surrogate):
    parts = []
    for one in validation_file.numbered(surrogate["projections"]):
        title = f"{one['shell']} at {one['e_nu_mev']:g} MeV"
        parts.append(f"<p>{html.escape(title)}</p>" + picture(pictures.projections(one), title) +
                     picture(pictures.planes(one), title + ", two dimensions"))
    return "".join(parts)


def details(head, surrogates):
    prints = [[name[len("fingerprint_"):], value] for name, value in sorted(head.items()) if name.startswith("fingerprint_")]
    prints += [[f"surrogate {s['name']}, {s['file']}", s["fingerprint"]] for s in surrogates]
    trained = "".join(f"<h3>{html.escape(s['name'])}</h3><p>{html.escape(s['environment'] or 'environment not recorded')}</p>"
                      f"<pre>{html.escape(s['training_options'] or 'not recorded')}</pre>" for s in surrogates)
    return (f"<p>Command:</p><pre>{html.escape(head['command'])}</pre>"
            f"<p>Times measured on: {html.escape(head['machine'])}, one core.</p>"
            f"<p>nereus {html.escape(head['version'])}; cross section: {html.escape(head['evaluator'])}</p>"
            f"<pre>{html.escape(head['certificate'])}</pre>" + table(["fingerprint of", "SHA-256"], prints) +
            f"<details><summary>Training</summary>{trained}</details>"
            f"<details><summary>Run card</summary><pre>{html.escape(head['card'])}</pre></details>")


def sources():
    marks = "".join(f"<li>{mark}: {meaning}</li>" for mark, meaning in paper.MARKS.items())
    choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in paper.CHOICES)
    return (f"<p>All figures of the published system: {html.escape(paper.SOURCE)}. Marks:</p><ul>{marks}</ul>"
            f"<ul>{choices}</ul>")


def page(head, surrogates):
    shells = head["shells"]
    quick = ("<p><b>Quick measurement:</b> the samples are smaller than the definitions ask for; what they cannot decide "
             "is not judged, and MNLL, whose size depends on its samples, is not comparable with published values.</p>"
             if head["quick"] else "")
    parts = [
        f"<h2>Limits</h2>{requirements(surrogates)}",
        f"<h2>Table 1</h2><p class=note>Ours: one core of {html.escape(head['machine'])}. Published columns: "
        f"{html.escape(paper.SOURCE)}; weight 1 a day with the true model at about 0.1 s a point (i). Ours takes it from the "
        "evaluator named at the end of this page: most of that ratio is its speed, not the flow's.</p>" + table_one(surrogates, shells),
        "<h2>Weights</h2><p>w = p/q. RESS = (Σw)²/(N Σw²). Acceptance E[min(w, c)]/c with the cap c at the quantile of the "
        "card (99.99 %); overweight share E[(w − c)₊]/E[w]. Flat E_ν with every shell equally often, and in the flux "
        "as events come.</p>" + weight_tables(surrogates, shells) + picture(pictures.slices(surrogates, shells), "RESS by slice"),
        "<details><summary>Every slice of E_ν</summary>" +
        of_each(surrogates, lambda s: slice_table(s, shells)) + "</details>",
        "<h2>Weight histogram</h2>" + picture(pictures.weight_histogram(surrogates), "histogram of weights"),
        "<h2>Origin of the spread</h2><p>Line: rms of w about 1 against each variable and against the density, flow by flow; "
        "shaded: share of the total variance. T beyond 72 MeV is in its last bin.</p>" +
        of_each(surrogates, lambda s: picture(pictures.spread_origin(s), "origin of the spread")),
        "<h2>RMS_p</h2><p>√(Σσ̄δ²/Σσ̄), δ = σ̄_q/σ̄ − 1 after averaging over cubes of 1 MeV × (1°)³, shells summed, "
        f"E_ν = {surrogates[0]['ratio']['e_nu_mev']:g} MeV (grid chosen). Published: {paper.RMS_P}.</p>" +
        ratio_table(surrogates) + picture(pictures.ratio(surrogates), "surrogate/truth"),
        "<h2>MNLL and RMS_z</h2><p>MNLL(H) = (1/N) Σ [ln H! − H ln(H_ref/N)]; z = (mean of the flow − mean of accept-reject)/"
        "σ of accept-reject. RMS_z over the energies; its noise floor is √(2/repetitions) = "
        f"{surrogates[0]['likelihood']['noise_floor']:.2f} (shaded).</p>" +
        picture(pictures.likelihood(surrogates, shells), "z against energy"),
        f"<details><summary>Every energy</summary>{likelihood_table(surrogates, shells)}</details>",
        "<h2>Projections</h2><p>The surrogate's events and the same events with their weights: the two fluctuate alike, the "
        f"errors are those of the surrogate alone.</p>{of_each(surrogates, projection_pictures)}",
        "<h2>T profiles</h2><p>One shell at fixed angles, φ_N = 90°: raw, and averaged over cubes (App. A of the paper; angles "
        "chosen).</p>" + of_each(surrogates, lambda s: picture(pictures.profiles(s), "T profiles")),
        f"<h2>Sources</h2>{sources()}",
        f"<h2>Commands and fingerprints</h2>{details(head, surrogates)}"]
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>nereus validate</title><style>{STYLE}</style></head><body>
<h1>Validation of {html.escape(", ".join(s["name"] for s in surrogates))}</h1>
{quick}{"".join(parts)}
</body></html>
"""


def named(surrogates):
    """Kind of flow, with the file where two are of one kind; never the name of a column of the paper."""
    kinds = [surrogate["flow"] for surrogate in surrogates]
    for surrogate in surrogates:
        twice = kinds.count(surrogate["flow"]) > 1
        file = os.path.basename(surrogate["file"])
        kind = surrogate["flow"] + (", trained anew" if surrogate["flow"].startswith("published") else "")
        surrogate["name"] = f"{kind} ({file})" if twice else kind


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="validation.h5 of `nereus validate --out DIR`")
    parser.add_argument("--out", required=True, help="folder for the page")
    arguments = parser.parse_args()
    try:
        head, surrogates = validation_file.read(arguments.file)
        named(surrogates)
        text = page(head, surrogates)
        write_page(arguments.out, "validation.html", text)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
