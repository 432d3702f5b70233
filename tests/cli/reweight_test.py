"""`nereus reweight`: weights of other models for events that are there."""

import json

import h5py
import numpy

from program import ProgramTest

CARD = """
[model]
[evaluator]
kind = "direct"
[generate]
allow_foreign_surrogate = true
flux = "mono:300"
seed = 7
"""
# Plane waves: sigma of broad shells costs half a minute already.
BROAD = CARD.replace("[model]", """[model]
final_state = "plane_wave"
width = { "1s1/2" = 12, "1p3/2" = 6 }
line_shape = "gaussian\"""")


class ReweightTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.card = self.write("own.toml", CARD)

    def generate(self, prefix="own", *arguments, events=600, card=None):
        return self.succeed("generate", "--card", card or self.card, "--events", events, "--out", prefix, *arguments)

    def events(self, name):
        """Columns and attributes of a file of events."""
        with h5py.File(self.folder / name) as file:
            columns = {key: value[:] for key, value in file["events"].items()}
            return columns, dict(file["events"].attrs), dict(file["events/" + list(columns)[0]].attrs)

    def sigma(self, columns, attributes, weight):
        """Cross section from the events, as the attribute `estimate` says, and its error."""
        w = attributes["weight_cap"] * columns[weight]
        trials = columns["trials"].sum()
        mean = w.sum() / trials
        error = numpy.sqrt(((w**2).sum() / trials - mean**2) / trials)
        scale = attributes["flux_averaged_sigma_1e-38cm2"]
        return scale * mean, scale * error

    def test_the_same_model_gives_the_same_weight(self):
        self.generate()
        before = (self.folder / "own.h5").read_bytes()
        answer = self.succeed("reweight", "own.h5", "--card", self.card, "--name", "same")
        text = answer.stdout
        self.assertIn("reweight: 100 %", answer.stderr)
        self.assertIn("effective events: 100.000 % of those of CV", text)
        columns, attributes, _ = self.events("own.same.h5")
        self.assertEqual(list(attributes["weight_names"].astype(str)), ["CV", "same"])
        # Only theta_N -> cos theta_N rounds.
        numpy.testing.assert_allclose(columns["weight_same"], columns["weight"], rtol=1e-9)
        own, _, _ = self.events("own.h5")
        for name, values in own.items():
            numpy.testing.assert_array_equal(columns[name], values)
        self.assertEqual((self.folder / "own.h5").read_bytes(), before)
        manifest = json.loads((self.folder / "own.same.manifest.json").read_text())
        self.assertEqual(sorted(manifest["files"]), ["h5", "hepmc3", "variations"])
        self.assertIn(b"nereus.weight.same", (self.folder / "own.same.hepmc3").read_bytes()[:20000])

    def test_another_axial_mass_has_its_own_cross_section(self):
        """Gates of 4.89 standard errors: false alarm 1e-6 each. The models differ by percents, the errors are a
        few per mille."""
        self.generate(events=2000)
        varied = self.write("varied.toml", CARD + "[form_factors]\nM_A_mev = 1100\n")
        self.succeed("reweight", "own.h5", "--card", varied, "--name", "MA_1100", "--out", "again", "--no-hepmc3")
        # Without a card the model is that of the events; the last key wins.
        self.succeed("reweight", "own.h5", "--set", "form_factors.M_A_mev=1100", "--name", "MA_1100", "--out", "other")
        self.generate("fresh", card=varied, events=2000)
        columns, attributes, _ = self.events("again.h5")
        other, _, _ = self.events("other.h5")
        fresh, fresh_attributes, _ = self.events("fresh.h5")
        numpy.testing.assert_array_equal(columns["weight_MA_1100"], other["weight_MA_1100"])
        sigma, error = self.sigma(columns, attributes, "weight_MA_1100")
        quadrature = fresh_attributes["flux_averaged_sigma_1e-38cm2"]
        self.assertLess(abs(sigma - quadrature), 4.89 * error)
        self.assertGreater(abs(self.sigma(columns, attributes, "weight")[0] - quadrature), 4.89 * error)  # the mutant
        fresh_sigma, fresh_error = self.sigma(fresh, fresh_attributes, "weight")
        self.assertLess(abs(sigma - fresh_sigma), 4.89 * numpy.hypot(error, fresh_error))
        # A distribution: every bin within its error.
        edges = numpy.linspace(-1, 1, 9)
        bins = lambda c, a, w, power: (a["flux_averaged_sigma_1e-38cm2"] / c["trials"].sum()) ** power * numpy.histogram(
            c["cos_theta_mu"], edges, weights=c[w] ** power)[0]
        difference = bins(columns, attributes, "weight_MA_1100", 1) - bins(fresh, fresh_attributes, "weight", 1)
        variance = bins(columns, attributes, "weight_MA_1100", 2) + bins(fresh, fresh_attributes, "weight", 2)
        self.assertTrue((abs(difference) < 4.89 * numpy.sqrt(variance)).all(), difference / numpy.sqrt(variance))
        with h5py.File(self.folder / "again.h5") as file:
            self.assertEqual(file["events/weight_MA_1100"].attrs["model"], "form_factors.M_A_mev = 1100")
        self.assertFalse((self.folder / "again.hepmc3").exists())
        self.assertTrue((self.folder / "other.hepmc3").exists())

    def refuse_model(self, *options):
        answer = self.refuse(4, "reweight", "own.h5", "--name", "other", "--out", "again", *options)
        self.assertEqual(list(self.folder.glob("again*")), [])
        return answer

    def test_models_that_the_events_do_not_reach_are_refused_with_numbers(self):
        self.generate(events=20)
        sets = lambda *assignments: [word for assignment in assignments for word in ("--set", assignment)]
        answer = self.refuse_model(*sets('meanfield.force="SIII"'))
        self.assertIn("all events lie at E_m = omega - T = ", answer)
        # What the message says helps.
        key = answer.split("removal energies of the events, ")[1].split(" }")[0] + " }"
        self.succeed("reweight", "own.h5", "--name", "SIII", *sets('meanfield.force="SIII"', key))
        for assignments, texts in (
                (['nucleus="O16"'], ["C12", "O16"]), (['probe.particle="nu_e"'], ["14", "12"]),
                (['model.width={ "1s1/2" = 12 }', 'model.line_shape="gaussian"'], ["no width", "12 MeV"]),
                (['generate.flux="mono:400"'], ["mono:400", "mono:300"]),
                (["generate.e_nu_min_mev=250"], ["from 250 ", "from 200 "])):
            with self.subTest(assignments):
                answer = self.refuse_model(*sets(*assignments))
                for text in texts:
                    self.assertIn(text, answer)

    def test_plane_waves_and_presets_over_the_model_of_the_events(self):
        self.generate(events=1000)
        deviation = lambda text: float(text.split("standard errors")[0].split("(")[-1])
        text = self.succeed("reweight", "own.h5", "--name", "PW", "--set", 'model.final_state="plane_wave"',
                            "--accept-poor-weights").stdout
        self.assertLess(abs(deviation(text)), 4.89)  # false alarm 1e-6
        # A preset asked for now wins over all that the card of the events says; what is asked for beside it wins too.
        preset = ["--set", 'model.preset="ghent2022"']
        answer = self.refuse_model(*preset)
        self.assertIn("all events lie at E_m = omega - T = ", answer)
        key = ["--set", answer.split("removal energies of the events, ")[1].split(" }")[0] + " }"]
        # The narrow resonances of the other field lie where few of these events are.
        preset.append("--accept-poor-weights")
        text = self.succeed("reweight", "own.h5", "--name", "ghent", *preset, *key).stdout
        self.assertNotIn("NOTE: no weight differs", text)
        columns, _, _ = self.events("own.ghent.h5")
        card = self.write("ghent.toml", CARD.replace("[model]", '[model]\npreset = "ghent2022"'))
        self.succeed("reweight", "own.h5", "--name", "ghent", "--card", card, *key, "--out", "again",
                     "--accept-poor-weights")
        again, _, _ = self.events("again.h5")
        numpy.testing.assert_array_equal(columns["weight_ghent"], again["weight_ghent"])
        text = self.succeed("reweight", "own.h5", "--name", "SLy4", *preset, "--set", 'meanfield.force="SLy4"',
                            "--set", 'model.axial_charge="complete"', "--set", "model.coulomb_monopole=true").stdout
        self.assertIn("NOTE: no weight differs", text)

    def test_cuts_and_empty_shells_of_the_events_are_told(self):
        for key, number in (('spectroscopic_factor = { "1s1/2" = 0 }', "spectroscopic factor is 0"),
                            ("q_max_mev = 400", "q = 400 MeV")):
            with self.subTest(key):
                cut = self.write("cut.toml", CARD.replace("[evaluator]", key + "\n[evaluator]"))
                self.generate(card=cut, events=20)
                self.assertIn(number, self.refuse_model("--card", self.card))

    def test_broad_shells_are_reweighted_in_missing_energy(self):
        self.generate(events=2000, card=self.write("broad.toml", BROAD))
        text = self.succeed("reweight", "own.h5", "--name", "other", "--set", 'model.width."1s1/2"=10').stdout
        deviation = float(text.split("standard errors")[0].split("(")[-1])
        self.assertLess(abs(deviation), 4.89)  # false alarm 1e-6
        columns, _, _ = self.events("own.other.h5")
        deep = columns["shell"] == 0
        numpy.testing.assert_allclose(columns["weight_other"][~deep], columns["weight"][~deep], rtol=1e-9)
        spread = lambda weight: numpy.sqrt(numpy.cov(columns["missing_energy_mev"][deep], aweights=columns[weight][deep]))
        self.assertLess(spread("weight_other"), 0.95 * spread("weight"))

        # So narrow that few events lie there.
        narrow = ["--set", 'model.width={ "1s1/2" = 0.05, "1p3/2" = 0.05 }']
        answer = self.refuse_model(*narrow)
        self.assertIn("the limit is 10 %", answer)
        self.assertIn("--accept-poor-weights", answer)
        text = self.succeed("reweight", "own.h5", "--name", "narrow", *narrow, "--accept-poor-weights").stdout
        self.assertIn("WARNING: poor weights", text)

    def test_what_cannot_be_reweighted_is_refused(self):
        self.generate(events=20)
        self.assertIn("two weights are called 'CV'", self.refuse(2, "reweight", "own.h5", "--name", "CV"))
        self.assertIn("cannot be called 'a b'", self.refuse(2, "reweight", "own.h5", "--name", "a b"))
        self.assertIn("never changed", self.refuse(2, "reweight", "own.h5", "--name", "a", "--out", "own"))
        self.assertIn("no.h5", self.refuse(3, "reweight", "no.h5", "--name", "a"))
        self.succeed("generate", "--mode", "emulate", "--events", 20, "--out", "emulated")
        self.assertIn("emulate", self.refuse(2, "reweight", "emulated.h5", "--name", "a"))
