#!/usr/bin/python3
"""z of MNLL (validation/README.md) expected from weighted events of one energy, and where it comes from.

`nereus validate --out DIR` measures z with hundreds of histograms. One file of weighted events knows p and q in every
bin, so it tells the mean of MNLL for events of the flow and of the truth in a minute and without the noise of 100
repetitions, but not what lies in bins that no event fell into:

    nereus generate --card data/cards/c12_flat.toml --set 'generate.flux="mono:200"' --set generate.hepmc3=false \
        --events 1000000 --out mono200
    validation/plots/expected_z.py mono200.h5 [--origin]
"""
import argparse
import functools
import sys

import h5py
import numpy as np

import validation_file

EVENTS = 100000          # of a histogram of MNLL
COLUMNS = ["omega_mev", "cos_theta_mu", "theta_n", "phi_n", "shell", "weight", "e_nu_mev", "missing_energy_mev"]


def read_events(path):
    """Columns of weighted events of one energy [MeV, rad], and the attributes of /events. ValueError for others."""
    with h5py.File(path, "r") as file:
        if "events" not in file or "weight" not in file["events"]:
            raise ValueError(f"{path} is no file of events")
        head = validation_file.attributes(file["events"])
        events = {name: file["events"][name][()] for name in COLUMNS}
    if head.get("mode") != "weighted":
        raise ValueError(f"{path} holds {head.get('mode')} events; z needs weighted ones")
    if np.ptp(events["e_nu_mev"]) > 1e-6:
        raise ValueError(f"{path} holds neutrinos of many energies; generate with generate.flux=\"mono:200\"")
    for shell in np.unique(events["shell"]):
        if np.ptp(events["missing_energy_mev"][events["shell"] == shell]) > 1e-6:
            raise ValueError(f"{path} holds shells with a width; bins of MNLL begin at one removal energy")
    events["highest"] = events["e_nu_mev"][0] - head["lepton_mass_mev"]
    return events, head


def omega_edges(threshold, highest):
    """As in validation/likelihood_bins.cpp. [MeV]"""
    edges = [threshold]
    while edges[-1] < highest:
        edges.append(edges[-1] + (5 if edges[-1] < threshold + 50 - 1e-9 else 25))
    return np.array(edges)


def bins_of(events):
    """Bin of MNLL of each event of one shell, and the number of bins."""
    edges = omega_edges(events["missing_energy_mev"][0], events["highest"])
    cut = lambda x, count: np.clip(x.astype(int), 0, count - 1)
    number = np.clip(np.searchsorted(edges, events["omega_mev"], side="right") - 1, 0, len(edges) - 2)
    for x in (5 * (events["cos_theta_mu"] + 1), 5 * (np.cos(events["theta_n"]) + 1),
              5 / np.pi * np.mod(events["phi_n"], 2 * np.pi)):
        number = number * 10 + cut(x, 10)
    return number, (len(edges) - 1) * 1000


@functools.lru_cache(maxsize=None)
def log_factorials():
    """ln H! of H = 0, 1, 2 ..."""
    return np.concatenate([[0], np.cumsum(np.log(np.arange(1, 3 * EVENTS)))])


@functools.lru_cache(maxsize=None)
def means_of_log_factorials():
    """1500 means of Poisson numbers H, and E[ln H!] of each."""
    means = np.concatenate([[0], np.geomspace(1e-4, 2 * EVENTS, 1500)])
    values, log_factorial = np.zeros(len(means)), log_factorials()
    for i, mean in enumerate(means[1:], 1):
        width = int(10 * np.sqrt(mean) + 12)
        h = np.arange(max(0, int(mean) - width), int(mean) + width + 1)
        values[i] = (np.exp(h * np.log(mean) - mean - log_factorial[h]) * log_factorial[h]).sum()
    return means, values


def mean_log_factorial(n):
    """E[ln H!] of a Poisson number H of mean n, interpolated."""
    return np.interp(n, *means_of_log_factorials())


def spread(p, log_share):
    """Standard deviation of N MNLL over unbiased histograms."""
    random, log_factorial = np.random.default_rng(1), log_factorials()
    return np.std([(log_factorial[h] - h * log_share).sum()
                   for h in (random.multinomial(EVENTS, p / p.sum()) for _ in range(200))])


def expected_z(events):
    """z of one shell, and what each event adds to it to first order."""
    weight = events["weight"] / events["weight"].mean()
    number, count = bins_of(events)
    p, q = np.bincount(number, weight, count), np.bincount(number, minlength=count).astype(float)
    p, q = p * EVENTS / p.sum(), q * EVENTS / q.sum()
    log_share = np.log(np.where(p > 0, p, 1) / EVENTS)
    deviation = spread(p, log_share)
    z = (mean_log_factorial(q) - q * log_share - mean_log_factorial(p) + p * log_share).sum() / deviation
    step = 1e-3
    slope = (mean_log_factorial(p * (1 + step)) - mean_log_factorial(p * (1 - step))) / (2 * step * np.maximum(p, 1e-300))
    slope = (slope - log_share)[number]
    parts = (1 - weight) * (slope - np.average(slope, weights=weight)) * EVENTS / (len(weight) * deviation)
    return z, parts, p[number]


def print_origin(events, parts, content):
    """Share of the cross section, part of z and mean excess of q, by variable."""
    kinetic = events["omega_mev"] - events["missing_energy_mev"]
    for name, values, edges in (
            ("events of 100 000 in the bin", content, [0, 0.1, 0.3, 1, 3, 10, 30, 100, 1e5]),
            ("cos theta_N", np.cos(events["theta_n"]), np.linspace(-1, 1, 11)),
            ("cos theta_l", events["cos_theta_mu"], np.linspace(-1, 1, 11)),
            ("T [MeV]", kinetic, [0, 1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 50, 100, 200, 400, 1000])):
        print(f"  {name:>30}    share        z    q/p - 1")
        for low, high in zip(edges[:-1], edges[1:]):
            member = (values >= low) & (values < high)
            if member.any():
                weight = events["weight"][member]
                print(f"  {low:14.4g} to {high:12.4g} {weight.sum() / events['weight'].sum():8.4f} "
                      f"{parts[member].sum():8.3f} {len(weight) / weight.sum() - 1:10.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", help="PREFIX.h5 of weighted events, one energy each")
    parser.add_argument("--origin", action="store_true", help="print which part of phase space z comes from")
    options = parser.parse_args()
    squares = {}
    for path in options.events:
        try:
            events, head = read_events(path)
        except (OSError, ValueError) as error:
            sys.exit(f"expected_z: {error}")
        for shell in np.unique(events["shell"]):
            member = events["shell"] == shell
            part = {name: value if np.isscalar(value) else value[member] for name, value in events.items()}
            z, parts, content = expected_z(part)
            label = head["shells"][shell]
            squares.setdefault(label, []).append(z**2)
            print(f"{events['e_nu_mev'][0]:g} MeV {label}: z {z:.3f}")
            if options.origin:
                print_origin(part, parts, content)
    for label, values in squares.items():
        print(f"{label}: rms of z {np.sqrt(np.mean(values)):.3f} at {len(values)} energies")


if __name__ == "__main__":
    main()
