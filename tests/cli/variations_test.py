"""`[[variation]]` and `[covariance]`: weights of other models that events are made with."""

import json

import h5py
import numpy

from program import ProgramTest

CARD = """
[model]
final_state = "plane_wave"
[evaluator]
kind = "direct"
[generate]
allow_foreign_surrogate = true
flux = "mono:300"
seed = 7
events = 300
"""
VARIATIONS = """
[[variation]]
name = "MA_1100"
form_factors.M_A_mev = 1100
[[variation]]
name = "pole"
[variation.model]
axial_charge = "pion_pole"
[variation.form_factors]
vector = "BBBA05"
"""
COVARIANCE = """
[covariance]
parameters = ["form_factors.M_A_mev", "form_factors.g_A"]
matrix = [[2500, 0.2], [0.2, 1e-4]]
draws = 12
seed = 3
"""


class VariationsTest(ProgramTest):
    def generate(self, text, prefix, *arguments):
        card = self.write("c.toml", text)
        return self.succeed("generate", "--card", card, "--out", prefix, *arguments).stdout

    def weights(self, name):
        with h5py.File(self.folder / name) as file:
            return {key: column[:] for key, column in file["events"].items() if key.startswith("weight")}

    def test_each_variation_is_the_weight_that_reweighting_gives(self):
        text = self.generate(CARD + VARIATIONS, "v")
        self.assertRegex(text, r"MA_1100 +\d+\.\d+ \+- ")
        self.generate(CARD, "plain")
        weights = self.weights("v.h5")
        numpy.testing.assert_array_equal(weights["weight"], self.weights("plain.h5")["weight"])
        for name, sets in (("MA_1100", ["form_factors.M_A_mev=1100"]),
                           ("pole", ['model.axial_charge="pion_pole"', 'form_factors.vector="BBBA05"'])):
            options = [word for assignment in sets for word in ("--set", assignment)]
            self.succeed("reweight", "plain.h5", "--name", name, "--out", "again", *options)
            # Only theta_N -> cos theta_N rounds.
            numpy.testing.assert_allclose(weights["weight_" + name], self.weights("again.h5")["weight_" + name], rtol=1e-8)
        with h5py.File(self.folder / "v.h5") as file:
            self.assertEqual(file["events/weight_pole"].attrs["model"],
                             'model.axial_charge = "pion_pole"\nform_factors.vector = "BBBA05"')

    def test_shards_are_merged_to_the_same_files(self):
        text = CARD.replace("events = 300", "events = 4200") + VARIATIONS.split("[[variation]]\nname = \"pole\"")[0]
        self.generate(text, "run")
        for index in (1, 2):
            self.generate(text, "part", "--shard", f"{index}/2", "--threads", index)
        self.succeed("merge", "part.shard1of2.h5", "part.shard2of2.h5", "--out", "joined")
        for suffix in (".h5", ".hepmc3", ".variations.json"):
            self.assertEqual((self.folder / f"joined{suffix}").read_bytes(),
                             (self.folder / f"run{suffix}").read_bytes(), suffix)

    def test_draws_of_a_covariance_scatter_as_it_says(self):
        """Cross sections follow M_A and g_A; the parameters themselves are in the file."""
        draws = 60
        text = self.generate(CARD.replace("events = 300", "events = 20") +
                             COVARIANCE.replace("draws = 12", f"draws = {draws}"), "d")
        self.assertIn(f"{draws} weights: mean ", text)
        with h5py.File(self.folder / "d.h5") as file:
            self.assertEqual(file["events"].attrs["covariance_draws"], draws)
            names = list(file["events"].attrs["weight_names"])
            models = [file[f"events/weight_{name}"].attrs["model"] for name in names[1:]]
        self.assertEqual(names[1], "draw_001")
        values = numpy.array([[float(line.split(" = ")[1]) for line in sorted(model.splitlines())] for model in models])
        self.assertEqual(sorted(models[0].splitlines())[0].split(" = ")[0], "form_factors.M_A_mev")
        expected = numpy.array([[2500, 0.2], [0.2, 1e-4]])
        deviation = (values - [1030, 1.262]) / numpy.sqrt(numpy.diag(expected))
        # Fixed seed; gates of 4.89 standard errors: false alarm 1e-6 each.
        self.assertLess(abs(deviation.mean(axis=0)).max(), 4.89 / draws**0.5)
        self.assertLess(abs(deviation.var(axis=0) - 1).max(), 4.89 * (2 / draws) ** 0.5)
        self.assertLess(abs(numpy.mean(deviation[:, 0] * deviation[:, 1]) - 0.4), 4.89 * (1.16 / draws) ** 0.5)

    def test_the_summary_is_what_the_weights_say(self):
        self.generate(CARD + COVARIANCE, "d")
        summary = json.loads((self.folder / "d.variations.json").read_text())
        with h5py.File(self.folder / "d.h5") as file:
            events = file["events"]
            scale = events.attrs["flux_averaged_sigma_1e-38cm2"] / events["trials"][:].sum()
            draws = numpy.array([events[f"weight_draw_{i:03d}"][:] for i in range(1, 13)])
            e, px, py, pz = events["lepton_p4_mev"][:].T
            values = {"p_lepton_mev": numpy.sqrt(px**2 + py**2 + pz**2),
                      "cos_theta_lepton": events["cos_theta_mu"][:],
                      "t_nucleon_mev": events["omega_mev"][:] - events["missing_energy_mev"][:]}
        sigma = scale * draws.sum(axis=1)
        self.assertAlmostEqual(summary["band"]["mean"], sigma.mean(), places=10)
        self.assertAlmostEqual(summary["band"]["rms"], sigma.std(ddof=1), places=10)
        self.assertGreater(summary["band"]["rms"], 0.01 * sigma.mean())
        for name, value in values.items():
            found = summary["distributions"][name]
            edges = numpy.array(found["edges"])
            counts = [numpy.histogram(value, edges, weights=draw)[0] for draw in draws]
            bins = numpy.array(counts) * scale / numpy.diff(edges)
            numpy.testing.assert_allclose(found["mean"], bins.mean(axis=0), atol=1e-12)
            numpy.testing.assert_allclose(found["rms"], bins.std(axis=0, ddof=1), atol=1e-12)

    def test_the_card_in_the_file_makes_the_same_file(self):
        self.generate(CARD + COVARIANCE.replace("12", "2") + VARIATIONS, "a")
        with h5py.File(self.folder / "a.h5") as file:
            card = file.attrs["card"]
        self.generate(card, "b")
        self.assertEqual((self.folder / "a.h5").read_bytes(), (self.folder / "b.h5").read_bytes())

    def test_weights_that_say_little_or_nothing_are_warned_of(self):
        """At 200 MeV few events are of 1s1/2, and fewer lie where plane waves have their cross section: 4.7 % of them."""
        card = CARD.replace('"plane_wave"', '"distorted"').replace("mono:300", "mono:200").replace("seed = 7", "seed = 8")
        text = self.generate(card + "[[variation]]\nname = 'other'\nmodel.final_state = 'plane_wave'\n"
                             "model.spectroscopic_factor = { '1p3/2' = 1e-4 }\n"
                             "[[variation]]\nname = 'same'\nform_factors.z_a = [1, 1]\n"
                             "[[variation]]\nname = 'MA'\nform_factors.M_A_mev = 1100\n", "w")
        self.assertIn("WARNING: poor weights: other (below 10 %", text)
        self.assertIn("WARNING: no weight differs from CV: same (", text)
        summary = json.loads((self.folder / "w.variations.json").read_text())
        self.assertEqual([weight["poor"] for weight in summary["weights"]], [False, True, False, False])
        self.assertIn("poor weights", self.generate((self.folder / "c.toml").read_text(), "w"), "also of events that are there")

    def refuse_card(self, text):
        return self.refuse(2, "generate", "--card", self.write("c.toml", CARD + text), "--out", "e")

    def test_mistakes_are_refused_at_their_line(self):
        head = "[[variation]]\nname = \"a\"\n"  # the first line is number 10
        for text, expected in (
                ("[[variation]]\nform_factors.M_A_mev = 1100\n", "c.toml:11: a [[variation]] has no name"),
                (head + "form_factors.M_A_mew = 1100\n", "c.toml:13: key 'M_A_mew' is not known in [form_factors]"),
                (head + "form_factors.M_A_mev = -1\n", "c.toml:13: form_factors.M_A_mev = -1 is out of range"),
                (head + "generate.events = 3\n", "cannot change 'generate'"),
                (head + "form_factor.M_A_mev = 1100\n", "did you mean 'form_factors'"),
                (head + head, "two weights are called 'a'"),
                (head.replace('"a"', '"a b"'), "cannot be called 'a b'"),
                ("[variation]\nname = 'a'\n", "[[variation]]"),
                (head + 'meanfield.force = "SIII"\n', "variation 'a' cannot be a weight of these events"),
                ("[covariance]\nmatrix = [[1]]\n", "[covariance] has no 'parameters'"),
                ("[covariance]\nparameters = ['form_factors.M_A']\nmatrix = [[1]]\n", "'form_factors.M_A' is no number"),
                ("[covariance]\nparameters = ['generate.events']\nmatrix = [[1]]\n", "'generate.events' is no number"),
                ("[covariance]\nparameters = ['form_factors.z_a[0]']\nmatrix = [[1]]\n",
                 "'form_factors.z_a[0]' changes nothing (form_factors.axial is \"dipole\""),
                ("[covariance]\nparameters = ['skyrme.x0']\nmatrix = [[1]]\n", "meanfield.force is \"SLy4\""),
                (COVARIANCE.replace("[0.2, 1e-4]", "[0.1, 1e-4]"), "not symmetric"),
                (COVARIANCE.replace("0.2", "20"), "not positive definite"),
                (COVARIANCE.replace("[2500, 0.2], ", ""), "1 rows for 2 parameters"),
                (COVARIANCE.replace("draws = 12", "draw = 12"), "did you mean 'draws'"),
                (COVARIANCE.replace("2500", "2.5e6"), "draw 'draw_0")):
            with self.subTest(text):
                self.assertIn(expected, self.refuse_card(text))
        self.assertIn("emulate", self.refuse(2, "generate", "--mode", "emulate", "--card",
                                             self.write("c.toml", CARD + COVARIANCE), "--out", "e"))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["c.toml"])
