"""Where long utterances can be cut -> work/cuts.tsv: row of the manifest, frame, letters before it.

    python3 align.py ../en.safetensors [--work work]

A model that knows some English aligns the text (Viterbi, CTC). A pause of the sound that lies between
the last letter of one word and the first of the next is a place to cut.
"""
import argparse
import csv
import pathlib

import numpy
import torch

import weights
from dataset import NOISE_ABOVE, Store, collate, stack
from features import WORK
from frontend import STACK
from model import Recogniser
from text import BLANK, encode

LONG = 600  # frames; shorter utterances stay whole
PAUSE = 18  # frames, the shortest pause to cut at
LATE = 30  # frames; the network writes a letter at most so long after its sound, as a rule
EARLY = 5  # frames before a word begins that its first letter may be written, at most
BATCH = 24


def viterbi(outputs, labels):
    """outputs: log probabilities [steps, labels] of one utterance; labels: its text -> step of the
    first and the last frame of each label on the best path, [count, 2]; None where it does not fit."""
    steps, extended = len(outputs), numpy.full(2 * len(labels) + 1, BLANK)
    extended[1::2] = labels
    skip = numpy.zeros(len(extended), bool)  # over a blank, between different labels
    skip[3::2] = extended[3::2] != extended[1:-2:2]
    score = numpy.full(len(extended), -numpy.inf, "f4")
    score[:2] = outputs[0, extended[:2]]
    came = numpy.zeros((steps, len(extended)), "u1")
    moves = numpy.full((3, len(extended)), -numpy.inf, "f4")
    for t in range(1, steps):
        moves[0], moves[1, 1:] = score, score[:-1]
        moves[2, 2:] = numpy.where(skip[2:], score[:-2], -numpy.inf)
        came[t] = moves.argmax(0)
        score = moves.max(0) + outputs[t, extended]
    state = len(extended) - 1 - int(score[-2] > score[-1])
    if not numpy.isfinite(score[state]):
        return None
    path = numpy.empty(steps, int)
    for t in range(steps - 1, -1, -1):
        path[t] = state
        state -= came[t, state]
    return numpy.array([numpy.flatnonzero(path == 2 * k + 1)[[0, -1]] for k in range(len(labels))])


def pauses(frames):
    """[(first, last)] of the runs of at least PAUSE quiet frames, none at the ends."""
    loudness = numpy.asarray(frames, "f4").mean(1)
    quiet = loudness < numpy.percentile(loudness, 10) + NOISE_ABOVE
    edges = numpy.flatnonzero(numpy.diff(quiet.astype(int), prepend=0, append=0)).reshape(-1, 2)
    return [(int(a), int(b)) for a, b in edges if b - a >= PAUSE and a > 0 and b < len(frames)]


def cuts(text, times, silent):
    """times: frames of each letter of the text, [letters, 2] -> [(frame, letters before)], one for
    each pause that one gap between words alone can be."""
    gaps = [k for k, symbol in enumerate(text) if symbol == " "]
    found = []
    for first, last in silent:
        fits = [k for k in gaps if times[k - 1, 1] < first + LATE and times[k + 1, 0] > last - EARLY]
        if len(fits) == 1:
            found.append(((first + last) // 2, fits[0]))
    return [cut for k, cut in enumerate(found) if k == 0 or cut[1] > found[k - 1][1]]


def load(path):
    tensors, about = weights.read(path)
    lstm = about["architecture"][0]
    model = Recogniser(lstm["hidden_size"], lstm["num_layers"])
    model.load_state_dict({k: torch.from_numpy(v) for k, v in weights.dequantise(tensors).items()})
    return model, *(numpy.array(about["features"][key], "f4") for key in ("mean", "std"))


def aligned(store, path):
    """(row, letter times in frames) of the long training utterances."""
    model, mean, std = load(path)
    rows = [i for i in store.select("train") if len(store.get(i)) > LONG]
    rows.sort(key=lambda i: len(store.get(i)))
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        x, lengths, _, _ = collate([(stack((store.get(i).astype("f4") - mean) / std), []) for i in batch])
        with torch.no_grad():
            outputs = model.fast(torch.from_numpy(x)).numpy()
        for column, row in enumerate(batch):
            times = viterbi(outputs[: lengths[column], column], encode(store.rows[row]["text"]))
            if times is not None:
                yield row, times * STACK


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--work", type=pathlib.Path, default=WORK)
    options = parser.parse_args()
    torch.set_num_threads(1)
    store = Store(options.work)
    with open(options.work / "cuts.tsv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["row", "frame", "letters"])
        for row, times in aligned(store, options.model):
            found = cuts(store.rows[row]["text"], times, pauses(store.get(row)))
            writer.writerows((row, *cut) for cut in found)


if __name__ == "__main__":
    main()
