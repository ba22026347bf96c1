"""Checkpoint -> model files.

    python3 export.py work/NAME.pt print.safetensors [--int8 print-int8.safetensors] [--check LONGHAND]

The averaged weights are exported: as F16, and with --int8 the matrices in int8, a factor for each output channel.
--check runs the files with the `longhand` command of this path and compares the probabilities with PyTorch's.
"""
import argparse
import subprocess
import tempfile

import numpy
import torch

from evaluate import loaded
from lines import real
from lines.alphabet import ALPHABET, BLANK
from lines.view import HEIGHT
from measure import samples
from model import architecture, picture_batch

import weights  # of models/speech/train, which model.py puts on the path

TRAINING_DATA = [
    ("lines rendered in the fonts of Debian's packages (train/packages.txt), of texts as follows", "ours"),
    ("War and Peace, Great Expectations, Sherlock Holmes, Pride and Prejudice", "public domain"),
    ("Tatoeba sentences, German", "CC-BY-2.0-FR"),
    ("words of Debian's word lists, sentences of Debian's fortunes", "as packaged"),
    ("half of: ICDAR 2019 SROIE lines", "MIT"),
    ("half of: lines of old-books-dataset", "GPL-3.0"),
    ("half of: archiscribe-corpus lines", "CC-BY-4.0"),
]


def describe(version):
    """`__metadata__.longhand` of the model file (see models/FORMAT.md)."""
    return {
        "format": 1,
        "kind": "ocr",
        "name": "print",
        "version": version,
        "language": "Latin script",
        "height": HEIGHT,
        "image": {
            "channels": 1,
            "mean": [0.0],
            "std": [1.0]
        },
        "architecture": architecture(),
        "alphabet": ALPHABET,
        "blank": BLANK,
        "sure_of_text": 40,  # what it makes of noise has at most 22
        "licence": "CC-BY-SA-4.0",
        "training_data": [{
            "name": name,
            "licence": licence
        } for name, licence in TRAINING_DATA],
    }


def rows_quantised(tensors):
    """Matrices and convolutions become I8 with a factor per output channel."""
    flat = {name: tensor.reshape(len(tensor), -1) if tensor.ndim > 1 else tensor for name, tensor in tensors.items()}
    return {
        name: made.reshape(tensors[name].shape) if name in tensors else made
        for name, made in weights.quantise(flat).items()
    }


def check(command, path, model):
    """The largest difference between the command's probabilities and PyTorch's, over a line of each test set."""
    pictures = [lines[1][0] for name, lines in samples(short=True).items() if name in real.SETS]
    return max(difference(command, path, model, picture) for picture in pictures)


def difference(command, path, model, picture):
    """Of the probabilities of a line."""
    x = picture_batch([picture])
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file, torch.no_grad():
        numpy.savetxt(file, x[0, 0].T.numpy(), fmt="%.9g")
        file.flush()
        printed = subprocess.run([command, "run", path, file.name], check=True, capture_output=True, text=True).stdout
        logits = torch.tensor([[float(number) for number in line.split()] for line in printed.splitlines()])
        return float((logits.softmax(1) - model(x)[:, 0].exp()).abs().max())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("model")
    parser.add_argument("--int8")
    parser.add_argument("--check", metavar="LONGHAND")
    parser.add_argument("--version", default="0.1.0")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = loaded(options.checkpoint)
    tensors = {
        name: tensor.numpy().astype("f2")
        for name, tensor in model.state_dict().items() if not name.endswith("num_batches_tracked")
    }
    weights.write(options.model, tensors, describe(options.version))
    if options.int8:
        weights.write(options.int8, rows_quantised(tensors), describe(options.version))
    if options.check:
        for path in filter(None, [options.model, options.int8]):
            print(f"{path}: probabilities differ by at most {check(options.check, path, model):.2g}")


if __name__ == "__main__":
    main()
