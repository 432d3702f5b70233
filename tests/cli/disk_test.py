"""Full disks and folders that cannot be written: one error, no half-made file, and what was done before stays of use."""

import os
import subprocess
import unittest

from program import TINY_CARD, ProgramTest, table_content

CARD = TINY_CARD + """
[meanfield]
file = "c12.h5"
"""

TABLE_CARD = """
[model]
final_state = "plane_wave"
[evaluator]
e_nu_max_mev = 180
accuracy = 1e-3
directory = "out/tables"
"""


def can_mount():
    """Whether a folder can be made read-only for root too, who may write everywhere."""
    answer = subprocess.run(["unshare", "-m", "mount", "--bind", "/tmp", "/tmp"], capture_output=True)
    return answer.returncode == 0


class DiskTest(ProgramTest):
    """Every stage with its outputs in the folder `out`, its inputs beside it."""

    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.out.mkdir()
        self.succeed("meanfield", "--out", "c12.h5")
        self.card = self.write("tiny.toml", CARD)
        self.table_card = self.write("table.toml", TABLE_CARD)

    def stages(self):
        """Stage by stage: its name, its command, and the files that it makes. The inputs are made on the way."""
        yield "mean field", ["meanfield", "--out", "out/m.h5", "--json", "out/m.json"], ["m.h5", "m.json"]
        yield "dataset", ["dataset", "--card", self.card, "--out", "out/d.h5"], ["d.h5"]
        self.succeed("dataset", "--card", self.card, "--out", "d.h5")
        yield "training", ["train", "--card", self.card, "--dataset", "d.h5", "--out", "out/s.h5"], ["s.h5"]
        self.succeed("train", "--card", self.card, "--dataset", "d.h5", "--out", "s.h5")
        use = ["--card", self.card, "--surrogate", "s.h5"]
        events = ["generate", *use, "--events", 9000, "--seed", 1, "--out", "out/e"]
        yield "events", events, ["e.h5", "e.hepmc3", "e.manifest.json"]
        yield "validation", ["validate", *use, "--out", "out/report.json"], ["report.json"]
        yield "cross sections", ["sigma", "--card", self.card, "--energies-mev", "250,300", "--out", "out/s.csv"], ["s.csv"]

    def files(self):
        """What lies in the folder, but for the time that a training took, which no two runs share."""
        files = [path for path in self.out.rglob("*") if path.is_file() and not path.name.endswith(".training.json")]
        return {str(path.relative_to(self.out)): path.read_bytes() for path in files}

    def test_a_full_disk_is_one_error_and_leaves_nothing_half_made(self):
        for stage, command, outputs in self.stages():
            self.succeed(*command)
            expected = {name: (self.out / name).read_bytes() for name in outputs}
            for name in outputs:
                (self.out / name).unlink()
            largest = max(len(content) for content in expected.values())
            for limit in (0, largest // 2, largest - 1):
                with self.subTest(stage, limit=limit):
                    self.assertIn("cannot write", self.refuse(3, *command, largest_file=limit))
                    left = self.files()
                    for name, content in left.items():
                        self.assertFalse(name.endswith(".part"), name)
                        self.assertTrue(name not in expected or content == expected[name], f"{name} is half made")
                    self.assertFalse(set(outputs) <= set(left), "it did fail")
            # With room again it goes on, and ends with the same files.
            self.succeed(*command)
            for name in outputs:
                self.assertEqual((self.out / name).read_bytes(), expected[name], name)
            self.assertEqual(set(self.files()), set(outputs))
            for name in outputs:
                (self.out / name).unlink()

    def test_blocks_that_were_made_before_the_disk_was_full_are_used(self):
        command = ["dataset", "--card", self.card, "--out", "out/d.h5"]
        self.succeed(*command)
        dataset = (self.out / "d.h5").read_bytes()
        (self.out / "d.h5").unlink()
        self.refuse(3, *command, largest_file=len(dataset) - 1)
        blocks = {name: content for name, content in self.files().items() if "block_" in name}
        self.assertGreater(len(blocks), 3)
        # A block that is there is not made again.
        before = {name: (self.out / name).stat().st_mtime_ns for name in blocks}
        self.refuse(3, *command, largest_file=len(dataset) - 1)
        self.assertEqual({name: (self.out / name).stat().st_mtime_ns for name in blocks}, before)
        self.succeed(*command)
        self.assertEqual(self.files(), {"d.h5": dataset})

    def test_tables_on_a_full_disk(self):
        command = ["table", "--card", self.table_card]
        self.succeed(*command)
        tables = {path.name: table_content(path) for path in (self.out / "tables").glob("*.h5")}
        size = max(path.stat().st_size for path in (self.out / "tables").glob("*.h5"))
        for path in (self.out / "tables").glob("*.h5"):
            path.unlink()
        for limit in (0, size // 2, size - 1):
            with self.subTest(limit=limit):
                self.assertIn("cannot write", self.refuse(3, *command, largest_file=limit))
                self.assertEqual([name for name in self.files() if name.endswith(".part")], [])
        self.succeed(*command)
        self.assertEqual({path.name: table_content(path) for path in (self.out / "tables").glob("*.h5")}, tables)

    def test_folders_that_cannot_be_written_are_one_error(self):
        through = ()
        if os.geteuid() == 0:
            if not can_mount():
                raise unittest.SkipTest("root may write everywhere, and may not mount")
            read_only = f"mount --bind {self.out} {self.out} && mount -o remount,ro,bind {self.out} && exec \"$0\" \"$@\""
            through = ("unshare", "-m", "sh", "-c", read_only)
        else:
            self.out.chmod(0o500)
            self.addCleanup(self.out.chmod, 0o700)
        table = ("table", ["table", "--card", self.table_card], [])
        for stage, command, _ in (*self.stages(), table):
            with self.subTest(stage):
                self.assertIn("out", self.refuse(3, *command, through=through))
                self.assertEqual(self.files(), {})
