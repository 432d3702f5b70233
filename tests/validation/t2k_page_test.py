"""The page of T2K protons: normalisation, imbalances, selection and chi2 from events whose answers are known; events
that the data are not about are refused.

usage: t2k_page_test.py FOLDER_OF_PLOTS
"""
import hashlib
import html
import pathlib
import shlex
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


def write_events(path, muon, proton, final_state="plane_wave", **changes):
    """A hundred times the same event: momenta [MeV]."""
    four = lambda p, mass: np.tile([np.hypot(np.linalg.norm(p), mass), *p], (100, 1))
    with h5py.File(path, "w") as file:
        file.attrs.update({"card": f'[model]\nfinal_state = "{final_state}"\n',
                           "version": "7.8.9", "fingerprint": print_of(path),
                           "fingerprint_surrogate": "5" * 64, "made_from": ["surrogate"]})
        events = file.create_group("events")
        events["lepton_p4_mev"] = four(muon, 105.658)
        events["nucleon_p4_mev"] = four(proton, 938.272)
        events["weight"] = np.linspace(0.5, 1.5, 100)
        events.attrs.update({"pdg_neutrino": 14, "nucleus": "C12", "flux": "T2K_ND280_numu",
                             "biased": 0, "flux_averaged_sigma_1e-38cm2": SIGMA, "flux_kept_fraction": KEPT,
                             "e_nu_min_mev": 200.0, "e_nu_max_mev": 1000.0, "shells": ["1p3/2"], **changes})


def print_of(path):
    """A fingerprint that no other file has."""
    return hashlib.sha256(str(path).encode()).hexdigest()


def run(folder, *arguments):
    command = [sys.executable, str(SCRIPT), *map(str, arguments), "--out", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=200)


def check_refusal(folder, path, *words):
    """One line with the name of the file and these words, and no page, also beside a file that is fine."""
    answer = run(folder / "no", folder / "a.h5", path)
    assert answer.returncode != 0 and len(answer.stderr.splitlines()) == 1, answer.stderr
    for word in (str(path), *words):
        assert word in answer.stderr, (word, answer.stderr)
    assert not (folder / "no").exists()


def check_refusals(folder):
    """What is wrong, and the line of the card that mends it."""
    flux_of_t2k = 'generate.flux = "T2K_ND280_numu"'
    for changes, words in [
            ({"pdg_neutrino": -14}, ["(anti_nu_mu)", 'probe.particle = "nu_mu"']),
            ({"pdg_neutrino": 12}, ["(nu_e)", 'probe.particle = "nu_mu"']),
            ({"nucleus": "O16"}, ["(nucleus O16)", 'nucleus = "C12"']),
            ({"flux": "flat"}, ["(flux flat)", flux_of_t2k]),
            ({"flux": "MiniBooNE_FHC_numu"}, ["(flux MiniBooNE_FHC_numu)", flux_of_t2k]),
            ({"flux": "T2K_ND280_2016_plus250kA_numub"}, ["numub)", flux_of_t2k]),
            ({"flux": "T2K_ND280_2016_minus250kA_numu"}, ["minus250kA_numu)", flux_of_t2k]),
            ({"biased": 1}, ["(emulated by the surrogate alone)", 'generate.mode = "weighted"']),
            ({"nucleus": "O16", "biased": 1},
             ["(nucleus O16, emulated by the surrogate alone)", 'nucleus = "C12", generate.mode = "weighted"'])]:
        write_events(folder / "other.h5", (300, 0, 225), (-300, 100, 365), **changes)
        check_refusal(folder, folder / "other.h5", *words)
    check_refusal(folder, folder / "missing.h5", "cannot be read")
    (folder / "text.h5").write_text("no HDF5")
    check_refusal(folder, folder / "text.h5", "cannot be read")
    with h5py.File(folder / "empty.h5", "w"):
        pass
    check_refusal(folder, folder / "empty.h5", "is no file of events", "nereus generate")


def check_provenance(page, folder):
    """The command line and, of every file, from what it was made."""
    end = page[page.index("<h2>Command and files</h2>"):]
    command = shlex.join(["nereus", "t2k-data", str(folder / "a.h5"), str(folder / "b.h5"), "--out", str(folder / "page")])
    assert f"<pre>{html.escape(command)}</pre>" in end
    for name, waves in (("a.h5", "plane_wave"), ("b.h5", "distorted")):
        cells = [str(folder / name), "7.8.9", "T2K_ND280_numu", "100", waves]
        prints = f"<td>events: {print_of(folder / name)}<br>surrogate: {'5' * 64}</td>"
        assert "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + prints in end, end


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

        answer = run(folder / "page", folder / "a.h5", folder / "b.h5")
        assert answer.returncode == 0, answer.stderr
        page = (folder / "page" / "t2k.html").read_text(encoding="utf-8")
        assert page.count("data:image/png;base64,") == 2
        assert "plane waves: integral" in page and "distorted waves: integral" in page
        assert "2p2h" in page and "20.0 % of the neutrinos" in page and "arXiv:1802.05078" in page
        check_provenance(page, folder)
        assert browser.findings(folder / "page" / "t2k.html") == []
        check_refusals(folder)


if __name__ == "__main__":
    main()
