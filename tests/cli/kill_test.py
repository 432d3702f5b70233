"""Killed at any moment, every stage goes on and ends with the files of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
import time

from program import NEREUS, TINY_CARD, ProgramTest, table_content

KILLS = 20  # of each stage, one of them by Ctrl-C

# Two shells of one table each, in a second or two.
TABLE_CARD = """
[model]
final_state = "plane_wave"
[evaluator]
e_nu_max_mev = 200
accuracy = 1e-3
directory = "tables"
"""

# Low energies, no tables and a lower accuracy: 0.1 ms an event.
UNWEIGHTED_CARD = """
[model]
accuracy = 1e-3
[evaluator]
kind = "direct"
[generate]
e_nu_max_mev = 250
cap_quantile = 0.99
pilot_events = 5000
"""


class KillTest(ProgramTest):
    def start(self, arguments):
        environment = {**os.environ, "XDG_CACHE_HOME": self.cache}
        return subprocess.Popen([NEREUS, *map(str, arguments)], cwd=self.folder, env=environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def read(self, name):
        path = self.folder / name
        return table_content(path) if name.startswith("tables/") else path.read_bytes()

    def read_all(self, outputs):
        return {name: self.read(name) for name in outputs}

    def names(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def remove(self, outputs):
        for name in outputs:
            (self.folder / name).unlink()

    def kill_at_random_moments(self, *arguments, outputs):
        """Interrupts the command until KILLS of them have hit it; a run that comes to its end starts anew.

        Moments are drawn from a fixed seed as fractions of the time that an undisturbed run takes.
        """
        before = time.monotonic()
        self.succeed(*arguments)
        duration = time.monotonic() - before
        expected, names = self.read_all(outputs), self.names()
        self.remove(outputs)
        moments = random.Random(f"{arguments[0]} {len(outputs)}")
        hits, ends = 0, 0
        while hits < KILLS:
            self.assertLess(ends, 3 * KILLS, "hardly any kill hits a run")
            process = self.start(arguments)
            time.sleep(duration * moments.uniform(0, 0.6))
            process.send_signal(signal.SIGINT if hits == 0 else signal.SIGKILL)
            if process.wait() == 0:
                # Too late: all is there, as at the end of an undisturbed run.
                self.assertEqual(self.read_all(outputs), expected)
                self.remove(outputs)
                ends += 1
            else:
                hits += 1
                for name in filter(lambda name: (self.folder / name).exists(), outputs):
                    self.assertEqual(self.read(name), expected[name], "half made")
        self.succeed(*arguments)
        self.assertEqual(self.read_all(outputs), expected)
        self.assertEqual(self.names(), names, "something was left behind")
        print(f"{arguments[0]}: {hits} kills within {duration:.2f} s, {ends} runs ended before", file=sys.stderr)

    def tiny_card(self):
        self.succeed("meanfield", "--out", "c12.h5")
        return self.write("tiny.toml", TINY_CARD + '[meanfield]\nfile = "c12.h5"\n')

    def test_dataset(self):
        card = self.tiny_card()
        self.kill_at_random_moments("dataset", "--card", card, "--threads", 2, "--out", "d.h5", outputs=["d.h5"])

    def test_table(self):
        card = self.write("table.toml", TABLE_CARD)
        self.succeed("table", "--card", card)
        tables = [f"tables/{path.name}" for path in (self.folder / "tables").iterdir() if path.suffix == ".h5"]
        self.assertEqual(len(tables), 2)
        self.remove(tables)
        self.kill_at_random_moments("table", "--card", card, "--threads", 2, outputs=tables)

    def test_train(self):
        card = self.tiny_card()
        self.succeed("dataset", "--card", card, "--out", "d.h5")
        self.kill_at_random_moments("train", "--card", card, "--dataset", "d.h5", "--out", "s.h5", outputs=["s.h5"])

    def test_emulated_events(self):
        command = ["generate", "--mode", "emulate", "--events", 40000, "--seed", 5, "--threads", 2]
        self.kill_at_random_moments(*command, "--out", "e", outputs=["e.h5", "e.hepmc3", "e.manifest.json"])

    def test_unweighted_events(self):
        """Two blocks of pilot events, whose cap the rerun must find again, and three of accepted ones."""
        card = self.write("u.toml", UNWEIGHTED_CARD)
        command = ["generate", "--card", card, "--mode", "unweighted", "--events", 9000, "--seed", 5, "--threads", 2]
        self.kill_at_random_moments(*command, "--out", "e", outputs=["e.h5", "e.hepmc3", "e.manifest.json"])

    def test_a_shard(self):
        command = ["generate", "--mode", "emulate", "--events", 80000, "--seed", 5, "--threads", 2]
        self.kill_at_random_moments(*command, "--shard", "1/2", "--out", "e",
                                    outputs=["e.shard1of2.h5", "e.shard1of2.manifest.json"])
