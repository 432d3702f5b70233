"""`nereus generate` and `nereus merge`: modes, shards, pipes, full disks and kills, with the shipped surrogate."""

import gzip
import json
import os
import signal
import subprocess
import time

import h5py
import numpy

from program import NEREUS, TIME_LIMIT, ProgramTest


class GenerateTest(ProgramTest):
    def generate(self, prefix, *arguments, events=300):
        return self.succeed("generate", "--evaluator", "direct", "--events", events, "--seed", 7, "--out", prefix, *arguments).stdout

    def read(self, name):
        return (self.folder / name).read_bytes()

    def manifest(self, prefix):
        return json.loads((self.folder / f"{prefix}.manifest.json").read_text())


class ModeTest(GenerateTest):
    def test_emulated_events_are_marked_in_every_output(self):
        text = self.generate("e", "--mode", "emulate", events=20000)
        self.assertIn("BIASED", text)
        self.assertIs(self.manifest("e")["biased"], True)
        self.assertIn(b"nereus.biased 1\n", self.read("e.hepmc3")[:20000])
        with h5py.File(self.folder / "e.h5") as file:
            self.assertEqual(file["events"].attrs["biased"], 1)
            numpy.testing.assert_array_equal(file["events/weight"][:], 1)

    def test_unweighted_events_report_acceptance_and_overweight_events(self):
        card = self.write("c.toml", "[generate]\ncap_quantile = 0.99\npilot_events = 1000\n")
        text = self.generate("u", "--mode", "unweighted", "--card", card)
        manifest = self.manifest("u")
        self.assertRegex(text, r"accepted \d+\.\d+ % of \d+ proposals with cap \d\.\d+; \d+ events above it")
        self.assertEqual(manifest["events"], 300)
        self.assertGreater(manifest["trials"], 300)
        self.assertGreater(manifest["acceptance"], 0.9)
        with h5py.File(self.folder / "u.h5") as file:
            events = file["events"]
            self.assertEqual(events["trials"][:].sum(), manifest["trials"])
            self.assertEqual((events["weight"][:] > 1).sum(), manifest["overweight_events"])

    def test_emulated_events_do_not_pass_for_validated_ones(self):
        self.generate("e", "--mode", "emulate")
        self.assertIn("emulate", self.refuse(2, "validate", "--events", "e.h5"))

    def test_what_cannot_be_generated_is_refused_before_any_work(self):
        self.assertIn("weighted", self.refuse(2, "generate", "--mode", "weigthed"))
        self.assertIn("'5/4'", self.refuse(2, "generate", "--shard", "5/4"))
        self.assertIn("standard output", self.refuse(2, "generate", "--shard", "1/4", "--out", "-"))
        self.assertIn("anti_nu_mu", self.refuse(2, "generate", "--flux", "MiniBooNE_RHC_numub"))
        self.assertIn("take one of: T2K_ND280", self.refuse(2, "generate", "--flux", "T2K"))
        self.assertIn("both", self.refuse(2, "generate", "--pot", "1e21"))
        self.assertIn("normalisation", self.refuse(2, "generate", "--pot", "1e21", "--target-mass-t", "1", "--flux",
                                                   "MiniBooNE_FHC_numu"))
        self.assertIn("pilot_events", self.refuse(2, "generate", "--mode", "unweighted", "--card", self.write(
            "c.toml", "[generate]\npilot_events = 1000\n")))
        self.assertIn("hepmc3 = false", self.refuse(2, "generate", "--events", "3000000000"))
        self.assertEqual(os.listdir(self.cache), [], "tables were made before the options were looked at")

    def test_another_model_cannot_be_emulated(self):
        card = self.write("c.toml", '[form_factors]\nM_A_mev = 1100\n[generate]\nflux = "mono:300"\n')
        self.assertIn("another model", self.refuse(4, "generate", "--mode", "emulate", "--allow-foreign-surrogate",
                                                   "--card", card))

    def test_a_surrogate_of_another_model_proposes_only_on_purpose(self):
        varied = ("--set", "form_factors.M_A_mev=1100", "--flux", "mono:300")
        message = self.refuse(4, "generate", *varied)
        self.assertRegex(message, r"[0-9a-f]{64}.*[0-9a-f]{64}.*--allow-foreign-surrogate")
        self.assertIn("RESS 9", self.generate("e", "--allow-foreign-surrogate", *varied, events=2000))


class ExposureTest(GenerateTest):
    def test_the_count_is_flux_times_cross_section_times_nuclei(self):
        text = self.generate("e", "--pot", "1e21", "--target-mass-t", "1")
        manifest = self.manifest("e")
        # The file's header: 958972716100 /cm2/50 MeV/1e21 POT times GeV, 82.32... % of it in the range.
        neutrinos = 958972716100 / 0.05 * manifest["flux_kept_fraction"]
        nuclei = 6.02214076e23 * 1e6 / 12
        expected = neutrinos * manifest["flux_averaged_sigma_1e-38cm2"] * 1e-38 * nuclei
        self.assertAlmostEqual(manifest["expected_events"] / expected, 1, delta=1e-6)
        self.assertIn("the exposure makes", text)
        with h5py.File(self.folder / "e.h5") as file:
            stored = file["events"].attrs
            self.assertEqual((stored["pot"], stored["target_mass_t"]), (1e21, 1))
            self.assertEqual(stored["expected_events"], manifest["expected_events"])
        head = (self.folder / "e.hepmc3").read_bytes()[:40000]
        for name in (b"nereus.pot", b"nereus.target_mass_t", b"nereus.expected_events"):
            self.assertIn(name, head)
        # Another exposure makes the same events, and its own count.
        self.generate("e", "--pot", "2e21", "--target-mass-t", "1")
        self.assertAlmostEqual(self.manifest("e")["expected_events"] / expected, 2, delta=2e-6)


class PipeTest(GenerateTest):
    def test_standard_output_gets_the_bytes_of_the_file(self):
        self.generate("e")
        for arguments, unpack in (([], bytes), (["--gzip"], gzip.decompress)):
            command = [NEREUS, "generate", "--evaluator", "direct", "--events", "300", "--seed", "7", "--out", "-", *arguments]
            answer = subprocess.run(command, cwd=self.folder, capture_output=True, check=True, timeout=TIME_LIMIT)
            # The key hepmc3_gz is part of the fingerprint and of the card.
            lines = lambda text: [line for line in text.splitlines() if not line.startswith(b"A nereus.")]
            self.assertEqual(lines(unpack(answer.stdout)), lines(self.read("e.hepmc3")))
            self.assertIn(b"300 weighted events", answer.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()),
                         ["e.h5", "e.hepmc3", "e.manifest.json"])

    def test_a_full_device_is_one_error(self):
        with open("/dev/full", "wb") as full:
            answer = subprocess.run([NEREUS, "generate", "--evaluator", "direct", "--events", "300", "--out", "-"], cwd=self.folder, stdout=full,
                                    stderr=subprocess.PIPE, text=True, timeout=TIME_LIMIT)
        self.assertEqual(answer.returncode, 3)
        self.assertIn("nereus: error: cannot write standard output (No space left on device)", answer.stderr)


class DiskTest(GenerateTest):
    def test_compressed_files_hold_the_events_of_the_plain_ones(self):
        self.generate("plain")
        self.generate("packed", "--gzip")
        lines = lambda text: [line for line in text.splitlines() if not line.startswith(b"A nereus.")]
        self.assertEqual(lines(gzip.decompress(self.read("packed.hepmc3.gz"))), lines(self.read("plain.hepmc3")))
        self.assertFalse((self.folder / "packed.hepmc3").exists())
        self.assertEqual(self.manifest("packed")["files"]["hepmc3"]["name"], "packed.hepmc3.gz")

    def test_interrupted_and_killed_runs_end_with_the_same_files(self):
        arguments = [NEREUS, "generate", "--mode", "emulate", "--events", "50000", "--seed", "7", "--gzip"]
        subprocess.run([*arguments, "--out", "whole"], cwd=self.folder, check=True, capture_output=True, timeout=TIME_LIMIT)
        for how in (signal.SIGINT, signal.SIGKILL):
            process = subprocess.Popen([*arguments, "--out", "e"], cwd=self.folder, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            for _ in range(3000):
                if len(list(self.folder.glob("e.blocks/block_*.h5"))) >= 1:
                    break
                time.sleep(0.01)
            process.send_signal(how)
            self.assertNotEqual(process.wait(), 0)
            self.assertFalse((self.folder / "e.h5").exists())
        subprocess.run([*arguments, "--out", "e"], cwd=self.folder, check=True, capture_output=True, timeout=TIME_LIMIT)
        for suffix in (".h5", ".hepmc3.gz"):
            self.assertEqual(self.read("e" + suffix), self.read("whole" + suffix), suffix)
        self.assertEqual(list(self.folder.glob("e*.blocks")) + list(self.folder.glob("*.part")), [])


class ShardTest(GenerateTest):
    def test_merged_shards_are_the_files_of_one_run(self):
        arguments = ["--mode", "emulate", "--pot", "1e21", "--target-mass-t", "1"]
        self.generate("run", *arguments, events=50000)
        for index in (3, 1, 2):
            self.generate("part", *arguments, "--shard", f"{index}/3", events=50000)
        shards = [f"part.shard{index}of3.h5" for index in (2, 3, 1)]
        self.succeed("merge", *shards, "--out", "merged")
        for suffix in (".h5", ".hepmc3"):
            self.assertEqual(self.read("merged" + suffix), self.read("run" + suffix), suffix)
        ours, whole = self.manifest("merged"), self.manifest("run")
        for manifest in (ours, whole):
            del manifest["sha256_of_the_rest"]
            for file in manifest["files"].values():
                del file["name"]
        self.assertEqual(ours, whole)
        self.assertGreater(ours["expected_events"], 0)

    def test_shards_that_do_not_fit_are_refused(self):
        for index in (1, 2):
            self.generate("part", "--mode", "emulate", "--shard", f"{index}/2")
        self.generate("other", "--mode", "emulate", "--shard", "2/2", "--flux", "flat")
        self.assertIn("2/2 is missing", self.refuse(2, "merge", "part.shard1of2.h5", "--out", "m"))
        self.assertIn("fingerprints", self.refuse(4, "merge", "part.shard1of2.h5", "other.shard2of2.h5", "--out", "m"))
        self.assertIn("no.h5", self.refuse(3, "merge", "no.h5", "--out", "m"))
        self.assertIn("--out", self.refuse(2, "merge", "part.shard1of2.h5"))
