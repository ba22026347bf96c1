"""Draws error rates over training time; a run that went on from another stands behind it.

    python3 plot.py work/en.csv [work/next.csv...] ../curves.svg
"""
import csv
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

RATES = {"wer": "word error rate [%]", "cer": "character error rate [%]"}


def read(paths):
    """-> {set: rows in order}, updates counted from the first run's beginning"""
    curves, before = {}, 0
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["update"] = int(row["update"]) + before
            curves.setdefault(row["set"], []).append(row)
        before = rows[-1]["update"]
    return curves


def draw(curves, target):
    plt.rcParams.update({"svg.hashsalt": "longhand", "font.size": 9})
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharex=True)
    for axis, (key, label) in zip(axes, RATES.items()):
        for name, rows in curves.items():
            axis.plot([r["update"] for r in rows], [float(r[key]) for r in rows], ".-",
                      label=name, markersize=4, linewidth=1.2)
        axis.set(xlabel="updates", ylabel=label, ylim=(0, 100))
        axis.grid(alpha=0.3)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    draw(read(sys.argv[1:-1]), sys.argv[-1])
