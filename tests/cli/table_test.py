"""Tables of the cross section: made once, kept, certified, and the same events as with the direct evaluator."""

import os
import signal
import subprocess
import time

import h5py
import numpy as np

from program import CARDS, NEREUS, ProgramTest, table_content

# Plane waves and low energies: a few seconds a table.
CARD = """
[model]
final_state = "plane_wave"
[evaluator]
e_nu_max_mev = 230
directory = "tables"
[generate]
flux = "flat"
e_nu_max_mev = 225
hepmc3 = false
"""


class TableTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.card = self.write("c.toml", CARD)

    def tables(self, directory="tables"):
        return {path.name: table_content(path) for path in sorted((self.folder / directory).glob("*.h5"))}

    def test_plane_waves_have_tables_of_the_default_range(self):
        """As the example's card says. An orbital's zero at p_m = 450 MeV, which distortion fills, is plane waves' own."""
        text = self.succeed("generate", "--card", CARDS / "c12_mono_600.toml", "--events", 500, "--out", "e").stdout
        self.assertIn("500 weighted events", text)
        self.assertIn("plane_wave", text)

    def test_tables_are_made_once_certified_and_survive_kills(self):
        answer = self.succeed("table", "--card", self.card, "--threads", 2)
        for wanted in ("1s1/2 of C12", "1p3/2 of C12", "drawn", "flat", "panels", "99.99 %", "MB in tables"):
            self.assertIn(wanted, answer.stdout)
        self.assertIn("table of 1p3/2 of C12: 100 %", answer.stderr)
        whole = self.tables()
        self.assertEqual(len(whole), 2)
        self.assertFalse([path for path in (self.folder / "tables").iterdir() if path.is_dir()])

        again = self.succeed("table", "--card", self.card)
        self.assertNotIn("table of 1p3/2 of C12", again.stderr)
        self.assertEqual(again.stdout, answer.stdout)
        self.assertIn(answer.stdout, self.succeed("table", "--card", self.card, "--certify", 10000).stdout)

        # Other form factors: the same tables.
        other = self.write("other.toml", CARD + '[form_factors]\nM_A_mev = 1300\nvector = "BBBA05"\n')
        self.assertNotIn("table of", self.succeed("table", "--card", other).stderr)
        self.assertEqual(self.tables(), whole)

        killed = self.write("k.toml", CARD.replace('"tables"', '"killed"'))
        for delay in (0.2, 0.6, 1.1, 1.7, 2.4):
            process = subprocess.Popen([NEREUS, "table", "--card", killed, "--threads", "2"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.succeed("table", "--card", killed)
        self.assertEqual(self.tables("killed"), whole)

        # A table with one byte changed is made again.
        path = next((self.folder / "tables").glob("*1p3*.h5"))
        damaged = bytearray(path.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        path.write_bytes(damaged)
        self.assertIn("made again", self.succeed("table", "--card", self.card).stderr)
        self.assertEqual(self.tables(), whole)

        self.same_events_with_both_evaluators()

    def same_events_with_both_evaluators(self):
        arguments = ("generate", "--card", self.card, "--allow-foreign-surrogate", "--events", 3000, "--seed", 5)
        tabulated = self.succeed(*arguments, "--out", "t")
        self.assertIn("cross section: tabulated, accuracy 1e-05", tabulated.stdout)
        self.assertNotIn("lay outside", tabulated.stdout)
        direct = self.succeed(*arguments, "--out", "d", "--evaluator", "direct")
        self.assertIn("cross section: direct, accuracy 1e-05", direct.stdout)
        self.succeed(*arguments, "--out", "one", "--threads", 1)
        with h5py.File(self.folder / "t.h5") as t, h5py.File(self.folder / "d.h5") as d:
            for name in ("omega_mev", "e_nu_mev"):
                self.assertTrue(np.array_equal(t[f"events/{name}"][()], d[f"events/{name}"][()]), name)
            weight, exact = t["events/weight"][()], d["events/weight"][()]
            # The certificate: rms 1e-5; the direct evaluator of the card has accuracy 1e-5 in the amplitudes itself.
            self.assertLess(np.sqrt(np.average((weight / exact - 1) ** 2, weights=exact)), 4e-5)
            self.assertIn("tabulated", t.attrs["evaluator"])
            self.assertIn("99.99 %", t.attrs["certificate"])
            self.assertIn("direct", d.attrs["evaluator"])
        self.assertEqual((self.folder / "t.h5").read_bytes(), (self.folder / "one.h5").read_bytes())

    def test_what_lies_outside_is_counted(self):
        points = self.write("p.csv", "e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n,shell\n"
                                     "600,0.5,300,0.3,0.1,1p3/2\n220,0.5,60,0.3,0.1,1p3/2\n")
        self.succeed("xsec", "--card", self.card, "--points", points, "--out", "d.csv")
        answer = self.succeed("xsec", "--card", self.card, "--points", points, "--out", "t.csv", "--evaluator",
                              "tabulated")
        self.assertIn("1 points lay outside the tables", answer.stdout)
        column = "d4sigma_1e-42cm2_per_mev_sr"
        direct, table = ([float(row[column]) for row in self.read_csv(name)] for name in ("d.csv", "t.csv"))
        self.assertEqual(direct[0], table[0])
        self.assertNotEqual(direct[1], table[1])
        self.assertLess(abs(table[1] / direct[1] - 1), 1e-3)

    def test_places_that_cannot_be_written_are_refused(self):
        self.write("file", "in the way")
        card = self.write("f.toml", CARD.replace('"tables"', '"file"'))
        self.assertIn("evaluator.directory", self.refuse(3, "table", "--card", card))
        if os.geteuid() != 0:
            (self.folder / "closed").mkdir(mode=0o500)
            card = self.write("r.toml", CARD.replace('"tables"', '"closed"'))
            self.assertIn("closed", self.refuse(3, "table", "--card", card))
        for bad in ('kind = "fast"', "accuracy = 1e-9", "e_nu_max_mev = 1e9", "accuracy = nan"):
            with self.subTest(bad):
                card = self.write("b.toml", "[evaluator]\n" + bad + "\n")
                self.assertIn("b.toml:2", self.refuse(2, "table", "--card", card))
