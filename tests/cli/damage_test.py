"""Truncated and altered files are refused by name, or made again; events and surrogates of damaged files do not exist."""

import random

from program import TINY_CARD, ProgramTest


def damaged(content):
    """Copies of a file: cut at three lengths, and with one bit of four bytes flipped. Fixed seed."""
    chance = random.Random(len(content))
    for length in (0, chance.randrange(600), chance.randrange(len(content))):
        yield content[:length]
    for position in (chance.randrange(512), *(chance.randrange(len(content)) for _ in range(3))):
        changed = bytearray(content)
        changed[position] ^= 1 << chance.randrange(8)
        yield bytes(changed)


class DamageTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.succeed("meanfield", "--out", "c12.h5")
        self.card = self.write("tiny.toml", TINY_CARD + '[meanfield]\nfile = "c12.h5"\n')

    def refuse_damage(self, name, *command):
        """The command reads the file `name`: as it is, and not once it is damaged."""
        path = self.folder / name
        whole = path.read_bytes()
        for content in damaged(whole):
            path.write_bytes(content)
            with self.subTest(name, bytes=len(content)):
                self.assertIn(name, self.refuse(3, *command))
        path.write_bytes(whole)
        self.succeed(*command)

    def test_the_files_of_every_stage_are_refused(self):
        self.refuse_damage("c12.h5", "sigma", "--card", self.card, "--energies-mev", "250", "--out", "s.csv")
        self.succeed("run", "--card", self.card)
        self.refuse_damage("run/dataset.h5", "train", "--card", self.card, "--dataset", "run/dataset.h5", "--out", "t.h5")
        use = ["--card", self.card, "--surrogate", "run/surrogate.h5"]
        self.refuse_damage("run/surrogate.h5", "generate", *use, "--events", 100, "--out", "e")
        self.refuse_damage("run/sigma.h5", "generate", *use, "--events", 100, "--out", "e",
                           "--set", 'generate.sigma_table="run/sigma.h5"')
        self.refuse_damage("run/events.h5", "validate", "--card", self.card, "--events", "run/events.h5")
        self.refuse_damage("run/events.h5", "reweight", "run/events.h5", "--name", "a", "--out", "a",
                           "--set", "form_factors.M_A_mev=1100")
        self.succeed("generate", *use, "--events", 100, "--shard", "1/2", "--out", "p")
        self.succeed("generate", *use, "--events", 100, "--shard", "2/2", "--out", "p")
        self.refuse_damage("p.shard1of2.h5", "merge", "p.shard1of2.h5", "p.shard2of2.h5", "--out", "m")

    def test_records_of_stages_are_made_again(self):
        self.succeed("run", "--card", self.card)
        run = self.folder / "run"
        files = {path.name: path.read_bytes() for path in run.iterdir()}
        for name in ("events.stage.json", "validation.stage.json", "events.manifest.json"):
            for content in damaged(files[name]):
                (run / name).write_bytes(content)
                with self.subTest(name, bytes=len(content)):
                    self.succeed("run", "--card", self.card)
                    self.assertEqual({path.name: path.read_bytes() for path in run.iterdir()}, files)
