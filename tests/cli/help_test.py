"""The program explains itself."""

from program import ProgramTest, SUBCOMMANDS


class HelpTest(ProgramTest):
    def test_the_program_lists_every_subcommand(self):
        text = self.succeed("--help").stdout
        for name in SUBCOMMANDS:
            self.assertIn(name, text)

    def test_every_subcommand_has_help_card_and_threads(self):
        for name in SUBCOMMANDS:
            with self.subTest(name):
                text = self.succeed(name, "--help").stdout
                for option in ("--help", "--card", "--threads"):
                    self.assertIn(option, text)

    def test_every_subcommand_prints_the_same_default_card(self):
        expected = self.succeed("--print-defaults").stdout
        self.assertIn("nucleus = \"C12\"", expected)
        for name in SUBCOMMANDS:
            with self.subTest(name):
                self.assertEqual(self.succeed(name, "--print-defaults").stdout, expected)

    def test_the_version_is_printed(self):
        self.assertRegex(self.succeed("--version").stdout, r"^\d+\.\d+\.\d+\n$")
