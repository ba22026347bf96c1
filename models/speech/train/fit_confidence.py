"""Fits the confidences of words and phrases to a model (`fit.word_confidence` and `fit.phrase_confidence` of
models/FORMAT.md), and shows how reliable they are on speech that was not fitted on.

    python3 fit_confidence.py [--data FOLDER] [--model M] [--write MODEL...]

The data folder (or LONGHAND_DATA) has the speech; SPEECH_EVIDENCE names tests/bench/native's program of that
name. Files take the coefficients only if --write names them.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

SPEECH = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(SPEECH))

import numpy

import confidence_trials
import weights

MEMBERS = {"word_confidence": ("mean_peak", "least_peak", "agreement"), "phrase_confidence": ("ratio", "margin")}
WIDE_MARGIN = 0.4  # of confidence.cpp
RIDGE = 1e-3  # of the penalty on coefficients


def found(model, trial):
    """-> [[file, text, numbers...]]"""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{phrase}\n" for phrase in trial.phrases))
        file.flush()
        how = ["whole"] if trial.phrases else ["words"]
        command = [os.environ.get("SPEECH_EVIDENCE", "speech_evidence"), model, file.name if trial.phrases else trial.arpa]
        output = subprocess.run([*command, *how, *map(str, trial.paths)], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
    return [line.split("\t") for line in output.splitlines()]


def words(model, trial):
    """-> evidence [words, 3], right [words]"""
    heard = {}
    for file, word, *numbers in found(model, trial):
        heard.setdefault(file, []).append((word, numbers))
    rows, right = [], []
    for path, text in zip(map(str, trial.paths), trial.texts):
        spoken, numbers = zip(*heard[path]) if path in heard else ((), ())
        rows += numbers
        right += confidence_trials.right_words(text.split(), spoken)
    x = numpy.array(rows, float).reshape(-1, 3)
    x[:, 2] = numpy.log(x[:, 2])
    return x, numpy.array(right, float)


def phrases(model, trial):
    """-> evidence [utterances, 2], right [utterances]"""
    texts = dict(zip(map(str, trial.paths), trial.texts))
    rows = found(model, trial)
    x = numpy.array([row[2:4] for row in rows], float).reshape(-1, 2)
    x[:, 1] = numpy.minimum(x[:, 1], WIDE_MARGIN)
    return x, numpy.array([row[1] == texts[row[0]] for row in rows], float)


def logistic(odds):
    return 1 / (1 + numpy.exp(-odds))


def fit(kinds):
    """kinds: [[(evidence, right) of a set]], all kinds weighing alike, and the sets of each
    -> [bias, coefficients...], none of them negative but the bias"""
    sets = [(x, right, 1 / len(right) / len(kind) / len(kinds)) for kind in kinds for x, right in kind]
    x = numpy.concatenate([numpy.c_[numpy.ones(len(x)), x] for x, _, _ in sets])
    y = numpy.concatenate([right for _, right, _ in sets])
    share = numpy.concatenate([numpy.full(len(right), weight) for _, right, weight in sets])
    free, coefficients = numpy.ones(x.shape[1], bool), numpy.zeros(x.shape[1])
    while True:
        coefficients[~free] = 0
        coefficients[free] = newton(x[:, free], y, share)
        if (coefficients[1:] >= 0).all():
            return coefficients
        free &= (coefficients >= 0) | (numpy.arange(len(free)) == 0)


def newton(x, y, share):
    coefficients = numpy.zeros(x.shape[1])
    penalty = RIDGE * numpy.diag([0, *numpy.ones(x.shape[1] - 1)])
    for _ in range(50):
        p = logistic(x @ coefficients)
        slope = x.T @ (share * (y - p)) - penalty @ coefficients
        coefficients = coefficients + numpy.linalg.solve(x.T @ (x * (share * p * (1 - p))[:, None]) + penalty, slope)
    return coefficients


def measure(coefficients, x, right):
    """-> expected calibration error over tenths, Brier score"""
    sure = logistic(coefficients[0] + x @ coefficients[1:])
    tenths = numpy.minimum((sure * 10).astype(int), 9)
    gaps = [abs((sure - right)[tenths == tenth].sum()) for tenth in range(10)]
    return sum(gaps) / len(sure), ((sure - right) ** 2).mean()


def named(name, coefficients):
    """-> the member of `fit`"""
    return dict(zip(("bias", *MEMBERS[name]), (float(f"{value:.3g}") for value in coefficients)))


def put_into(path, rules):
    tensors, description = weights.read(path)
    description.setdefault("fit", {}).update(rules)
    weights.write(path, tensors, description)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("LONGHAND_DATA"))
    parser.add_argument("--model", default=str(SPEECH / "en-int8.safetensors"), help="that they are fitted to")
    parser.add_argument("--write", nargs="*", default=[], metavar="MODEL", help="that take them, of the same weights")
    options = parser.parse_args()
    if not options.data:
        parser.error("name the data folder, or set LONGHAND_DATA")
    return options


def compare(name, before, after, kinds):
    print(f"\n| {name} | number | right | calibration error, before / after | Brier score, before / after |")
    print("| --- | --- | --- | --- | --- |")
    for kind, sets in kinds.items():
        rows = [(len(x), right.mean(), *measure(before, x, right), *measure(after, x, right)) for x, right in sets.values()]
        for title, row in (*zip(sets, rows), (f"**{kind}**, mean", numpy.mean(rows, 0))):
            number, share, error, brier, new_error, new_brier = row
            print(f"| {title} | {number:.0f} | {100 * share:.1f} % | {error:.3f} / {new_error:.3f} | "
                  f"{brier:.3f} / {new_brier:.3f} |", flush=True)


def gathered(evidence, model, trials):
    """-> kind -> title -> evidence, right"""
    kinds = {}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for trial, found in zip(trials, threads.map(lambda trial: evidence(model, trial), trials)):
            kinds.setdefault(trial.kind, {}).setdefault(trial.title, []).append(found)
    joined = lambda parts: tuple(map(numpy.concatenate, zip(*parts)))
    return {kind: {title: joined(parts) for title, parts in sets.items()} for kind, sets in kinds.items()}


def main():
    options = arguments()
    today, rules = weights.read(options.model)[1]["fit"], {}
    with tempfile.TemporaryDirectory() as folder:
        trials = [*confidence_trials.trials(options.data, folder)]
        for name, evidence in (("word_confidence", words), ("phrase_confidence", phrases)):
            fitted, reported = (gathered(evidence, options.model, [
                trial for trial in trials if trial.is_reported == part and bool(trial.phrases) == (evidence is phrases)])
                for part in (False, True))
            rules[name] = named(name, fit([[*sets.values()] for sets in fitted.values()]))
            print(f"\n{name}: {rules[name]}")
            for title, kinds in (("fitted on", fitted), ("not fitted on", reported)):
                compare(title, *(numpy.array([*rule.values()]) for rule in (today[name], rules[name])), kinds)
    for path in options.write:
        put_into(path, rules)


if __name__ == "__main__":
    main()
