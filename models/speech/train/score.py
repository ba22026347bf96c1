"""Greedy decoding, word and character error rates."""
import numpy
import torch

from dataset import collate, stack
from edits import distance
from text import ALPHABET, BLANK

EVALUATED = {  # name: (split, set)
    "an4-test": ("test", "an4-test"), "commonvoice-dev": ("dev", "commonvoice"),
    "speechocean-dev": ("dev", "speechocean-dev"), "fsdd-test": ("test", "fsdd"),
    "librispeech-testclean-a": ("test", "librispeech-testclean-a"),
}
MOST = 320  # utterances of a set, evenly spread
DIGITS_JOINED = 5  # fsdd clips in one evaluated string


def greedy(best):
    """best: label of each step -> text, single spaces between words."""
    new = numpy.flatnonzero(numpy.diff(best, prepend=-1))
    text = "".join(ALPHABET[label] for label in best[new] if label != BLANK)
    return " ".join(text.split())


def error_rates(pairs):
    """pairs: (said, recognised) -> WER, CER in percent."""
    words = sum(len(said.split()) for said, _ in pairs)
    letters = sum(len(said) for said, _ in pairs)
    wrong_words = sum(distance(said.split(), heard.split()) for said, heard in pairs)
    wrong_letters = sum(distance(said, heard) for said, heard in pairs)
    return 100 * wrong_words / words, 100 * wrong_letters / letters


def utterances(store, split, name):
    """(features, text) of a set; fsdd clips are joined to strings of one speaker."""
    indices = store.select(split, name)
    groups = [[i] for i in indices[:: -(-len(indices) // MOST)]]
    if name == "fsdd":
        random = numpy.random.default_rng(7)
        speakers = [i for s in ("theo", "yweweler")
                    for i in random.permutation([i for i in indices if store.rows[i]["speaker"] == s])]
        groups = [speakers[k : k + DIGITS_JOINED] for k in range(0, 1000, 2 * DIGITS_JOINED)]
    return [(numpy.concatenate([store.get(i) for i in g]).astype("f4"),
             " ".join(store.rows[i]["text"] for i in g)) for g in groups]


def recognise(model, features, batch=24):
    """features: list of stacked [steps, inputs] -> texts, by greedy decoding."""
    texts = [""] * len(features)
    order = sorted(range(len(features)), key=lambda i: len(features[i]))
    for first in range(0, len(order), batch):
        chosen = order[first : first + batch]
        x, lengths, _, _ = collate([(features[i], []) for i in chosen])
        with torch.no_grad():
            best = model(torch.from_numpy(x)).argmax(2).numpy()
        for column, index in enumerate(chosen):
            texts[index] = greedy(best[: lengths[column], column])
    return texts


def evaluate(model, store, mean, std):
    """-> {set: (WER, CER, pairs)} over the held-out sets."""
    results = {}
    for title, (split, name) in EVALUATED.items():
        said = utterances(store, split, name)
        heard = recognise(model, [stack((frames - mean) / std) for frames, _ in said])
        pairs = [(text, guess) for (_, text), guess in zip(said, heard)]
        results[title] = (*error_rates(pairs), pairs)
    return results
