"""Presets, probes and broad shells, from the card to the columns."""

import h5py

from program import ProgramTest

HEADER = "e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n,shell"
GHENT = '[model]\npreset = "ghent2022"\n'
SIGMA = "d4sigma_1e-42cm2_per_mev_sr"


class GhentTablesTest(ProgramTest):
    def test_the_preset_reproduces_the_published_tables(self):
        card = self.write("c.toml", GHENT)
        report = self.succeed("ghent-tables", "--card", card, "--out", "ghent").stdout
        # Limits are those of the program: median 0.3 %, 90 % below 1 %, none above 2.5 %, d2sigma 1 %.
        rows = [line.split() for line in report.splitlines() if line.startswith(("HF ", "HF_PW "))]
        self.assertEqual(len(rows), 2 * (5 + 4))
        for row in rows:
            self.assertGreater(int(row[-4]), 4000)
        self.assertEqual((self.folder / "ghent/ghent_tables.txt").read_text(), report.split("plot:")[0])
        self.assertEqual((self.folder / "ghent/ghent_tables.png").read_bytes()[:4], b"\x89PNG")
        with h5py.File(self.folder / "ghent/ghent_tables.h5") as file:
            self.assertEqual(file["HF/model"].shape, file["HF/table"].shape)

    def test_another_model_is_told_from_them(self):
        card = self.write("c.toml", GHENT + 'axial_charge = "pion_pole"\n')
        answer = self.run_nereus("ghent-tables", "--card", card, "--out", "ghent")
        self.assertEqual(answer.returncode, 4, answer.stderr)
        self.assertIn("model.axial_charge of the card wins", answer.stderr)

    def test_events_whose_proposals_miss_its_resonances_are_reported(self):
        """The field of the tables has an s1/2 resonance 0.001 MeV wide; the shipped surrogate was not trained on it.

        Seed 2: none of its proposals meets the resonance; one of them may, with a weight that hides what is missing."""
        card = self.write("c.toml", GHENT + '[generate]\nflux = "flat"\n')
        answer = self.succeed("generate", "--evaluator", "direct", "--allow-foreign-surrogate", "--seed", 2, "--card", card, "--events", "4000", "--out", "e").stdout
        self.assertIn("WARNING: the cross section of the events is -", answer)
        self.assertIn("train one for this model", answer)
        own = self.write("own.toml", '[generate]\nflux = "flat"\n')
        self.assertNotIn("WARNING", self.succeed("generate", "--evaluator", "direct", "--card", own, "--events", "4000", "--out", "o").stdout)

    def test_other_nuclei_and_probes_are_refused(self):
        card = self.write("c.toml", 'nucleus = "Ca40"\n' + GHENT)
        self.assertIn("C12 and O16", self.refuse(2, "sigma", "--card", card, "--energies-mev", "300", "--out", "s.csv"))
        anti = self.write("a.toml", '[probe]\nparticle = "anti_nu_mu"\n' + GHENT)
        self.assertIn("C12 and neutrinos", self.refuse(2, "ghent-tables", "--card", anti, "--out", "ghent"))


class ElectronTest(ProgramTest):
    def test_shells_name_the_species_and_units_are_those_of_neutrinos(self):
        card = self.write("e.toml", '[probe]\nparticle = "electron"\n')
        # more_points: C12-SLy4-ep-000, 0.38269e-33 cm2; 1e-3 with our own mean field.
        points = self.write("p.csv", HEADER + "\n266.49,-0.00989,120.603,0.6217,4.9296,p:1s1/2\n")
        self.succeed("xsec", "--card", card, "--points", points, "--out", "x.csv")
        self.assertAlmostEqual(float(self.read_csv("x.csv")[0][SIGMA]) / 0.3826912400823196e9, 1, delta=1e-3)
        grid = self.write("g.csv", "q_mev,omega_mev\n300,80\n")
        self.succeed("responses", "--card", card, "--grid", grid, "--out", "r.csv")
        self.assertEqual([row["shell"] for row in self.read_csv("r.csv")], ["p:1s1/2", "p:1p3/2", "n:1s1/2", "n:1p3/2"])
        bare = self.write("b.csv", HEADER + "\n266.49,-0.00989,120.603,0.6217,4.9296,1s1/2\n")
        self.assertIn("p:1s1/2", self.refuse(2, "xsec", "--card", card, "--points", bare, "--out", "x.csv"))

    def test_what_needs_an_integral_over_angles_is_refused(self):
        card = self.write("e.toml", '[probe]\nparticle = "electron"\n')
        for arguments in (["sigma", "--energies-mev", "300", "--out", "s.csv"], ["generate", "--out", "e"],
                          ["responses", "--genie-tables", "tables"]):
            self.assertIn("electrons", self.refuse(2, *arguments, "--card", card))


class SigmaTest(ProgramTest):
    def test_quasi_bound_states_stand_beside_the_continuum(self):
        self.succeed("sigma", "--energies-mev", "200,600", "--t-max-mev", "2", "--out", "s.csv")
        rows = self.read_csv("s.csv")
        share = {}
        for row in rows:
            share[row["e_nu_mev"]] = share.get(row["e_nu_mev"], 0) + float(row["quasi_bound_1e-38cm2"])
            self.assertLess(float(row["below_t_max_1e-38cm2"]), float(row["sigma_1e-38cm2"]))
        # The 1d5/2 state of the protons (README, limits); our own field moves it in the fourth digit.
        self.assertAlmostEqual(share["200"], 0.1319, delta=0.001)
        self.assertAlmostEqual(share["600"], 0.1333, delta=0.001)


class GenieTablesTest(ProgramTest):
    def test_three_files_are_written(self):
        card = self.write("c.toml", '[model]\nfinal_state = "plane_wave"\naccuracy = 1e-4\n')
        self.succeed("responses", "--card", card, "--genie-tables", "tables")
        names = sorted(path.name for path in (self.folder / "tables").iterdir())
        self.assertEqual(names, [f"HF_PW_1000060120_QE_{part}.dat" for part in ("High", "Low", "Medium")])
        lines = (self.folder / "tables" / names[2]).read_text().splitlines()
        self.assertEqual(lines[1], "6 12 QE_HF_Medium 31 250")
        self.assertEqual(len(lines), 3 + 31 * 250)
        self.assertIn("--genie-tables", self.refuse(2, "responses", "--genie-tables", "t", "--out", "o.csv"))

    def test_the_low_table_begins_at_the_removal_energy_of_the_card(self):
        card = self.write("c.toml", '[model]\nfinal_state = "plane_wave"\naccuracy = 1e-4\nremoval_energy = "experimental"\n')
        self.succeed("responses", "--card", card, "--genie-tables", "tables")
        text = (self.folder / "tables" / "HF_PW_1000060120_QE_Low.dat").read_text()
        # The neutron separation energy of 12C, AME2020, in GeV; the mean field of SLy4 would give 0.01685.
        self.assertTrue(text.splitlines()[2].startswith("0 0.018721 0.00025 "), text[:200])


class BroadShellTest(ProgramTest):
    CARD = ('[model]\nremoval_energy = "experimental"\nwidth = { "1s1/2" = 12 }\nline_shape = "gaussian"\n'
            'spectroscopic_factor = { "1s1/2" = 0.5 }\n')

    def test_the_sum_over_missing_energy_is_the_fourfold_cross_section(self):
        card = self.write("c.toml", self.CARD)
        rows = [f"600,0.7,120,0.9,0.5,1s1/2,{energy}" for energy in range(19, 119)]
        points = self.write("p.csv", HEADER + ",e_m_mev\n" + "\n".join(rows) + "\n")
        self.succeed("xsec", "--card", card, "--points", points, "--out", "x.csv")
        # Midpoint-like sum in steps of 1 MeV over a line 12 MeV wide; the cut at threshold costs most.
        total = sum(float(row["d5sigma_1e-42cm2_per_mev2_sr"]) for row in self.read_csv("x.csv"))
        whole = self.write("w.csv", HEADER + "\n600,0.7,120,0.9,0.5,1s1/2\n")
        self.succeed("xsec", "--card", card, "--points", whole, "--out", "w_out.csv")
        self.assertAlmostEqual(total / float(self.read_csv("w_out.csv")[0][SIGMA]), 1, delta=2e-3)

    def test_a_missing_energy_of_a_discrete_shell_is_refused(self):
        card = self.write("c.toml", self.CARD)
        points = self.write("p.csv", HEADER + ",e_m_mev\n600,0.7,120,0.9,0.5,1p3/2,20\n")
        self.assertIn("no width", self.refuse(2, "xsec", "--card", card, "--points", points, "--out", "x.csv"))

    def test_a_width_without_a_line_shape_is_refused(self):
        card = self.write("c.toml", '[model]\nwidth = { "1s1/2" = 12 }\n')
        self.assertIn("line_shape", self.refuse(2, "sigma", "--card", card, "--energies-mev", "300", "--out", "s.csv"))


class CutTest(ProgramTest):
    def test_the_share_of_a_cut_in_q_is_printed_and_missing_in_sigma(self):
        def sigma(card):
            return sum(float(row["sigma_1e-38cm2"]) for row in self.read_csv(card))

        cut = self.write("cut.toml", '[model]\nfinal_state = "plane_wave"\nq_max_mev = 400\n')
        whole = self.write("whole.toml", '[model]\nfinal_state = "plane_wave"\n')
        text = self.succeed("sigma", "--card", cut, "--energies-mev", "300", "--out", "cut.csv").stdout
        self.assertEqual(self.succeed("sigma", "--card", whole, "--energies-mev", "300", "--out", "whole.csv").stdout, "")
        share = float(text.split("leaves out ")[1].split(" %")[0])
        self.assertGreater(share, 1)
        self.assertAlmostEqual(sigma("cut.csv") / sigma("whole.csv"), 1 - share / 100, delta=1e-5)
