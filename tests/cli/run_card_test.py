"""Run cards: what is refused, and that a card says everything."""

from program import CARDS, ProgramTest, SUBCOMMANDS

ARGUMENTS = {
    "xsec": ["--points", "p.csv", "--out", "o.csv"],
    "responses": ["--grid", "g.csv", "--out", "o.csv"],
    "sigma": ["--energies-mev", "250", "--out", "o.csv"],
    "electron-data": ["--out", "o"],
    "t2k-data": ["e.h5", "--out", "o"],
    "ghent-tables": ["--out", "o"],
    "merge": ["s.h5", "--out", "o"],
    "reweight": ["e.h5", "--name", "a"],
}
WORDS = {"bench": ["bench", "xsec"]}  # of a command that is more than its name


class CardTest(ProgramTest):
    def refuse_card(self, text, subcommand="sigma"):
        card = self.write("c.toml", text)
        return self.refuse(2, *WORDS.get(subcommand, [subcommand]), "--card", card, *ARGUMENTS.get(subcommand, []))

    def test_every_subcommand_refuses_unknown_keys_of_every_section(self):
        for name in SUBCOMMANDS:
            for text in ("[train]\nstepz = 10\n", "[meanfeld]\nforce = \"SLy4\"\n", "nucleos = \"C12\"\n"):
                with self.subTest(subcommand=name, card=text):
                    self.assertIn("c.toml:", self.refuse_card(text, name))
            with self.subTest(subcommand=name):
                self.assertIn("--set train.stepz=10: ", self.refuse(2, *WORDS.get(name, [name]), "--set",
                                                                    "train.stepz=10", *ARGUMENTS.get(name, [])))

    def test_a_mistyped_key_is_answered_with_the_right_one(self):
        self.assertIn("did you mean 'final_state'", self.refuse_card('[model]\nfinal_sate = "distorted"\n'))
        self.assertIn("did you mean 'nucleus'", self.refuse_card('nucleos = "C12"\n'))
        self.assertIn("did you mean 'meanfield'", self.refuse_card('[meanfeild]\nforce = "SLy4"\n'))
        self.assertIn("did you mean 'distorted'", self.refuse_card('[model]\nfinal_state = "distorded"\n'))

    def test_mistakes_are_refused_at_their_line(self):
        for number, text in (
                (2, "[form_factors]\nM_A_mev = nan\n"), (2, "[form_factors]\nM_A_mev = inf\n"),
                (2, "[form_factors]\nM_A_mev = 1e300\n"), (2, "[form_factors]\nM_A_mev = -1\n"),
                (2, "[form_factors]\nM_A_mev = \"1030\"\n"), (2, "[form_factors]\nM_A_mev = true\n"),
                (2, "[constants]\nhbar_c = [197.3]\n"), (2, "[train]\nsteps = 1.5\n"),
                (2, "[train]\nsteps = -1\n"), (2, "[generate]\nevents = 0\n"),
                (3, "[train]\nsteps = 10\nsteps = 20\n"), (2, "[train]\nsteps =\n"),
                (3, "[model]\n[probe]\n[model]\n"), (1, "nucleus = 12\n"), (1, "model = \"distorted\"\n")):
            with self.subTest(text):
                self.assertIn(f"c.toml:{number}", self.refuse_card(text))

    def test_a_table_of_one_knot_is_refused_at_its_line(self):
        self.assertIn("c.toml:2: t_embedding = 1", self.refuse_card("[flow]\nt_embedding = 1\n"))

    def test_words_that_mean_nothing_are_refused(self):
        for text in ('nucleus = "Xy12"\n', '[meanfield]\nforce = "SLy9000"\n', '[probe]\nparticle = "nu_mo"\n',
                     '[model]\naxial_charge = "none"\n'):
            with self.subTest(text):
                self.refuse_card(text)
        for text in ('[generate]\nflux = "T2K_ND280_nomu"\n', '[generate]\nflux = "mono:x"\n',
                     '[generate]\nflux = "mono:-600"\n', '[generate]\nmode = "unweighted_maybe"\n'):
            with self.subTest(text):
                self.refuse_card(text, "run")

    def sigma_file(self, *options):
        """sigma(E_nu) of a card and the options, as text."""
        self.succeed("sigma", "--energies-mev", "250", "--out", "s.csv", *options)
        return (self.folder / "s.csv").read_text()

    def test_set_wins_over_the_card(self):
        given = self.write("given.toml", "[form_factors]\nM_A_mev = 1200\n")
        wanted = self.write("wanted.toml", '[form_factors]\nM_A_mev = 1100\nz_a = [2, -1]\naxial = "dipole"\n')
        expected = self.sigma_file("--card", wanted)
        self.assertNotEqual(self.sigma_file("--card", given), expected)
        others = ["--set", "form_factors.z_a=[2, -1]", "--set", 'form_factors.axial = "dipole"']
        for card in (["--card", given], []):
            with self.subTest(card=card):
                self.assertEqual(self.sigma_file(*card, *others, "--set", "form_factors.M_A_mev=900",
                                                 "--set", "form_factors.M_A_mev=1100"), expected)

    def test_set_joins_a_table_by_dotted_keys_and_replaces_it_as_a_whole(self):
        card = self.write("c.toml", '[model]\nremoval_energy = { "1p3/2" = 17, "1s1/2" = 38 }\n')
        for assignment, table in (('model.removal_energy."1p3/2"=20', '{ "1p3/2" = 20, "1s1/2" = 38 }'),
                                  ('model.removal_energy={ "1p3/2" = 20 }', '{ "1p3/2" = 20 }')):
            with self.subTest(assignment):
                wanted = self.write("wanted.toml", f"[model]\nremoval_energy = {table}\n")
                self.assertEqual(self.sigma_file("--card", card, "--set", assignment),
                                 self.sigma_file("--card", wanted))

    def test_mistakes_in_set_are_refused_as_in_a_card_and_named(self):
        card = self.write("c.toml", "[form_factors]\nM_A_mev = 1200\n")
        for assignment, hint in (("form_factors.M_A_mew=1100", "did you mean 'M_A_mev'"),
                                 ("formfactors.M_A_mev=1100", "did you mean 'form_factors'"),
                                 ("form_factors.M_A_mev=-1", "out of range"),
                                 ("form_factors.M_A_mev=true", "must be a number"),
                                 ("form_factors=3", "must be a section"), ("nucleus.a=3", "must be text"),
                                 ("meanfield.force=SLy5", "text in quotes"), ("form_factors.M_A_mev", "KEY=VALUE")):
            with self.subTest(assignment):
                answer = self.refuse(2, "sigma", "--card", card, "--set", assignment, *ARGUMENTS["sigma"])
                self.assertIn(f"--set {assignment}: ", answer)
                self.assertIn(hint, answer)

    def test_a_mistake_of_the_card_is_still_told_by_its_line(self):
        card = self.write("c.toml", "[form_factors]\nM_A_mev = 1200\ng_A = 0\n")
        self.assertIn("c.toml:3: ", self.refuse(2, "sigma", "--card", card, "--set", "form_factors.M_A_mev=1100",
                                                *ARGUMENTS["sigma"]))

    def test_a_card_that_is_not_text_is_refused(self):
        (self.folder / "c.toml").write_bytes(b"\x00\xff\xfe[model]\n")
        self.refuse(2, "run", "--card", "c.toml")

    def test_a_folder_is_not_a_card(self):
        self.refuse(3, "run", "--card", ".")

    def test_the_default_card_reads_back_to_itself(self):
        defaults = self.succeed("--print-defaults").stdout
        with_comments = self.write("with.toml", defaults)
        without = self.write("without.toml", "")
        for card, out in ((with_comments, "a.csv"), (without, "b.csv")):
            self.succeed("sigma", "--card", card, "--energies-mev", "250", "--out", out)
        self.assertEqual((self.folder / "a.csv").read_text(), (self.folder / "b.csv").read_text())

    def test_the_nucleus_of_a_mean_field_file_need_not_be_repeated(self):
        self.succeed("meanfield", "--nucleus", "O16", "--out", "o16.h5")
        card = self.write("c.toml", '[meanfield]\nfile = "o16.h5"\n')
        self.succeed("sigma", "--card", card, "--energies-mev", "250", "--out", "s.csv")
        self.assertEqual([row["shell"] for row in self.read_csv("s.csv")], ["1s1/2", "1p3/2", "1p1/2"])
        card = self.write("wrong.toml", 'nucleus = "C12"\n[meanfield]\nfile = "o16.h5"\n')
        self.assertIn("o16.h5", self.refuse(2, "sigma", "--card", card, "--energies-mev", "250", "--out", "s.csv"))

    def test_every_example_card_is_understood(self):
        cards = sorted(CARDS.glob("*.toml"))
        self.assertGreater(len(cards), 3)
        for card in cards:
            with self.subTest(card.name):
                # Everything is read and checked before the missing dataset is noticed.
                self.refuse(3, "train", "--card", card, "--dataset", "no.h5", "--out", "s.h5")
