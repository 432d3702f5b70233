"""Reads generated events with h5py, recomputes the weights from their parts, and draws the pages of plots.

Arguments: the program that writes the sample events, the scripts that draw them.
"""
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np


def check(path):
    with h5py.File(path, "r") as file:
        events = file["events"]
        shells = list(events.attrs["shells"])
        assert shells == ["1s1/2", "1p3/2"], shells
        assert np.issubdtype(events["shell"].dtype, np.integer)
        sigma = float(events.attrs["flux_averaged_sigma_1e-38cm2"])
        weight = events["weight"][:]
        assert len(weight) == 6000
        parts = 1e-4 * events["d4sigma_1e-42cm2_per_mev_sr"][:] / events["sigma_shell_1e-38cm2"][:]
        np.testing.assert_allclose(weight, parts * np.exp(-events["log_q"][:]), rtol=1e-12)
        estimate, error = sigma * weight.mean(), sigma * weight.std() / np.sqrt(len(weight))
        assert abs(estimate - sigma) < 4.89 * error, (estimate, sigma, error)  # false alarm 1e-6
        neutrino, lepton = events["neutrino_p4_mev"][:], events["lepton_p4_mev"][:]
        np.testing.assert_allclose(neutrino[:, 0] - lepton[:, 0], events["omega_mev"][:], atol=1e-8)
        assert events["omega_mev"].attrs["units"] == "MeV"
        centres = file["shells/removal_energy_mev"][:]
        np.testing.assert_array_equal(events["missing_energy_mev"][:], centres[events["shell"][:]])
        for name in ("card", "version", "fingerprint"):
            assert isinstance(file.attrs[name], str), name
        assert "seed" in file.attrs


def check_unweighted(prefix):
    """Accept-reject seen from outside: trials, cap, named weights, and the compressed NuHepMC file."""
    with h5py.File(prefix + ".h5", "r") as file:
        events = file["events"]
        weight, trials, cap = events["weight"][:], events["trials"][:], float(events.attrs["weight_cap"])
        assert len(weight) == 6000 and weight.min() == 1 and weight.max() > 1
        truth = 1e-4 * events["d4sigma_1e-42cm2_per_mev_sr"][:] / events["sigma_shell_1e-38cm2"][:]
        np.testing.assert_allclose(weight, np.maximum(truth * np.exp(-events["log_q"][:]) / cap, 1), rtol=1e-9)
        # E[cap x weight per trial] = 1; 4.89 errors: false alarm 1e-6.
        mean = cap * weight.sum() / trials.sum()
        error = np.sqrt((cap**2 * (weight**2).sum() / trials.sum() - mean**2) / trials.sum())
        assert abs(mean - 1) < 4.89 * error, (mean, error)
        names = list(events.attrs["weight_names"])
        assert names == ["CV", "half"], names
        np.testing.assert_array_equal(events["weight_half"][:], 0.5 * weight)
        assert events["weight"].fletcher32 and events["weight"].chunks and events["shell"].compression == "gzip"
    with open(prefix + ".manifest.json") as file:
        manifest = json.load(file)
    assert manifest["trials"] == trials.sum() and manifest["events"] == 6000 and manifest["mode"] == "unweighted"
    for entry in manifest["files"].values():
        with open(os.path.join(os.path.dirname(prefix), entry["name"]), "rb") as file:
            content = file.read()
        assert len(content) == entry["bytes"] and hashlib.sha256(content).hexdigest() == entry["sha256"], entry
    with gzip.open(prefix + ".hepmc3.gz", "rt") as file:
        lines = file.read().rstrip().splitlines()
    assert lines[0].startswith("HepMC::Version") and "END_EVENT_LISTING" in lines[-1], lines[-1]
    assert sum(line.startswith("E ") for line in lines) == 6000
    weights = [line.split()[1:] for line in lines if line.startswith("W ")][1:]  # the first line counts the names
    np.testing.assert_allclose([float(w[0]) for w in weights[-6000:]], weight, rtol=1e-12)
    np.testing.assert_allclose([float(w[1]) for w in weights[-6000:]], 0.5 * weight, rtol=1e-12)


with tempfile.TemporaryDirectory() as folder:
    prefix = folder + "/sample"
    subprocess.run([sys.argv[1], prefix], check=True)
    check(prefix + ".h5")
    check_unweighted(prefix + "_unweighted")
    for script in sys.argv[2:]:
        for events in (prefix, prefix + "_unweighted"):
            subprocess.run([sys.executable, script, events + ".h5", "--out", prefix + ".png"], check=True)
            assert os.path.getsize(prefix + ".png") > 50000
            os.remove(prefix + ".png")
