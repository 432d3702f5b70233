"""Pictures that the program has drawn by its Python scripts."""

import os
import shutil
import subprocess

import h5py

from program import NEREUS, TIME_LIMIT, ProgramTest


class PlotTest(ProgramTest):
    def test_a_mean_field_is_drawn(self):
        for name in ("o16.png", "o16.pdf"):
            with self.subTest(name):
                text = self.succeed("meanfield", "--nucleus", "O16", "--plot", name).stdout
                self.assertGreater((self.folder / name).stat().st_size, 10000)
        self.assertTrue((self.folder / "o16.png").read_bytes().startswith(b"\x89PNG"))
        # The checks of the ground state are reported, and nuclear matter of SLy4 (Chabanat 1998: -15.97, 0.160, 229.9, 0.695).
        self.assertIn("virial relation", text)
        self.assertIn("E/A -15.972 MeV at 0.1595 fm^-3, K 229.9 MeV, m*/m 0.695", text)
        self.assertEqual(sorted(os.listdir(self.folder)), ["o16.pdf", "o16.png"])

    def test_open_shells_are_drawn(self):
        self.succeed("meanfield", "--nucleus", "Ar40", "--plot", "ar40.png", "--out", "ar40.h5")
        self.assertGreater((self.folder / "ar40.png").stat().st_size, 10000)

    def test_the_field_of_the_ghent_tables_is_drawn_but_has_no_energy(self):
        text = self.succeed("meanfield", "--force", "ghent2022", "--plot", "c12.png", "--out", "c12.h5").stdout
        self.assertIn("1p3/2", text)
        self.assertGreater((self.folder / "c12.png").stat().st_size, 10000)
        self.assertIn("no ground state", self.refuse(2, "meanfield", "--force", "ghent2022", "--json", "c12.json"))

    def test_an_unknown_format_is_one_error(self):
        self.assertIn("o16.xyz", self.refuse(3, "meanfield", "--nucleus", "O16", "--plot", "o16.xyz"))
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_folder_that_does_not_exist_is_refused_before_the_work(self):
        self.assertIn("does not exist", self.refuse(3, "meanfield", "--nucleus", "O16", "--plot", "no/o16.png"))

    def test_missing_scripts_are_one_clear_error(self):
        program = self.folder / "bin" / "nereus"
        program.parent.mkdir()
        shutil.copy(NEREUS, program)
        answer = subprocess.run([str(program), "meanfield", "--nucleus", "O16", "--plot", "o16.png"],
                                cwd=self.folder, capture_output=True, text=True, timeout=TIME_LIMIT)
        self.assertEqual(answer.returncode, 3, answer.stderr)
        self.assertEqual(len(answer.stderr.splitlines()), 1, answer.stderr)
        self.assertIn("plot_meanfield.py' is missing", answer.stderr)
        self.assertFalse((self.folder / "o16.png").exists())


class ElectronDataTest(ProgramTest):
    def test_nuclei_without_data_and_unknown_experiments_are_refused(self):
        card = self.write("pb.toml", 'nucleus = "Pb208"\n')
        self.assertIn("--data", self.refuse(2, "electron-data", "--card", card, "--out", "page"))
        self.assertIn("Barreau:1983ht", self.refuse(2, "electron-data", "--experiment", "Barreau", "--out", "page"))
        self.assertFalse((self.folder / "page").exists())

    def test_the_model_is_compared_with_a_measured_spectrum(self):
        """Whitney et al. (1974), 500 MeV, 60 degrees: a mean field gives the height within 25 % and the position of the
        quasi-elastic peak within 25 MeV. 10 MeV between the points of the curve keep this fast."""
        self.succeed("electron-data", "--experiment", "Whitney:1974hr", "--step-mev", "10", "--out", "page")
        self.assertEqual(sorted(os.listdir(self.folder / "page")),
                         ["electron_data.h5", "electron_data.html", "electron_data.txt", "electron_data_1.png"])
        rows = [line.split() for line in (self.folder / "page" / "electron_data.txt").read_text().splitlines()
                if line.startswith("Whitney")]
        self.assertEqual(len(rows), 4)  # SLy4, with the Coulomb attraction, with two other choices of removal energies
        for row in rows:
            self.assertLess(abs(float(row[-2])), 25, row)
            self.assertLess(abs(float(row[-1]) - 1), 0.25, row)
        with h5py.File(self.folder / "page" / "electron_data.h5") as file:
            labels = [file[f"models/{i}"].attrs["label"] for i in range(4)]
        self.assertIn("effective momentum (3.4 MeV)", str(labels[1]))


class T2kDataTest(ProgramTest):
    def test_events_in_the_flux_of_t2k_are_drawn_beside_its_data(self):
        self.succeed("generate", "--evaluator", "direct", "--events", 300, "--out", "e")
        self.assertIn("page: page/t2k.html", self.succeed("t2k-data", "e.h5", "--out", "page").stdout)
        page = (self.folder / "page" / "t2k.html").read_text()
        self.assertIn("<pre>nereus t2k-data e.h5 --out page</pre>", page)
        with h5py.File(self.folder / "e.h5") as file:
            self.assertIn(file.attrs["fingerprint"], page)

    def test_events_that_t2k_has_no_data_about_are_refused(self):
        self.succeed("generate", "--mode", "emulate", "--events", 10, "--out", "e")
        self.assertIn("emulated", self.refuse(3, "t2k-data", "e.h5", "--out", "page"))
        self.assertFalse((self.folder / "page").exists())
