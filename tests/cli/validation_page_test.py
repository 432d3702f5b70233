"""`nereus validate --out DIR`: the page of everything that is measured of surrogates."""

import html
import subprocess
import time
import unittest

import h5py
import numpy

from program import NEREUS, ProgramTest, TINY_CARD

# As small as the numbers may be: the page is the same.
CARD = TINY_CARD.replace("[validate]", """[validate]
page_samples = 1000
cube_points = 2
likelihood_events = 100
likelihood_reference = 1000
likelihood_repetitions = 2
cost_events = 200""")


class ValidationPageTest(ProgramTest):
    def test_a_poor_surrogate_gets_its_page_and_exit_code_1(self):
        card = self.write("tiny.toml", CARD)
        self.succeed("run", "--card", card)
        surrogate = "run/surrogate.h5"
        message = self.refuse(1, "validate", "--card", card, "--surrogate", surrogate, "--surrogate", surrogate,
                              "--quick", "--set", "validate.seed=3", "--out", "page")
        self.assertIn("limits are missed", message)
        self.assertIn("RESS of 1s1/2", message)
        self.assertEqual(sorted(path.name for path in (self.folder / "page").iterdir()),
                         ["validation.h5", "validation.html"])
        page = (self.folder / "page" / "validation.html").read_text(encoding="utf-8")
        command = (f"nereus validate --card {card} --surrogate {surrogate} --surrogate {surrogate} "
                   "--set 'validate.seed=3' --quick --out page")
        self.assertTrue(command in html.unescape(page), command)
        self.assertIn("RESS of 1s1/2, flux T2K_ND280_2013_horn250kA_numu", page)
        self.assertIn("Quick measurement", page)
        self.assertIn("FAIL", page)
        self.assertEqual(page.count("nereus (surrogate.h5)</h3>") % 2, 0, "both surrogates, side by side")

        # Killed after the first energies, it goes on with them, to the same numbers.
        killed = subprocess.Popen([NEREUS, "validate", "--card", "tiny.toml", "--surrogate", surrogate, "--quick", "--set",
                                   "validate.seed=3", "--out", "killed"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(3000):
            if len(list(self.folder.glob("killed/validation.blocks/truth/*.h5"))) > 1:
                break
            time.sleep(0.01)
        killed.kill()
        self.assertNotEqual(killed.wait(), 0)
        self.assertEqual([path.name for path in (self.folder / "killed").iterdir()], ["validation.blocks"])
        self.refuse(1, "validate", "--card", card, "--surrogate", surrogate, "--quick", "--set", "validate.seed=3", "--out",
                    "killed")
        self.assertEqual(len(list((self.folder / "killed").iterdir())), 2)
        numbers = []
        for folder in ("page", "killed"):
            with h5py.File(self.folder / folder / "validation.h5") as file:
                group = file["surrogates/0"]
                numbers.append([group["likelihood/flow_mean"][:], group["likelihood/accept_reject_sigma"][:],
                                group["ratio/surrogate"][:]])
        for whole, resumed in zip(*numbers):
            numpy.testing.assert_array_equal(whole, resumed)

        # The pipeline did not stop at a poor surrogate, and neither does the report as JSON.
        self.succeed("validate", "--card", card, "--surrogate", surrogate, "--out", "report.json")
        self.assertIn('"worst_slice"', (self.folder / "report.json").read_text())

    def test_what_belongs_to_the_page_is_refused_without_it(self):
        card = self.write("tiny.toml", CARD)
        self.assertIn("--out DIR", self.refuse(2, "validate", "--card", card, "--quick"))
        self.assertIn("validate.page_flux", self.refuse(2, "validate", "--card", card, "--set",
                                                        'validate.page_flux="T2K_ND280_2016_minus250kA_numub"',
                                                        "--out", "page"))
        self.assertIn("--out DIR", self.refuse(2, "validate", "--card", card, "--surrogate", "a.h5", "--surrogate",
                                               "b.h5", "--out", "report.json"))
        broad = self.write("broad.toml", CARD.replace("[model]", '[model]\nline_shape = "gaussian"\nwidth = "experimental"'))
        self.assertIn("a width", self.refuse(2, "validate", "--card", broad, "--out", "page"))
        self.assertFalse((self.folder / "page").exists())


if __name__ == "__main__":
    unittest.main()
