"""What is measured on the held-out recordings (see evaluate)."""
import dataclasses
import hashlib
import pathlib

import numpy

from features import decode
from frontend import SAMPLE_RATE
from manifest import rows_of
from score import error_rates

LISTED = 200  # sentences of the closed choice
DIGIT_STRINGS = 100


@dataclasses.dataclass(eq=False)  # two are the same only if they are one
class Spoken:
    text: str
    samples: numpy.ndarray  # float32, SAMPLE_RATE


def utterances(data, name):
    """-> (row of the table, Spoken) of all utterances of one set"""
    audio = decode(pathlib.Path(data) / f"{name}.opus")
    cut = lambda row: audio[round(float(row["start"]) * SAMPLE_RATE) :
                            round(float(row["end"]) * SAMPLE_RATE)]
    rows = rows_of(pathlib.Path(data) / f"{name}.tsv")
    return [(row, Spoken(row["text"], cut(row))) for row in rows]


def held_out(data, name):
    """The dev and test utterances of one set."""
    return [(row, spoken) for row, spoken in utterances(data, name) if row["split"] != "train"]


def sentences(data, name):
    return [spoken for _, spoken in held_out(data, name)]


def digit_strings(data):
    """Strings of three to seven digits, each of one speaker, made by joining clips."""
    random = numpy.random.default_rng(5)
    clips = {}
    for row, spoken in held_out(data, "fsdd"):
        clips.setdefault(row["speaker"], []).append(spoken)
    strings = []
    for k in range(DIGIT_STRINGS):
        own = clips[sorted(clips)[k % len(clips)]]
        chosen = [own[i] for i in random.choice(len(own), random.integers(3, 8), replace=False)]
        strings.append(Spoken(" ".join(c.text for c in chosen),
                              numpy.concatenate([c.samples for c in chosen])))
    return strings


def closed_choice(utterances):
    """-> the listed sentences, utterances of them, as many utterances of other sentences."""
    by_text = {}
    for spoken in utterances:
        by_text.setdefault(spoken.text, spoken)
    order = sorted(by_text, key=lambda text: hashlib.md5(text.encode()).digest())
    listed = order[:LISTED]
    return listed, [by_text[t] for t in listed], [by_text[t] for t in order[LISTED:2 * LISTED]]


def equal_error_rate(inside, outside):
    """inside: (chosen correctly, confidence) of each listed utterance; outside: confidences of the
    others -> percent of either kind of error where both are equally frequent. A listed utterance
    that is taken for another sentence is an error at every threshold."""
    thresholds = sorted({c for _, c in inside} | set(outside))
    rates = [(numpy.mean([not right or c < limit for right, c in inside]),
              numpy.mean([c >= limit for c in outside])) for limit in [*thresholds, numpy.inf]]
    return 100 * min(map(max, rates))


def word_error_rate(spoken, heard):
    return error_rates([(s.text, text) for s, text in zip(spoken, heard)])
