"""Test lines, and character error rates on them."""
import functools
import re

import numpy
import torch

from lines import real
from lines.alphabet import decode
from lines.line import make
from lines.view import HEIGHT, cut
from model import picture_batch

from edits import distance  # of models/speech/train, which model.py puts on the path

FOLDED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "⸗": "-"})
OWN = {"scene": 7001, "screen": 7002, "mixed": 7003}  # seeds of our own test lines; training has small ones
SHORT = {
    "synth": 40,
    "synth_rot": 30,
    "synth_jpeg": 30,
    "sroie": 80,
    "oldbooks": 30,
    "fraktur": 15,
    "scene": 100,
    "screen": 80,
    "mixed": 60
}


def own(name, count):
    """Lines in held-back fonts with held-back words; those of screens are 8 to 12 pixels."""
    style = None if name == "mixed" else name
    return [
        make(OWN[name], index, style, True, True, sizes=(8, 12) if name == "screen" else None) for index in range(count)
    ]


@functools.lru_cache()
def drawn(short=False, count=400):
    """{set: [(picture, text)]}, the halves of the sets that are not trained on and our own; short: a few of each."""
    found = {name: real.lines(name, False) for name in real.SETS}
    if short:
        found = {name: lines[::max(1, len(lines) // SHORT[name])][:SHORT[name]] for name, lines in found.items()}
    return found | {name: own(name, SHORT[name] if short else count) for name in OWN}


@functools.lru_cache()
def samples(short=False):
    """The same, the lines cut out."""
    return {name: cut_out(lines) for name, lines in drawn(short).items()}


def cut_out(lines):
    pictures, texts = zip(*lines)
    blank = numpy.full((HEIGHT, 16), 255, "u1")
    return [(blank if line is None else line, text) for line, text in zip(cut(pictures), texts)]


def normalised(text, fold_case):
    text = re.sub(r"\s+", " ", text.translate(FOLDED)).strip()
    return text.casefold() if fold_case else text


def texts_of(model, pictures):
    """What the model reads on each picture by itself."""
    model.eval()
    with torch.no_grad():
        return [decode(model(picture_batch([picture]))[:, 0].argmax(1).tolist()) for picture in pictures]


def compared(name, truths, texts):
    """Character error rate in % and [(truth, text)] of a set."""
    fold = name in real.CASELESS
    results = [(normalised(truth, fold), normalised(text, fold)) for truth, text in zip(truths, texts)]
    return 100 * sum(distance(*pair) for pair in results) / sum(len(truth) for truth, _ in results), results


def score(model, name, pairs):
    """What `compared` says of the lines of a set."""
    pictures, truths = zip(*pairs)
    return compared(name, truths, texts_of(model, pictures))
