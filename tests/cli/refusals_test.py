"""Mistakes are refused: one line, the right exit code, where it is, how to mend it."""

from program import ProgramTest, SUBCOMMANDS

POINTS_HEADER = "e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n,shell\n"
GOOD_POINT = "500,0.5,100,0.5,1,1p3/2\n"


class CommandLineTest(ProgramTest):
    def test_a_missing_or_unknown_subcommand_is_exit_code_2(self):
        self.refuse(2)
        self.assertIn("meanfeld", self.refuse(2, "meanfeld"))

    def test_unknown_options_are_exit_code_2_everywhere(self):
        for name in SUBCOMMANDS:
            with self.subTest(name):
                self.refuse(2, name, "--no-such-option")
        self.assertIn("--no-such-option", self.refuse(2, "generate", "--no-such-option"))

    def test_threads_must_be_a_positive_number(self):
        for threads in ("0", "-1", "two", "1.5", "99999999999999999999"):
            with self.subTest(threads):
                self.refuse(2, "sigma", "--threads", threads, "--energies-mev", "500", "--out", "s.csv")

    def test_required_options_are_named(self):
        self.assertIn("--points", self.refuse(2, "xsec", "--out", "o.csv"))
        self.assertIn("--grid", self.refuse(2, "responses", "--out", "o.csv"))
        self.assertIn("--energies-mev", self.refuse(2, "sigma", "--out", "o.csv"))

    def test_event_numbers_and_seeds_must_make_sense(self):
        for option, value in (("--events", "0"), ("--events", "-5"), ("--events", "many"), ("--seed", "-1"),
                              ("--seed", "1.5")):
            with self.subTest(option=option, value=value):
                self.refuse(2, "generate", option, value)

    def test_energies_must_be_finite_and_positive(self):
        for energies in ("nan", "-100", "0", "200,inf", "1e300", "abc", "200,,300x"):
            with self.subTest(energies):
                self.refuse(2, "sigma", f"--energies-mev={energies}", "--out", "s.csv")

    def test_empty_values_are_refused(self):
        """`--card "$CARD"` where CARD was never set."""
        for option in ("--card", "--mode", "--flux", "--surrogate", "--out", "--set"):
            with self.subTest(option):
                self.assertIn(f"{option} is empty", self.refuse(2, "generate", option, ""))
        self.assertIn("--out is empty", self.refuse(2, "merge", "a.h5", "--out", ""))
        self.assertIn("--name is empty", self.refuse(2, "reweight", "a.h5", "--name", ""))

    def test_a_folder_is_no_prefix(self):
        self.assertIn("a name is missing", self.refuse(2, "generate", "--out", f"{self.folder}/"))

    def test_unknown_nuclei_and_forces_are_refused(self):
        for nucleus in ("X99", "C3000", "12C", "", "C"):
            with self.subTest(nucleus):
                self.refuse(2, "meanfield", f"--nucleus={nucleus}" if nucleus else "--nucleus=?")
        self.assertIn("SLy4", self.refuse(2, "meanfield", "--nucleus", "C12", "--force", "SLy44"))

    def test_unknown_evaluators_are_refused(self):
        points = self.write("p.csv", POINTS_HEADER + GOOD_POINT)
        card = self.write("c.toml", '[evaluator]\nkind = "magic"\n')
        self.assertIn("tabulated", self.refuse(2, "xsec", "--points", points, "--out", "o.csv", "--card", card))
        self.refuse(2, "xsec", "--points", points, "--out", "o.csv", "--evaluator", "magic")


class FileTest(ProgramTest):
    def test_missing_files_are_exit_code_3_and_named(self):
        self.assertIn("no.toml", self.refuse(3, "run", "--card", "no.toml"))
        self.assertIn("no.csv", self.refuse(3, "xsec", "--points", "no.csv", "--out", "o.csv"))
        self.assertIn("no.csv", self.refuse(3, "responses", "--grid", "no.csv", "--out", "o.csv"))
        self.assertIn("no.h5", self.refuse(3, "meanfield", "--import", "no.h5", "--out", "o.h5"))
        self.assertIn("no.h5", self.refuse(3, "train", "--dataset", "no.h5", "--out", "s.h5"))
        self.assertIn("no.h5", self.refuse(3, "generate", "--surrogate", "no.h5", "--out", "e"))

    def test_outputs_in_folders_that_do_not_exist_are_refused_before_any_work(self):
        points = self.write("p.csv", POINTS_HEADER + GOOD_POINT)
        for arguments in (["xsec", "--points", points, "--out", "no/o.csv"],
                          ["sigma", "--energies-mev", "500", "--out", "no/o.csv"],
                          ["meanfield", "--out", "no/o.h5"],
                          ["meanfield", "--json", "no/o.json"],
                          ["dataset", "--out", "no/d.h5"],
                          ["generate", "--out", "no/events"],
                          ["validate", "--out", "no/report.json"],
                          ["run", "--directory", "no/run"]):
            with self.subTest(arguments[0]):
                self.assertIn("no", self.refuse(3, *arguments))

    def test_a_folder_is_not_an_output_file(self):
        (self.folder / "taken").mkdir()
        self.assertIn("folder", self.refuse(3, "sigma", "--energies-mev", "500", "--out", "taken"))

    def test_files_of_another_kind_are_exit_code_3(self):
        junk = self.write("junk.h5", "not a file of ours")
        self.refuse(3, "meanfield", "--import", junk, "--out", "o.h5")
        self.refuse(3, "generate", "--surrogate", junk, "--out", "e")
        card = self.write("c.toml", f'[meanfield]\nfile = "{junk}"\n')
        self.refuse(3, "sigma", "--card", card, "--energies-mev", "500", "--out", "s.csv")

    def test_an_altered_mean_field_is_exit_code_3(self):
        self.succeed("meanfield", "--nucleus", "C12", "--out", "f.h5")
        path = self.folder / "f.h5"
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        card = self.write("c.toml", '[meanfield]\nfile = "f.h5"\n')
        self.assertIn("f.h5", self.refuse(3, "sigma", "--card", card, "--energies-mev", "500", "--out", "s.csv"))

    def test_import_says_what_it_needs(self):
        self.assertIn("--out", self.refuse(2, "meanfield", "--import", "f.h5"))
        self.refuse(2, "meanfield", "--import", "f.h5", "--nucleus", "C12", "--out", "o.h5")


class PointsTest(ProgramTest):
    def refuse_points(self, text):
        return self.refuse(2, "xsec", "--points", self.write("p.csv", text), "--out", "o.csv")

    def test_malformed_rows_are_refused_with_their_line(self):
        for row in ("500,0.5,100,0.5,1\n", "500,0.5,100,0.5,1,1p3/2,7\n", "500,0.5,x,0.5,1,1p3/2\n",
                    "nan,0.5,100,0.5,1,1p3/2\n", "500,0.5,inf,0.5,1,1p3/2\n", "500,0.5,,0.5,1,1p3/2\n",
                    "-500,0.5,100,0.5,1,1p3/2\n", "500,1.5,100,0.5,1,1p3/2\n", "500,0.5,100,45,1,1p3/2\n",
                    "500,0.5,100,0.5,270,1p3/2\n", "500,0.5,100,0.5,1,1d5/2\n", "500,0.5,100,0.5,1,p\n"):
            with self.subTest(row):
                self.assertIn("p.csv:3", self.refuse_points(POINTS_HEADER + GOOD_POINT + row))
        self.assertFalse((self.folder / "o.csv").exists())

    def test_a_shell_that_is_not_occupied_is_answered_with_those_that_are(self):
        message = self.refuse_points(POINTS_HEADER + "500,0.5,100,0.5,1,1d5/2\n")
        self.assertIn("1s1/2, 1p3/2", message)

    def test_a_missing_column_is_named(self):
        self.assertIn("shell", self.refuse_points("e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n\n"))
        self.refuse_points("")

    def test_a_grid_needs_positive_momenta(self):
        grid = self.write("g.csv", "q_mev,omega_mev\n300,50\n0,50\n")
        self.assertIn("g.csv:3", self.refuse(2, "responses", "--grid", grid, "--out", "o.csv"))
