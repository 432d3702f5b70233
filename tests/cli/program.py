"""Runs the program under test and checks how it answers."""

import csv
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import unittest

import h5py

NEREUS = os.environ["NEREUS"]
CARDS = pathlib.Path(__file__).resolve().parents[2] / "data" / "cards"
DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
TIME_LIMIT = 300 * int(os.environ.get("NEREUS_SLOWNESS", "1"))  # seconds of one command

# A shell that runs this in the background ignores Ctrl-C, and so would the program.
signal.signal(signal.SIGINT, signal.default_int_handler)

SUBCOMMANDS = ["meanfield", "xsec", "responses", "sigma", "electron-data", "t2k-data", "ghent-tables",
               "table", "dataset", "train", "generate", "merge", "reweight", "validate", "bench", "run"]

# Small enough for seconds: low energies and plane waves cost little, and a tiny network learns little.
TINY_CARD = """
nucleus = "C12"
[model]
final_state = "plane_wave"
[evaluator]
kind = "direct"
[dataset]
e_nu_max_mev = 300
points_per_shell = 2000
held_out_per_shell = 500
block_points = 500
[flow]
t_bins = 16
q_bins = 8
p_m_bins = 8
t_width = 8
q_width = 8
p_m_width = 8
phi_width = 8
t_depth = 1
q_depth = 1
p_m_depth = 1
phi_depth = 1
[train]
steps = 60
batch = 256
report_every = 10
[generate]
events = 2000
[validate]
samples = 5000
slice_mev = 400
"""


def table_content(path):
    """The numbers of a table and their certificate; the time that it took to make them is in the file too."""
    with h5py.File(path) as file:
        rows = [file[f"panels/{name}/rows"][()].tobytes() for name in sorted(file["panels"])]
        certificate = {name: dict(file[f"certificate/{name}"].attrs) for name in file["certificate"]}
        return rows, str(certificate)


class ProgramTest(unittest.TestCase):
    """A test with a scratch folder, in which the program runs."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        cache = tempfile.TemporaryDirectory()
        self.addCleanup(cache.cleanup)
        self.cache = cache.name

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def run_nereus(self, *arguments, largest_file=None, through=()):
        """
        largest_file: no file may grow beyond so many bytes, as on a full disk
        through: words of a command that starts the program
        """
        def limit():
            if largest_file is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        # Tables that a test makes are its own.
        environment = {**os.environ, "XDG_CACHE_HOME": self.cache}
        return subprocess.run([*through, NEREUS, *map(str, arguments)], cwd=self.folder, text=True,
                              capture_output=True, timeout=TIME_LIMIT, env=environment, preexec_fn=limit)

    def succeed(self, *arguments, **options):
        answer = self.run_nereus(*arguments, **options)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer

    def refuse(self, exit_code, *arguments, **options):
        """The program must stop with this exit code and a one-line message, which is returned."""
        answer = self.run_nereus(*arguments, **options)
        self.assertEqual(answer.returncode, exit_code, answer.stderr)
        errors = [line for line in answer.stderr.splitlines() if line.startswith("nereus: error: ")]
        self.assertEqual(len(errors), 1, answer.stderr)
        self.assertEqual(answer.stderr.splitlines()[-1], errors[0])
        self.assertNotIn("bug", errors[0])
        return errors[0]

    def read_csv(self, name):
        with open(self.folder / name, newline="") as file:
            return list(csv.DictReader(file))
