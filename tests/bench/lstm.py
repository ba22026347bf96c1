"""LSTM stacks natively beside PyTorch (OpenBLAS), one thread, calls in turn.

    /usr/bin/python3 tests/bench/onnx/generate.py build/lstm
    /usr/bin/python3 tests/bench/lstm.py BENCH_LSTM build/lstm [--json FILE] [--rounds N]
"""
import argparse
import json
import os
import statistics
import subprocess
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
for forced in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # PyTorch may take its best kernels
    os.environ.pop(forced, None)

import torch  # noqa: E402

STACKS = {"3x256": (256, 3, False), "3x512": (512, 3, False), "4x320b": (320, 4, True)}
INPUTS, STEPS = 240, (1, 10, 100, 400)
SECONDS = 0.03  # of one measurement, about


class Longhand:
    def __init__(self, program, model):
        self.process = subprocess.Popen([program, model], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def measure(self, steps, calls):
        print(steps, calls, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline()) / calls


class Torch:
    def __init__(self, hidden, layers, bidirectional):
        self.lstm = torch.nn.LSTM(INPUTS, hidden, layers, bidirectional=bidirectional).eval()

    def measure(self, steps, calls):
        features, state = torch.randn(steps, 1, INPUTS), None
        with torch.inference_mode():
            start = time.perf_counter()
            for _ in range(calls):
                _, state = self.lstm(features, state)
            return (time.perf_counter() - start) / calls


def macs(hidden, layers, bidirectional):
    directions = 2 if bidirectional else 1
    return sum(4 * hidden * (hidden + (INPUTS if layer == 0 else hidden * directions))
               for layer in range(layers)) * directions


def compare(engines, steps, rounds):
    """-> {engine: median seconds per call}, measured in turn."""
    calls = {name: max(1, round(SECONDS / engine.measure(steps, 3)))
             for name, engine in engines.items()}
    times = {name: [] for name in engines}
    for _ in range(rounds):
        for name, engine in engines.items():
            times[name].append(engine.measure(steps, calls[name]))
    return {name: statistics.median(values) for name, values in times.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("models", type=Path)
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = []
    for stack, sizes in STACKS.items():
        engines = {"torch": Torch(*sizes),
                   "f32": Longhand(options.program, options.models / f"{stack}.safetensors"),
                   "int8": Longhand(options.program, options.models / f"{stack}-int8.safetensors")}
        for steps in STEPS:
            seconds = compare(engines, steps, options.rounds)
            rows.append({"stack": stack, "steps": steps, "ms": {k: v * 1e3 for k, v in seconds.items()}})
            speeds = "  ".join(f"{name} {value * 1e3:8.3f} ms {macs(*sizes) * steps / value / 1e9:5.1f} GMAC/s"
                               for name, value in seconds.items())
            print(f"{stack:7} {steps:4} steps  {speeds}  f32 {seconds['torch'] / seconds['f32']:.2f}x "
                  f"int8 {seconds['torch'] / seconds['int8']:.2f}x", flush=True)
    if options.json:
        keys = {f"lstm.{steps}.{kind}.native": statistics.geometric_mean(
            row["ms"]["torch"] / row["ms"][kind] for row in rows if row["steps"] == steps)
            for steps in STEPS for kind in ("f32", "int8")}
        Path(options.json).write_text(json.dumps({**keys, "raw": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
