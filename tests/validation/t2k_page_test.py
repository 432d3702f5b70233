"""The page of T2K protons: normalisation, imbalances, selection and chi2 from events whose answers are known.

usage: t2k_page_test.py FOLDER_OF_PLOTS
"""
import pathlib
import subprocess
import sys
import tempfile

import browser
import h5py
import numpy as np

PLOTS = pathlib.Path(sys.argv[1])
SCRIPT = PLOTS / "t2k_page.py"
DATA = PLOTS.parent.parent / "data" / "measurements"
sys.path.insert(0, str(PLOTS))
import t2k_page  # noqa: E402

SIGMA, KEPT = 4.0, 0.8


def write_events(path, muon, proton, final_state="plane_wave", biased=0):
    """A hundred times the same event: momenta [MeV]."""
    four = lambda p, mass: np.tile([np.hypot(np.linalg.norm(p), mass), *p], (100, 1))
    with h5py.File(path, "w") as file:
        file.attrs["card"] = f'[model]\nfinal_state = "{final_state}"\n'
        events = file.create_group("events")
        events["lepton_p4_mev"] = four(muon, 105.658)
        events["nucleon_p4_mev"] = four(proton, 938.272)
        events["weight"] = np.linspace(0.5, 1.5, 100)
        events.attrs.update({"biased": biased, "flux_averaged_sigma_1e-38cm2": SIGMA, "flux_kept_fraction": KEPT, "flux": "T2K",
                             "e_nu_min_mev": 200.0, "e_nu_max_mev": 1000.0, "shells": np.array([b"1p3/2"])})


def check_numbers(path):
    """All of the cross section lies in the one bin where it must, per nucleon of CH and as part of the whole flux."""
    model = t2k_page.observables(path)
    whole = SIGMA * KEPT / 13
    assert np.isclose(model["weight"].sum(), whole)
    # Transverse momenta (300, 0) and (-300, 100): imbalance (0, 100) MeV, at a right angle to the muon.
    assert np.allclose(model["dpt"], 0.1)
    assert np.allclose(model["dalphat"], np.pi / 2)
    assert np.allclose(model["dphit"], np.arctan2(100, 300))
    for name, value in (("dpt", 0.1), ("dalphat", np.pi / 2), ("dphit", np.arctan2(100, 300))):
        edges, data, error, [(content, chi2)] = t2k_page.imbalance(DATA, name, [model])
        bin_of_value = np.searchsorted(edges, value, side="right") - 1
        assert np.isclose(content @ np.diff(edges), whole)
        assert np.count_nonzero(content) == 1 and content[bin_of_value] > 0
        assert np.allclose(np.sqrt(np.diag(np.loadtxt(DATA / f"T2K_CC0pi_STV_{name}_cov.csv", delimiter=","))), error,
                           rtol=1e-4), "errors and covariance are in one unit"
    # cos theta_mu = 0.6, cos theta_p = 0.756, p_p = 484 MeV: below the threshold of the slices.
    _, data, error, [(content, chi2)] = t2k_page.proton_slice(DATA, "1p_mu2_p0", [model])
    assert not content.any()
    # No prediction at all: chi2 of the data against zero, which with any correlations exceeds that of one bin alone.
    assert chi2 >= np.max(data / error) ** 2


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        write_events(folder / "a.h5", (300, 0, 225), (-300, 100, 365))
        write_events(folder / "b.h5", (100, 0, 100), (-300, 100, 365), "distorted")
        check_numbers(folder / "a.h5")
        soft = t2k_page.observables(folder / "b.h5")  # p_mu = 141 MeV
        assert not t2k_page.imbalance(DATA, "dpt", [soft])[3][0][0].any(), "below the signal's p_mu"

        command = [sys.executable, str(SCRIPT), str(folder / "a.h5"), str(folder / "b.h5"), "--out", str(folder / "page")]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=200)
        assert answer.returncode == 0, answer.stderr
        page = (folder / "page" / "t2k.html").read_text(encoding="utf-8")
        assert page.count("data:image/png;base64,") == 2
        assert "plane waves: integral" in page and "distorted waves: integral" in page
        assert "2p2h" in page and "20.0 % of the neutrinos" in page and "arXiv:1802.05078" in page
        assert "biased" not in page
        write_events(folder / "c.h5", (300, 0, 225), (-300, 100, 365), biased=1)
        assert t2k_page.label(folder / "c.h5") == "plane waves, biased: surrogate alone"
        assert browser.findings(folder / "page" / "t2k.html") == []

        answer = subprocess.run([*command[:2], str(folder / "missing.h5"), "--out", str(folder / "no")],
                                capture_output=True, text=True, timeout=200)
        assert answer.returncode != 0 and len(answer.stderr.splitlines()) == 1, answer.stderr
        assert not (folder / "no").exists()


if __name__ == "__main__":
    main()
