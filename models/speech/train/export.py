"""Checkpoint -> model file.

    python3 export.py work/en.pt ../en.safetensors [--int8 ../en-int8.safetensors] [--version V]

The averaged weights are exported, as F16.
"""
import argparse

import torch

import metadata
import weights


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("model")
    parser.add_argument("--int8")
    parser.add_argument("--version", default="0.1.0")
    options = parser.parse_args()
    saved = torch.load(options.checkpoint, map_location="cpu")
    about = metadata.describe(saved["hidden"], saved["layers"], saved["mean"], saved["std"],
                              options.version)
    tensors = {name: tensor.numpy().astype("f2") for name, tensor in saved["average"].items()}
    weights.write(options.model, tensors, about)
    if options.int8:
        weights.write(options.int8, weights.quantise(tensors), about)


if __name__ == "__main__":
    main()
