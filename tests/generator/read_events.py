"""Reads generated events with h5py, recomputes the weights from their parts, and draws the pages of plots.

Arguments: the program that writes the sample events, the scripts that draw them.
"""
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np


def check(path):
    with h5py.File(path, "r") as file:
        events = file["events"]
        shells = [s.decode() if isinstance(s, bytes) else s for s in events.attrs["shells"]]
        assert [s.rstrip("\0") for s in shells] == ["1s1/2", "1p3/2"], shells
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
        assert events["omega_mev"].attrs["units"] in ("MeV", b"MeV")
        centres = file["shells/removal_energy_mev"][:]
        np.testing.assert_array_equal(events["missing_energy_mev"][:], centres[events["shell"][:]])
        for name in ("card", "seed", "version", "fingerprint"):
            assert name in file.attrs, name


with tempfile.TemporaryDirectory() as folder:
    prefix = folder + "/sample"
    subprocess.run([sys.argv[1], prefix], check=True)
    check(prefix + ".h5")
    for script in sys.argv[2:]:
        subprocess.run([sys.executable, script, prefix + ".h5", "--out", prefix + ".png"], check=True)
        assert os.path.getsize(prefix + ".png") > 50000
        os.remove(prefix + ".png")
