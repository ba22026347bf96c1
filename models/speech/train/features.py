"""Manifest -> log-mel features of every utterance.

    python3 features.py DATA_FOLDER [--work work]

Reads manifest.tsv in the work folder, writes features.npy (float16 [all frames, bins]) and
features.offsets.npy there (first frame of each row of the manifest, and the end).
"""
import argparse
import csv
import pathlib
import subprocess

import numpy
import torch

from frontend import SAMPLE_RATE, log_mel

WORK = pathlib.Path(__file__).parent / "work"


def decode(path):
    """The whole file as float32 samples at SAMPLE_RATE, mono."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(SAMPLE_RATE),
               "-f", "f32le", "-"]
    return numpy.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout,
                            dtype="<f4")


def read_manifest(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def utterance_features(rows, data):
    name, audio = None, None
    for row in rows:
        if row["set"] != name:
            name, audio = row["set"], decode(pathlib.Path(data) / f"{row['set']}.opus")
            print(name, f"{len(audio) / SAMPLE_RATE / 3600:.2f} h", flush=True)
        first, last = (round(float(row[k]) * SAMPLE_RATE) for k in ("start", "end"))
        yield log_mel(torch.from_numpy(audio[first:last].copy())).numpy().astype("f2")


def extract(data, work):
    parts = list(utterance_features(read_manifest(work / "manifest.tsv"), data))
    numpy.save(work / "features.offsets.npy", numpy.cumsum([0] + [len(part) for part in parts]))
    numpy.save(work / "features.npy", numpy.concatenate(parts))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--work", type=pathlib.Path, default=WORK)
    options = parser.parse_args()
    torch.set_num_threads(1)
    extract(options.data, options.work)


if __name__ == "__main__":
    main()
