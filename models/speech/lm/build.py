"""Builds the language models.

    python3 build.py ../train/work/manifest.tsv en.arpa an4.arpa

en.arpa: the BSD-licensed model of Debian's `pocketsphinx-en-us` mixed with the transcripts of the
training sets, as bigrams, pruned to at most 3 MB. an4.arpa: letters, digits and words from the
transcripts of an4-train alone.
"""
import csv
import re
import sys

import numpy

import lm_trie
import ngram

SPELLED = {"an4-train", "fsdd", "words-art4apps", "alphanumeric"}  # not sentences
TRANSCRIPTS = 0.35  # weight of the training transcripts in the mixture
WORDS = 22000
BIGRAMS = 128000


def transcripts(manifest, split, sets=None):
    with open(manifest, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["text"] for row in rows if row["split"] == split and (
        row["set"] in sets if sets else row["set"] not in SPELLED)]


def general_model():
    """The trie's unigrams and bigrams: {gram: probability} each, and its back-off weights."""
    words, unigrams, (first, second, logs) = lm_trie.read()
    fine = numpy.array([bool(re.fullmatch(r"[a-z][a-z']*|</?s>", word)) for word in words])
    singles = {(w,): 10 ** p for w, (p, _), ok in zip(words, unigrams, fine) if ok}
    backoff = {(w,): 10 ** b for w, (_, b), ok in zip(words, unigrams, fine) if ok}
    keep = numpy.flatnonzero(fine[first] & fine[second])
    pairs = {(words[first[k]], words[second[k]]): 10 ** logs[k] for k in keep}
    singles.pop((ngram.START,))
    return [singles, pairs], backoff


def scaled(grams):
    total = sum(grams.values())
    return {gram: p / total for gram, p in grams.items()}


def mix(models, weights, vocabulary):
    """Linear mixture of (probabilities, backoff) models over the words of `vocabulary`."""
    singles = scaled({(w,): sum(weight * m[0][0].get((w,), 0.0) for m, weight in
                                zip(models, weights)) for w in vocabulary})
    pairs = {gram for m in models for gram in m[0][1]
             if gram[1] in vocabulary and (gram[0] in vocabulary or gram[0] == ngram.START)}
    mixed = {}
    for gram in pairs:
        found = [(weight, ngram.probability(gram, *m)) for m, weight in zip(models, weights)]
        mixed[gram] = sum(weight * (p or 0.0) for weight, p in found)
    return [singles, mixed]


def backoff_weights(singles, pairs):
    """What each context leaves to unseen words, over what these have as unigrams."""
    seen, lower = {}, {}
    for (h, w), p in pairs.items():
        seen[h] = seen.get(h, 0.0) + p
        lower[h] = lower.get(h, 0.0) + singles[(w,)]
    return {(h,): max(1e-3, 1 - seen[h]) / max(1e-3, 1 - lower[h]) for h in seen}


def prune(singles, pairs, count):
    """The `count` bigrams whose loss would cost most likelihood."""
    backoff = backoff_weights(singles, pairs)
    start = singles[(ngram.END,)]
    gain = lambda gram, p: singles.get(gram[:1], start) * p * numpy.log(
        p / (backoff[gram[:1]] * singles[gram[1:]]))
    ranked = sorted(pairs, key=lambda gram: (-gain(gram, pairs[gram]), gram))
    return {gram: pairs[gram] for gram in ranked[:count]}


def english(manifest):
    texts = transcripts(manifest, "train")
    models = [ngram.witten_bell(ngram.count(texts, 2)), general_model()]
    frequency = {}
    for model, weight in zip(models, (TRANSCRIPTS, 1 - TRANSCRIPTS)):
        for (word,), p in model[0][0].items():
            frequency[word] = frequency.get(word, 0.0) + weight * p
    vocabulary = set(sorted(frequency, key=lambda w: (-frequency[w], w))[:WORDS])
    singles, pairs = mix(models, (TRANSCRIPTS, 1 - TRANSCRIPTS), vocabulary)
    pairs = prune(singles, pairs, BIGRAMS)
    return [singles, pairs], backoff_weights(singles, pairs)


def main(manifest, english_path, spelled_path):
    model = english(manifest)
    ngram.write_arpa(english_path, *model)
    for name in ("commonvoice", "speechocean-dev"):
        print(name, "perplexity %.1f, unknown words %.3f" %
              ngram.perplexity(transcripts(manifest, "dev", [name]), *model))
    model = ngram.witten_bell(ngram.count(transcripts(manifest, "train", ["an4-train"]), 3))
    ngram.write_arpa(spelled_path, *model)
    print("an4-test perplexity %.1f, unknown words %.3f" %
          ngram.perplexity(transcripts(manifest, "test", ["an4-test"]), *model))


if __name__ == "__main__":
    main(*sys.argv[1:])
