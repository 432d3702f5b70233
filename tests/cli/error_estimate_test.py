"""`--estimate-error`: the accuracy of the card is measured, and missing it is exit code 5."""

from program import ProgramTest

POINT = "e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n,shell\n500,0.5,100,0.5,1,1p3/2\n"


class ErrorEstimateTest(ProgramTest):
    def test_xsec_and_responses_print_it_and_give_the_same_numbers(self):
        points = self.write("p.csv", POINT)
        self.succeed("xsec", "--points", points, "--out", "plain.csv")
        answer = self.succeed("xsec", "--points", points, "--out", "checked.csv", "--estimate-error")
        self.assertIn("estimated error of the amplitude sums", answer.stderr)
        self.assertEqual((self.folder / "plain.csv").read_text(), (self.folder / "checked.csv").read_text())
        grid = self.write("g.csv", "q_mev,omega_mev\n300,80\n")
        answer = self.succeed("responses", "--grid", grid, "--out", "w.csv", "--estimate-error")
        self.assertIn("asked for", answer.stderr)

    def test_a_field_that_ends_too_early_is_refused(self):
        points = self.write("p.csv", POINT)
        card = self.write("c.toml", "[meanfield]\nr_max_fm = 10\nfit_length = false\n")
        message = self.refuse(5, "xsec", "--points", points, "--out", "o.csv", "--card", card)
        self.assertIn("meanfield.r_max_fm", message)
        self.assertIn("10 fm", message)

    def test_what_has_no_numerics_to_check_is_refused(self):
        points = self.write("p.csv", POINT)
        card = self.write("c.toml", '[model]\nfinal_state = "plane_wave"\n')
        self.refuse(2, "xsec", "--points", points, "--out", "o.csv", "--card", card, "--estimate-error")
        closed = self.write("q.csv", POINT.replace(",100,", ",10,"))
        self.assertIn("no nucleon comes out",
                      self.refuse(2, "xsec", "--points", closed, "--out", "o.csv", "--estimate-error"))
