"""Checkpoint -> model file.

    python3 export.py work/en.pt ../en.safetensors [--int8 ../en-int8.safetensors] [--version V]

The averaged weights are exported, as F16. Needs the features of the training set for the priors.
"""
import argparse

import numpy
import torch

import metadata
import weights
from dataset import Store, stack
from model import Recogniser

SAMPLE = 300  # training utterances that the priors are taken from
LEAST_PRIOR = 1e-5  # a label hardly ever heard is not known so well


def label_priors(model, mean, std, store):
    """Mean probability of each label over a sample of the training set, [labels]."""
    chosen = numpy.random.default_rng(1).choice(store.select("train"), SAMPLE, replace=False)
    total = 0
    with torch.no_grad():
        for index in chosen:
            frames = (store.get(index).astype("f4") - mean) / std
            output = model(torch.from_numpy(stack(frames)).unsqueeze(1))
            total += output.exp().sum((0, 1)).double().numpy()
    return numpy.maximum(total / total.sum(), LEAST_PRIOR)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("model")
    parser.add_argument("--int8")
    parser.add_argument("--version", default="0.1.0")
    options = parser.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(options.checkpoint, map_location="cpu")
    mean, std = (numpy.asarray(saved[key], "f4") for key in ("mean", "std"))
    model = Recogniser(saved["hidden"], saved["layers"])
    model.load_state_dict(saved["average"])
    about = metadata.describe(saved["hidden"], saved["layers"], mean, std,
                              label_priors(model, mean, std, Store()), options.version)
    tensors = {name: tensor.numpy().astype("f2") for name, tensor in saved["average"].items()}
    weights.write(options.model, tensors, about)
    if options.int8:
        weights.write(options.int8, weights.quantise(tensors), about)


if __name__ == "__main__":
    main()
