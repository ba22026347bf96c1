"""Whether word confidences mean something: of the words with confidence c, are c right?

    python3 tests/bench/speech_reliability.py REFERENCES.tsv [--plot FILE.svg] [longhand speech options...]

REFERENCES.tsv: lines of sound file, tab, what is said in it. Prints the share of right words per tenth
of confidence, the expected calibration error, the Brier score beside that of a constant, and the
straight line of log-odds that would calibrate best (`a + b * log-odds`; 0 and 1 are ideal): it is what
core/speech/confidence.cpp's coefficients are fitted with. LONGHAND_COMMAND names the command.
"""
import argparse
import difflib
import json
import math
import os
import subprocess


def utterances(references, options):
    """-> (words said, [(word, confidence)]) of each file"""
    with open(references, encoding="utf-8") as file:
        said = dict(line.rstrip("\n").split("\t") for line in file)
    command = [os.environ.get("LONGHAND_COMMAND", "longhand"), "speech", "--json", *options, *said]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        heard = json.loads(line)
        words = [word for part in heard["utterances"] for word in part["words"]]
        yield said[heard["file"]].split(), [(w["text"], w["confidence"]) for w in words]


def judged(said, heard):
    """-> (confidence, right) of each word heard"""
    matcher = difflib.SequenceMatcher(a=said, b=[word for word, _ in heard], autojunk=False)
    right = {block.b + k for block in matcher.get_matching_blocks() for k in range(block.size)}
    return [(confidence, place in right) for place, (_, confidence) in enumerate(heard)]


def log_odds(confidence):
    bounded = min(max(confidence, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def fit(pairs):
    """Logistic regression of `right` on the log-odds, by damped Newton steps -> a, b"""
    a, b = 0.0, 1.0
    for _ in range(60):
        gradient, hessian = [0.0, 0.0], [len(pairs) / 10, 0.0, len(pairs) / 10]
        for confidence, right in pairs:
            x = log_odds(confidence)
            p = 1 / (1 + math.exp(-(a + b * x)))
            gradient = [gradient[0] + right - p, gradient[1] + (right - p) * x]
            weight = p * (1 - p)
            hessian = [hessian[0] + weight, hessian[1] + weight * x, hessian[2] + weight * x * x]
        determinant = hessian[0] * hessian[2] - hessian[1] ** 2
        a += (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant
        b += (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant
    return a, b


def tenths(pairs):
    """-> (tenth, words, mean confidence, share of right words) of each tenth that has words"""
    for tenth in range(10):
        inside = [p for p in pairs if min(int(p[0] * 10), 9) == tenth]
        if inside:
            yield tenth, len(inside), *(sum(p[k] for p in inside) / len(inside) for k in (0, 1))


def draw(rows, target):
    """Share of right words over mean confidence; the area of a dot is the number of words."""
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    plt.rcParams.update({"svg.hashsalt": "longhand", "font.size": 9})
    figure, axis = plt.subplots(figsize=(4.2, 4))
    axis.plot([0, 1], [0, 1], "--", color="grey", linewidth=1)
    _, words, means, rights = zip(*rows)
    axis.scatter(means, rights, s=[2 * count for count in words], alpha=0.7, linewidth=0)
    for count, mean, right in zip(words, means, rights):
        axis.annotate(count, (mean, right), textcoords="offset points", xytext=(4, 4))
    axis.set(xlabel="confidence", ylabel="share of right words", xlim=(0, 1), ylim=(0, 1.05))
    axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("references")
    parser.add_argument("--plot")
    arguments, options = parser.parse_known_args()
    pairs = [pair for said, heard in utterances(arguments.references, options)
             for pair in judged(said, heard)]
    share = sum(right for _, right in pairs) / len(pairs)
    rows = list(tenths(pairs))
    if arguments.plot:
        draw(rows, arguments.plot)
    error = 0
    print("confidence  words  mean   right")
    for tenth, words, mean, right in rows:
        error += abs(mean - right) * words / len(pairs)
        bar = "#" * round(40 * right)
        print(f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}  {words:7}  {mean:.3f}  {right:.3f} {bar}")
    brier = sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    a, b = fit(pairs)
    print(f"{len(pairs)} words, {share:.1%} right; calibration error {error:.3f}; Brier score {brier:.3f} "
          f"(constant: {share * (1 - share):.3f}); best line {a:+.2f} {b:+.2f} * log-odds")


if __name__ == "__main__":
    main()
