"""The timing command runs and prints what it promises; no number is tested, machines differ."""

from program import ProgramTest


class BenchTest(ProgramTest):
    def test_a_few_points_give_every_stage_at_both_accuracies(self):
        text = self.succeed("bench", "xsec", "--points", 5, "--evaluator", "direct").stdout
        for wanted in ("5 points of C12, nu_mu", "accuracy 1e-04", "accuracy 1e-05", "whole point", "waves",
                       "radial integrals", "sum over partial waves", "rest", "two threads",
                       "64 at one (omega, q)", "32 at one omega"):
            self.assertIn(wanted, text)

    def test_a_proposal_of_either_kind_is_timed_for_every_shell(self):
        for kind, title in (("nereus", "nereus, random weights"), ("published", "published custom, random weights")):
            card = self.write("f.toml", f'[flow]\nkind = "{kind}"\nsize = "custom"\n')
            text = self.succeed("bench", "flow", "--points", 40, "--card", card).stdout
            for wanted in (title, "sample with density", "density of a point", "1s1/2", "1p3/2"):
                self.assertIn(wanted, text)

    def test_every_mode_of_generate_is_timed_with_one_and_two_threads(self):
        card = self.write("g.toml", "[generate]\ncap_quantile = 0.5\npilot_events = 20\n")
        text = self.succeed("bench", "generate", "--events", 20, "--evaluator", "direct", "--card", card).stdout
        for wanted in ("20 events of C12, nu_mu", "in memory", "HDF5 + NuHepMC", "core", "wall"):
            self.assertIn(wanted, text)
        rows = [line.split()[:2] for line in text.splitlines()[3:]]
        modes = ("emulate", "weighted", "unweighted", "baseline")
        self.assertEqual(rows, [[mode, threads] for mode in modes for threads in ("1", "2")])

    def test_what_cannot_be_timed_is_refused(self):
        self.assertIn("xsec", self.refuse(2, "bench", "everything"))
        self.refuse(2, "bench", "generate", "--events", "0")
        self.refuse(2, "bench", "xsec", "--points", "0")
        card = self.write("c.toml", '[model]\nfinal_state = "plane_wave"\n')
        self.assertIn("final_state", self.refuse(2, "bench", "xsec", "--card", card))
        card = self.write("o.toml", 'nucleus = "Ca40"\n')
        self.assertIn("surrogate", self.refuse(3, "bench", "xsec", "--card", card))
        self.refuse(3, "bench", "flow", "--surrogate", "absent.h5")
