"""Sounds in which nobody speaks (../nonspeech.py) -> a set as the recorded ones, without text.

    python3 nonspeech_set.py FOLDER [--hours 1.5] [--seed 11]

Writes FOLDER/nonspeech.opus and FOLDER/nonspeech.tsv; the speaker of an utterance is the kind of sound.
"""
import argparse
import pathlib
import sys

import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

import nonspeech
from synthesise import write_set

LENGTH = (0.6, 9)  # seconds of an utterance


def utterances(seed, hours):
    """(kind, no text, samples), cut anywhere."""
    random = numpy.random.default_rng(seed)
    for kind, samples in nonspeech.sounds(seed, 60 * hours):
        at = 0
        while at < len(samples):
            end = at + int(random.uniform(*LENGTH) * nonspeech.RATE)
            if end <= len(samples):
                yield kind, "", samples[at:end]
            at = end


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--hours", type=float, default=1.5)
    parser.add_argument("--seed", type=int, default=11, help="another one than what is measured on")
    options = parser.parse_args()
    write_set(options.folder, "nonspeech", utterances(options.seed, options.hours), options.hours)


if __name__ == "__main__":
    main()
