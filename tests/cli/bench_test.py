"""The timing command runs and prints what it promises; no number is tested, machines differ."""

from program import ProgramTest


class BenchTest(ProgramTest):
    def test_a_few_points_give_every_stage_at_both_accuracies(self):
        text = self.succeed("bench", "xsec", "--points", 5, "--evaluator", "direct").stdout
        for wanted in ("5 points of C12, nu_mu", "accuracy 1e-04", "accuracy 1e-05", "whole point", "waves",
                       "radial integrals", "sum over partial waves", "rest", "two threads",
                       "64 at one (omega, q)", "32 at one omega"):
            self.assertIn(wanted, text)

    def test_what_cannot_be_timed_is_refused(self):
        self.assertIn("xsec", self.refuse(2, "bench", "generate"))
        self.refuse(2, "bench", "xsec", "--points", "0")
        card = self.write("c.toml", '[model]\nfinal_state = "plane_wave"\n')
        self.assertIn("final_state", self.refuse(2, "bench", "xsec", "--card", card))
        card = self.write("o.toml", 'nucleus = "O16"\n')
        self.assertIn("surrogate", self.refuse(3, "bench", "xsec", "--card", card))
