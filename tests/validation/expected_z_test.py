"""expected_z.py: z of events whose densities are known, against histograms that are drawn from them.

usage: expected_z_test.py FOLDER_OF_PLOTS
"""
import math
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

PLOTS = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(PLOTS))
import expected_z  # noqa: E402

THRESHOLD, E_NU, LEPTON = 20.0, 200.0, 100.0


def write_events(path, weight_of, mode="weighted", count=1000000, e_nu=E_NU, missing_energy=THRESHOLD):
    """omega falls off with 8 MeV, all else is flat: 10 000 bins with 0.01 to 50 of 100 000 events."""
    random = np.random.default_rng(5)
    omega = THRESHOLD + random.exponential(8.0, count).clip(max=49.9)
    with h5py.File(path, "w") as file:
        events = file.create_group("events")
        events.attrs.update({"mode": mode, "shells": ["1p3/2"], "lepton_mass_mev": LEPTON})
        columns = {"omega_mev": omega, "cos_theta_mu": random.uniform(-1, 1, count),
                   "theta_n": np.arccos(random.uniform(-1, 1, count)), "phi_n": random.uniform(-np.pi, np.pi, count),
                   "shell": np.zeros(count, int), "weight": weight_of(omega - THRESHOLD),
                   "e_nu_mev": np.resize(e_nu, count), "missing_energy_mev": np.resize(missing_energy, count)}
        for name, values in columns.items():
            events[name] = values


def drawn_z(path, repetitions):
    """z from histograms, as `nereus validate` does it."""
    events, _ = expected_z.read_events(path)
    number, count = expected_z.bins_of(events)
    p, q = np.bincount(number, events["weight"], count), np.bincount(number, minlength=count).astype(float)
    p, q = p / p.sum(), q / q.sum()
    log_factorial = np.concatenate([[0], np.cumsum(np.log(np.arange(1, 1000)))])
    log_share = np.log(np.where(p > 0, p, 1))
    random = np.random.default_rng(6)
    draws = [[(log_factorial[h] - h * log_share).sum()
              for h in (random.multinomial(expected_z.EVENTS, density) for _ in range(repetitions))]
             for density in (p, q)]
    return (np.mean(draws[1]) - np.mean(draws[0])) / np.std(draws[0])


def z_of(path):
    events, _ = expected_z.read_events(path)
    return expected_z.expected_z(events)


def main():
    # The mean of ln H! is a sum over all H.
    for mean in (0.003, 0.7, 12.0):
        direct = sum(math.exp(h * math.log(mean) - mean - math.lgamma(h + 1)) * math.lgamma(h + 1) for h in range(100))
        assert abs(expected_z.mean_log_factorial(mean) / direct - 1) < 1e-3, mean

    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "events.h5")
        # A flow that is the truth has none.
        write_events(path, np.ones_like)
        assert abs(z_of(path)[0]) < 1e-9
        # q is a tenth above p where bins are sparse, then below. 400 histograms tell z to 0.07: 4 standard deviations.
        for excess in (0.1, -0.1):
            write_events(path, lambda omega: 1 / (1 + excess * (omega > 25)))
            z, parts, content = z_of(path)
            assert abs(z - drawn_z(path, 400)) < 0.28, (excess, z)
            assert z * excess > 0 and abs(z) > 0.6, (excess, z)
            assert abs(parts.sum() - z) < 0.1 * abs(z), "first order"
            assert abs(parts[content < 3].sum()) > 0.8 * abs(z), "it comes from sparse bins"
        text = subprocess.run([PLOTS / "expected_z.py", path, "--origin"], capture_output=True, text=True, check=True).stdout
        assert f"200 MeV 1p3/2: z {z:.3f}" in text and "rms of z" in text and "cos theta_N" in text, text

        for changes, reason in (({"mode": "emulate"}, "needs weighted ones"), ({"e_nu": [200.0, 300.0]}, "many energies"),
                                ({"missing_energy": [20.0, 21.0]}, "shells with a width")):
            write_events(path, np.ones_like, count=1000, **changes)
            answer = subprocess.run([PLOTS / "expected_z.py", path], capture_output=True, text=True)
            assert answer.returncode == 1 and reason in answer.stderr and answer.stderr.count("\n") == 1, answer.stderr
    print("expected_z: all as drawn")


if __name__ == "__main__":
    main()
