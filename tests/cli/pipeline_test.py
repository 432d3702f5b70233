"""`nereus run`: every stage once, what is unchanged is used again, and killing it does no harm."""

import json
import os
import signal
import subprocess
import time

from program import CARDS, NEREUS, TIME_LIMIT, TINY_CARD, ProgramTest

STAGES = ["mean field", "sigma table", "dataset", "training", "events", "validation"]
RESULTS = ["meanfield.h5", "sigma.h5", "dataset.h5", "surrogate.h5", "events.h5", "events.hepmc3",
           "validation.json"]


class PipelineTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.card = self.write("tiny.toml", TINY_CARD)

    def run_card(self, *arguments):
        """What `nereus run` said about each stage."""
        lines = self.succeed("run", "--card", self.card, "--threads", 2, *arguments).stdout.splitlines()
        said = {}
        for line in lines:
            for stage in STAGES:
                if f"] {stage}: " in line:
                    said[stage] = line.split(f"] {stage}: ")[1]
        self.assertEqual(list(said), STAGES)
        return said

    def results(self, directory="run"):
        return {name: (self.folder / directory / name).read_bytes() for name in RESULTS}

    def change(self, old, new):
        self.assertIn(old, TINY_CARD)
        self.write("tiny.toml", TINY_CARD.replace(old, new))

    def test_the_second_run_reuses_everything_and_changes_rerun_what_they_touch(self):
        for said in self.run_card().values():
            self.assertEqual(said, "running (not made yet)")
        first = self.results()
        said = self.run_card()
        for stage in STAGES:
            self.assertTrue(said[stage].startswith("reused (same "), said[stage])
        self.assertEqual(self.results(), first)

        self.change("events = 2000", "events = 1500")
        said = self.run_card()
        self.assertIn("event settings changed", said["events"])
        for stage in ("mean field", "sigma table", "dataset", "training", "validation"):
            self.assertTrue(said[stage].startswith("reused"), said[stage])

        self.change("steps = 60", "steps = 40")
        said = self.run_card()
        self.assertIn("training settings changed", said["training"])
        self.assertIn("surrogate", said["events"])
        self.assertTrue(said["dataset"].startswith("reused"), said["dataset"])

        self.change('"plane_wave"', '"plane_wave"\naxial_charge = "pion_pole"')
        said = self.run_card()
        self.assertTrue(said["mean field"].startswith("reused"), said["mean field"])
        for stage in ("sigma table", "dataset", "events", "validation"):
            self.assertIn("model", said[stage])
        self.assertIn("dataset", said["training"])

        # Back to the first card: the first results, bit for bit.
        self.write("tiny.toml", TINY_CARD)
        self.run_card()
        self.assertEqual(self.results(), first)

    def test_missing_and_altered_files_are_made_again(self):
        self.run_card()
        first = self.results()
        (self.folder / "run" / "surrogate.h5").unlink()
        damaged = bytearray(first["sigma.h5"])
        damaged[-10] ^= 4
        (self.folder / "run" / "sigma.h5").write_bytes(damaged)
        (self.folder / "run" / "events.stage.json").write_text("{ not JSON")
        said = self.run_card()
        self.assertIn("surrogate.h5 is missing", said["training"])
        self.assertIn("sigma.h5 was altered", said["sigma table"])
        self.assertIn("running", said["events"])
        self.assertTrue(said["dataset"].startswith("reused"), said["dataset"])
        self.assertEqual(self.results(), first)

    def test_killed_runs_end_with_the_same_files(self):
        expected_folder = self.folder / "undisturbed"
        expected_folder.mkdir()
        subprocess.run([NEREUS, "run", "--card", self.card, "--threads", "2"], cwd=expected_folder, check=True,
                       capture_output=True, timeout=TIME_LIMIT)
        # Each moment: a stage that has begun, and how long it may go on [s].
        for stage, delay in (("mean field", 0.05), ("dataset", 0.02), ("dataset", 0.3), ("training", 0.3),
                             ("training", 1.0), ("events", 0.1), ("validation", 0.02)):
            self.kill_in(stage, delay)
        self.run_card()
        for name, content in self.results().items():
            self.assertEqual(content, (expected_folder / "run" / name).read_bytes(), name)
        leftovers = [path.name for path in (self.folder / "run").iterdir() if path.is_dir()]
        self.assertEqual(leftovers, [])

    def kill_in(self, stage, delay):
        process = subprocess.Popen([NEREUS, "run", "--card", self.card, "--threads", "2"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in process.stdout:
            if f"] {stage}: running" in line:
                time.sleep(delay)
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

    def test_two_runs_in_one_directory_are_refused(self):
        process = subprocess.Popen([NEREUS, "run", "--card", self.card, "--threads", "1"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        process.stdout.readline()  # the first stage has begun: the directory is taken
        os.kill(process.pid, signal.SIGSTOP)
        try:
            self.assertIn("in use", self.refuse(3, "run", "--card", self.card))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    def test_the_run_directory_explains_itself(self):
        self.run_card()
        card = (self.folder / "run" / "card.toml").read_text()
        self.assertIn('final_state = "plane_wave"', card)
        self.assertIn("points_per_shell = 2000", card)
        record = json.loads((self.folder / "run" / "training.stage.json").read_text())
        self.assertIn("dataset", record["inputs"])
        self.assertIn("surrogate.h5", record["outputs"])


class StageByStageTest(ProgramTest):
    def test_the_subcommands_one_by_one_give_the_files_of_run(self):
        card = self.write("tiny.toml", TINY_CARD)
        self.succeed("run", "--card", card)
        self.succeed("dataset", "--card", card, "--out", "d.h5")
        self.succeed("train", "--card", card, "--dataset", "d.h5", "--out", "s.h5")
        run = self.folder / "run"
        self.assertEqual((self.folder / "d.h5").read_bytes(), (run / "dataset.h5").read_bytes())
        self.assertEqual((self.folder / "s.h5").read_bytes(), (run / "surrogate.h5").read_bytes())
        self.succeed("validate", "--card", card, "--surrogate", "s.h5", "--out", "report.json")
        self.assertIn("ress", (self.folder / "report.json").read_text())

    def test_a_dataset_of_another_model_is_exit_code_4(self):
        card = self.write("tiny.toml", TINY_CARD)
        self.succeed("dataset", "--card", card, "--out", "d.h5")
        other = self.write("other.toml", TINY_CARD + '[form_factors]\nM_A_mev = 1100\n')
        self.refuse(4, "train", "--card", other, "--dataset", "d.h5", "--out", "s.h5")

    def test_a_sigma_table_of_another_model_is_exit_code_4(self):
        card = self.write("tiny.toml", TINY_CARD)
        self.succeed("run", "--card", card)
        other = self.write("other.toml", TINY_CARD.replace(
            "[generate]", '[form_factors]\nM_A_mev = 1100\n[generate]\nsurrogate = "run/surrogate.h5"\n'
                          'sigma_table = "run/sigma.h5"'))
        message = self.refuse(4, "generate", "--card", other, "--allow-foreign-surrogate", "--out", "e")
        self.assertRegex(message, r"[0-9a-f]{64}.*[0-9a-f]{64}")


class ModelBoxTest(ProgramTest):
    """A flow that is told the axial mass and the missing energy of a shell goes through all stages by card."""

    CARD = TINY_CARD.replace("[model]", '[model]\nwidth = { "1s1/2" = 10 }\nline_shape = "gaussian"').replace(
        "[flow]", '[flow]\nvary_M_A_mev = [800, 1400]\nvary_missing_energy = { "1s1/2" = 6 }')

    def test_one_surrogate_serves_every_model_of_the_box(self):
        card = self.write("box.toml", self.CARD)
        self.succeed("run", "--card", card)
        self.assertIn("training: reused", self.succeed("run", "--card", card, "--set", "form_factors.M_A_mev=1300").stdout)
        plot = CARDS.parents[1] / "validation" / "plots" / "plot_training.py"
        subprocess.run(["/usr/bin/python3", plot, "run/surrogate.h5", "--out", "curves.png"], cwd=self.folder, check=True)
        self.assertGreater((self.folder / "curves.png").stat().st_size, 10000)
        serve = ("generate", "--card", card, "--surrogate", "run/surrogate.h5", "--out", "e")
        for mass in (800, 1250):
            answer = self.succeed(*serve, "--set", f"form_factors.M_A_mev={mass}")
            self.assertIn("RESS", answer.stdout)
            self.assertNotIn("another model", answer.stderr)
        # It follows every model of the box without weights, and none beyond it.
        emulate = (*serve, "--mode", "emulate", "--set")
        self.assertIn("BIASED", self.succeed(*emulate, "form_factors.M_A_mev=1250").stdout)
        self.assertIn("another model", self.refuse(4, *emulate, "form_factors.M_A_mev=1500"))
        self.assertIn("800 to 1400", self.succeed(*serve, "--set", "form_factors.M_A_mev=1500").stderr)
        self.assertIn("another model", self.refuse(4, *serve, "--set", "form_factors.vector=\"BBBA05\""))
        self.assertIn("vary_M_A_mev", self.refuse(2, *serve, "--set", "form_factors.axial=\"z_expansion\""))

    def test_ranges_that_are_none_are_refused(self):
        for entry in ("vary_M_A_mev = [800]", "vary_M_A_mev = [1400, 800]", 'vary_missing_energy = { "1p3/2" = 6 }',
                      'vary_missing_energy = { "2s1/2" = 6 }'):
            with self.subTest(entry):
                card = self.write("odd.toml", TINY_CARD.replace("[flow]", "[flow]\n" + entry))
                self.assertIn(entry.split()[0], self.refuse(2, "dataset", "--card", card, "--out", "d.h5"))


class PublishedFlowTest(ProgramTest):
    """The published flow goes through the same stages by card."""

    CARD = TINY_CARD.replace("[flow]", '[flow]\nkind = "published"\nsize = "custom"\nranges_mev = [200, 260, 240, 300]')

    def test_the_whole_chain_runs_and_every_subcommand_takes_its_file(self):
        card = self.write("published.toml", self.CARD)
        said = self.succeed("run", "--card", card, "--threads", 2).stdout
        for model in ("1s1/2 200-260 MeV", "1s1/2 240-300 MeV", "1p3/2 200-260 MeV", "1p3/2 240-300 MeV"):
            self.assertIn(model, said)
        self.assertIn("reused", self.succeed("run", "--card", card, "--threads", 1).stdout)
        surrogate = "run/surrogate.h5"
        self.succeed("validate", "--card", card, "--surrogate", surrogate)
        events = []
        for threads in (1, 2):
            self.succeed("generate", "--card", card, "--surrogate", surrogate, "--threads", threads,
                         "--out", f"e{threads}")
            events.append((self.folder / f"e{threads}.h5").read_bytes())
        self.assertEqual(*events)

    def test_its_defaults_are_those_of_the_published_training(self):
        card = self.write("enis.toml", self.CARD.replace("[train]", "[train]\nenis = true"))
        self.succeed("run", "--card", card, "--threads", 2)
        effective = (self.folder / "run" / "card.toml").read_text()
        for line in ("flat_fraction = 1", "average = 0", "learning_rate = 0.0003", "steps = 60"):
            self.assertRegex(effective, rf"(?m)^{line}(\.0)?$")
