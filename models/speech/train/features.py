"""Manifest -> log-mel features of every utterance, once per waveform perturbation.

    python3 features.py DATA_FOLDER VARIANT... [--work work]

See VARIANTS; `plain` is needed for all else. Reads manifest.tsv in the work folder, writes
features-VARIANT.npy (float16 [all frames, bins]) and features-VARIANT.offsets.npy there (first
frame of each row of the manifest, and the end). Training rows only, but for `plain`.
"""
import argparse
import csv
import pathlib
import subprocess

import numpy
import scipy.signal
import torch

from frontend import MEL_BINS, SAMPLE_RATE, log_mel

WORK = pathlib.Path(__file__).parent / "work"
VARIANTS = {  # up, down (samples are resampled by up/down), room
    "plain": (1, 1, False), "slow": (10, 9, False), "fast": (9, 10, False),
    "room": (1, 1, True), "slow-room": (15, 14, True), "fast-room": (14, 15, True),
}


def decode(path):
    """The whole file as float32 samples at SAMPLE_RATE, mono."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(SAMPLE_RATE),
               "-f", "f32le", "-"]
    return numpy.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout,
                            dtype="<f4")


def read_manifest(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def room_response(random):
    """An artificial room: direct sound, then noise that decays by 60 dB in 0.15 to 0.6 s."""
    decay = random.uniform(0.15, 0.6)
    length = int(decay * SAMPLE_RATE)
    tail = random.standard_normal(length) * 10 ** (-3 * numpy.arange(length) / length)
    tail[: int(random.uniform(0.002, 0.01) * SAMPLE_RATE)] = 0
    tail *= random.uniform(0.2, 0.8) / numpy.sqrt((tail ** 2).sum() + 1e-9)
    tail[0] = 1
    return tail.astype("f4")


def perturb(samples, up, down, room, random):
    if up != down:
        samples = scipy.signal.resample_poly(samples, up, down).astype("f4")
    if room:
        samples = scipy.signal.fftconvolve(samples, room_response(random))[: len(samples)]
    return numpy.ascontiguousarray(samples, dtype="f4")


def utterance_features(rows, data, settings):
    random = numpy.random.default_rng(1)
    name, audio = None, None
    for row in rows:
        if row["set"] != name:
            name, audio = row["set"], decode(pathlib.Path(data) / f"{row['set']}.opus")
            print(name, f"{len(audio) / SAMPLE_RATE / 3600:.2f} h", flush=True)
        first, last = (round(float(row[k]) * SAMPLE_RATE) for k in ("start", "end"))
        yield log_mel(torch.from_numpy(perturb(audio[first:last], *settings, random)))


def extract(data, variant, work):
    rows = read_manifest(work / "manifest.tsv")
    wanted = [variant == "plain" or row["split"] == "train" for row in rows]
    computed = utterance_features([r for r, want in zip(rows, wanted) if want], data,
                                  VARIANTS[variant])
    nothing = numpy.zeros((0, MEL_BINS), "f2")
    parts = [next(computed).numpy().astype("f2") if want else nothing for want in wanted]
    numpy.save(work / f"features-{variant}.offsets.npy",
               numpy.cumsum([0] + [len(part) for part in parts]))
    numpy.save(work / f"features-{variant}.npy", numpy.concatenate(parts))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("variants", nargs="+", choices=VARIANTS)
    parser.add_argument("--work", type=pathlib.Path, default=WORK)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for variant in options.variants:
        extract(options.data, variant, options.work)


if __name__ == "__main__":
    main()
