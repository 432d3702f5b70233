#!/usr/bin/python3
"""Draws how surrogates were trained: 1 - RESS on held-out points and the loss against the step, for every shell.

    plot_training.py SURROGATE.h5 ... --out training.png
"""
import argparse
import pathlib

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

STYLES = ["-", "--", ":", "-."]


def histories(path):
    """(title, steps, loss, ress) of every member of a surrogate that has a history."""
    with h5py.File(path) as file:
        labels = [str(label.decode() if isinstance(label, bytes) else label)
                  for label in file["phase_space/shells"].attrs["labels"]]
        found = []
        for shell, label in enumerate(labels):
            group = file[f"shell_{shell}"]
            members = [group] if "history" in group else [group[name] for name in sorted(group) if "history" in group[name]]
            for member in members:
                title = label if member is group else f"{label} {member.name.rsplit('/', 1)[-1].replace('_', ' ')}"
                history = member["history"]
                found.append((title, history["step"][:], history["loss"][:], history["ress"][:]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("surrogates", nargs="+", help="surrogates as 'nereus train' writes them")
    parser.add_argument("--out", default="training.png", help="picture to write (default: training.png)")
    arguments = parser.parse_args()
    plt.rcParams.update({"axes.grid": True, "grid.alpha": 0.25, "axes.axisbelow": True, "font.size": 10})
    figure, (quality, losses) = plt.subplots(1, 2, figsize=(12, 4.8), constrained_layout=True)
    for number, path in enumerate(arguments.surrogates):
        for colour, (title, step, loss, ress) in enumerate(histories(path)):
            style = {"color": f"C{colour % 10}", "ls": STYLES[number % len(STYLES)]}
            quality.plot(step, 100 * (1 - ress), label=f"{pathlib.Path(path).stem}, {title}", **style)
            losses.plot(step[loss > 0], loss[loss > 0], **style)
    quality.axhline(0.2, color="0.6", lw=0.8)
    quality.set(xlabel="optimiser step", ylabel="1 - RESS on held-out points [%]", yscale="log")
    losses.set(xlabel="optimiser step", ylabel="loss, after the likelihood phase", yscale="log")
    quality.legend(frameon=False, fontsize=8)
    figure.savefig(arguments.out, dpi=110)
    print(f"wrote {arguments.out}")


if __name__ == "__main__":
    main()
