"""Runs the original network and Longhand on the same random input."""
import os
import pathlib
import subprocess
import tempfile

import numpy

from .values import ConvertError

BUILT = pathlib.Path(__file__).resolve().parents[2] / "build/native/core/cli/longhand"


def command():
    """The native `longhand`: LONGHAND of the environment names it."""
    return os.environ.get("LONGHAND", str(BUILT))


def can_run():
    """Whether the command is there and has `run`."""
    try:
        return subprocess.run([command(), "run", "--help"], capture_output=True).returncode == 0
    except OSError:
        return False


def takes_integers(conversion):
    return conversion.description["architecture"][0]["type"] == "embedding"


def sample(conversion, steps, seed=1):
    """A random input, [steps][1][height][channels]; of an embedding, numbers that it has rows for."""
    random = numpy.random.default_rng(seed)
    if takes_integers(conversion):
        size = conversion.description["architecture"][0]["num_embeddings"]
        return random.integers(0, size, (steps, 1, 1, 1)).astype("f4")
    return random.standard_normal((steps, 1, conversion.height, conversion.channels)).astype("f4")


def run_longhand(model, data):
    """-> [steps][numbers]"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "input.tsv"
        numpy.savetxt(path, data.reshape(len(data), -1), fmt="%.9g", delimiter="\t")
        done = subprocess.run([command(), "run", str(model), str(path)], capture_output=True, text=True)
    if done.returncode:
        raise ConvertError(f"longhand run: {done.stderr.strip()}")
    return numpy.array([line.split() for line in done.stdout.splitlines()], "f8")


def ended(output, end):
    """Longhand's output through what the conversion left off."""
    if not end:
        return output
    output = output - output.max(1, keepdims=True)
    output = output - numpy.log(numpy.exp(output).sum(1, keepdims=True))
    return output if end == "log_softmax" else numpy.exp(output)


def largest_difference(conversion, output, original):
    """`output`: [steps][numbers] of Longhand; `original`: what the original network puts out for the same input."""
    original, output = conversion.from_original(original), ended(output, conversion.end)
    if output.shape != original.shape:
        sizes = "{} steps of {} numbers, the original has {} of {}"
        raise ConvertError(sizes.format(*output.shape, *original.shape))
    return float(numpy.abs(output - original).max())
