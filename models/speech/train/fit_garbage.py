"""Fits the rule against garbage to a model (`fit.garbage` of models/FORMAT.md) and puts it into model files.

    python3 fit_garbage.py [--data FOLDER] [--sounds FOLDER...] [--minutes 60] [--model M] [--refine] MODEL...

Against: phrases found in synthesised sounds (nonspeech.py, SEEDS) and in those of the folders named. For:
listed phrases found rightly in speech that is not reported on (see garbage_trials). The data folder (or
LONGHAND_DATA) has the speech; SPEECH_EVIDENCE names tests/bench/native's program of that name.
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
import torch

import garbage_trials
import weights

COLUMNS = ("middle", "deviation", "linear", "square")  # of the table
WIDEST = 4  # deviations from the mean of speech within which an input counts
STRENGTH = 4e-4  # of the penalty on coefficients far from where they start
LOST = 0.00085  # part of the speech of whole weight that may be taken for garbage


def evidence(model, trial, how):
    """-> [(file, phrase, ratio, margin, inputs of voice_confidence())] of what passes without it"""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(trial.phrases) + "\n")
        file.flush()
        command = [os.environ.get("SPEECH_EVIDENCE", "speech_evidence"), model, file.name, how]
        output = subprocess.run([*command, *map(str, trial.paths)], check=True, text=True,
                                stdout=subprocess.PIPE).stdout
    rows = [line.split("\t") for line in output.splitlines()]
    found = [(row[0], row[1], *(numpy.array(row[2:], float))) for row in rows]
    return [(file, phrase, inputs) for file, phrase, ratio, margin, *inputs in found if accepted(ratio, margin)]


def accepted(ratio, margin):
    """Whether the confidence from these alone (confidence.cpp) reaches 0.5."""
    return 2.05 + 1.7 * ratio + 3.74 * min(margin, 0.4) >= 0


def kind(file, trial):
    """Of a sound: the folder that it is from and the list."""
    return f"{pathlib.Path(file).parent}: {trial.phrases[0]}"


def logistic_regression(x, y, weights, start):
    """start: [columns of x] coefficients -> those of the columns of x"""
    scale = x.std(0) + 1e-9
    x = torch.tensor(numpy.c_[(x - x.mean(0)) / scale, numpy.ones(len(x))])
    y, weights = torch.tensor(y), torch.tensor(weights)
    start = torch.tensor(numpy.append(start * scale, 0))
    coefficients = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([coefficients], max_iter=500, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        error = torch.nn.functional.binary_cross_entropy_with_logits(x @ coefficients, y, weights, reduction="sum")
        total = error / weights.sum() + STRENGTH * ((coefficients - start)[:-1] ** 2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return coefficients.detach().numpy()[:-1] / scale


def nothing(speech, share):
    """-> the table, as of fit(), that tells nothing apart"""
    middle = numpy.average(speech, 0, share)
    deviation = numpy.sqrt(numpy.average((speech - middle) ** 2, 0, share))
    return numpy.stack([middle, deviation, 0 * middle, 0 * middle], 1)


def fit(speech, share, garbage, kinds, start=None):
    """speech, garbage: [rows, inputs]; share: [speech rows], their weights; kinds: [garbage rows]: many of
    one kind weigh as their root; start: the table that is refined, if any
    -> (table [inputs, (middle, deviation, linear, square)], bias)"""
    middle, deviation, *start = (nothing(speech, share) if start is None else start).T
    z = numpy.clip((numpy.concatenate([speech, garbage]) - middle) / deviation, -WIDEST, WIDEST)
    is_speech = numpy.repeat([1.0, 0.0], [len(speech), len(garbage)])
    _, own, count = numpy.unique(kinds, return_inverse=True, return_counts=True)
    rarity = count[own] ** -0.5
    weights = numpy.concatenate([share / share.sum(), rarity / rarity.sum()])
    x = numpy.concatenate([z, z * z], 1)
    coefficients = logistic_regression(x, is_speech, weights, numpy.concatenate(start))
    odds = (x[: len(speech)] @ coefficients)[share >= 1]
    return numpy.stack([middle, deviation, *coefficients.reshape(2, -1)], 1), -numpy.quantile(odds, LOST)


def table_of(path):
    """-> the table of the rule that a model file has"""
    rule = weights.read(path)[1]["fit"]["garbage"]
    return numpy.array([rule[name] for name in COLUMNS]).T


def rounded(table, bias):
    """-> the members of `fit.garbage`"""
    columns = zip(COLUMNS, table.T)
    return {"bias": float(f"{bias:.6g}"), **{name: [float(f"{v:.6g}") for v in values] for name, values in columns}}


def put_into(path, rule):
    tensors, description = weights.read(path)
    description.setdefault("fit", {})["garbage"] = rule
    weights.write(path, tensors, description)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("LONGHAND_DATA"))
    parser.add_argument("--sounds", nargs="*", default=[])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--model", default=str(SPEECH / "en-int8.safetensors"), help="that it is fitted to")
    parser.add_argument("--refine", action="store_true", help="start from the rule that it has")
    parser.add_argument("models", nargs="+", metavar="MODEL", help="that take it, of the same weights")
    options = parser.parse_args()
    if not options.data:
        parser.error("name the data folder, or set LONGHAND_DATA")
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as threads:
        said = [*garbage_trials.speech(options.data, folder)]
        sounds = [*garbage_trials.garbage(options, folder)]
        of = lambda how: lambda trial: evidence(options.model, trial, how)
        speech, share = [], []
        for trial, found in zip(said, threads.map(of("whole"), said)):
            texts = dict(zip(map(str, trial.paths), trial.texts))
            right = [inputs for file, phrase, inputs in found if phrase == texts[file]]
            speech += right
            share += [trial.weight] * len(right)
        found = [(kind(file, trial), inputs) for trial, rows in zip(sounds, threads.map(of("stream"), sounds))
                 for file, _, inputs in rows]
    kinds, garbage = zip(*found)
    print(f"{len(speech)} phrases said, {len(garbage)} that were not", file=sys.stderr)
    start = table_of(options.model) if options.refine else None
    rule = rounded(*fit(*map(numpy.array, (speech, share, garbage, kinds)), start))
    for path in options.models:
        put_into(path, rule)


if __name__ == "__main__":
    main()
