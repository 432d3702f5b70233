"""`nereus generate --mpi`: ranks are shards. Without MPI in the build it is refused."""

import os
import shutil
import subprocess
import unittest

from program import NEREUS, TIME_LIMIT, ProgramTest

BUILT_WITH_MPI = os.environ.get("NEREUS_MPI") == "1"


class RanksTest(ProgramTest):
    def mpirun(self, *arguments):
        environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
        return subprocess.run(["mpirun", "--oversubscribe", "-n", "3", NEREUS, "generate", "--mpi", "--threads", "1",
                               "--mode", "emulate", *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=TIME_LIMIT, env=environment)

    @unittest.skipIf(BUILT_WITH_MPI, "built with MPI")
    def test_a_program_without_mpi_says_so(self):
        self.assertIn("NEREUS_MPI=ON", self.refuse(2, "generate", "--mpi"))

    def test_what_makes_no_sense_with_ranks_is_refused(self):
        self.assertIn("--shard", self.refuse(2, "generate", "--mpi", "--shard", "1/2"))
        self.assertIn("standard output", self.refuse(2, "generate", "--mpi", "--out", "-"))

    @unittest.skipUnless(BUILT_WITH_MPI and shutil.which("mpirun"), "needs a build with MPI, and mpirun")
    def test_ranks_give_the_files_of_one_process(self):
        self.succeed("generate", "--mode", "emulate", "--events", 50000, "--seed", 7, "--out", "whole")
        answer = self.mpirun("--events", "50000", "--seed", "7", "--out", "ranks")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        for suffix in (".h5", ".hepmc3"):
            self.assertEqual((self.folder / f"ranks{suffix}").read_bytes(), (self.folder / f"whole{suffix}").read_bytes())

    @unittest.skipUnless(BUILT_WITH_MPI and shutil.which("mpirun"), "needs a build with MPI, and mpirun")
    def test_a_rank_that_fails_ends_the_run(self):
        (self.folder / "bad.shard2of3.h5").mkdir()
        answer = self.mpirun("--events", "50000", "--out", "bad")
        self.assertEqual(answer.returncode, 3, answer.stderr)
        self.assertIn("bad.shard2of3.h5", answer.stderr)
        self.assertIn("another rank has failed", answer.stderr)
        self.assertFalse((self.folder / "bad.h5").exists())
