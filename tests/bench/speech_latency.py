"""How long after its end a word stands in the partial text, and how often a shown word still changes.

    python3 tests/bench/speech_latency.py DATA_FOLDER [--model M.safetensors] [--lm LM.arpa]

Latency: the words are spoken digits of people the model was not trained on (`fsdd.opus`,
`fsdd.tsv`), joined to strings, so that their ends are known: where the clip's loudness last exceeds a
tenth of its peak. They are heard with the grammar `<digit>+`. Changes: utterances of `an4-test`, with
the default search and, if named, the language model. LONGHAND_COMMAND names the command. Needs ffmpeg and numpy. Sound comes in chunks of 0.1 s; the
latency of computing is the real-time factor times that and is printed beside.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy

RATE = 16000
TEST_SPEAKERS = ("theo", "yweweler")
DIGITS = "zero one two three four five six seven eight nine".split()


def recordings(data, name):
    """-> (speaker, text, samples) of each row of a set"""
    command = ["ffmpeg", "-v", "error", "-i", str(data / f"{name}.opus"), "-ac", "1", "-ar", str(RATE),
               "-f", "f32le", "-"]
    audio = numpy.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<f4")
    for line in (data / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        start, end, speaker, text, _ = line.split("\t")
        yield speaker, text, audio[round(float(start) * RATE) : round(float(end) * RATE)]


def clips(data):
    """-> {speaker: [(word, samples)]}"""
    found = {}
    for speaker, text, samples in recordings(data, "fsdd"):
        if speaker in TEST_SPEAKERS:
            word = DIGITS[int(text)] if text.isdigit() else text.lower()
            found.setdefault(speaker, []).append((word, samples))
    return found


def spoken_end(samples):
    loudness = numpy.convolve(numpy.abs(samples), numpy.ones(160) / 160, "same")
    return int(numpy.nonzero(loudness > 0.1 * loudness.max())[0][-1])


def make_string(random, own):
    """-> samples, [(word, end in seconds)]"""
    parts, words, at = [numpy.zeros(RATE // 2, "f4")], [], RATE // 2
    for k in random.choice(len(own), 5, replace=False):
        word, samples = own[k]
        words.append((word, (at + spoken_end(samples)) / RATE))
        parts += [samples, numpy.zeros(RATE // 10, "f4")]
        at += len(samples) + RATE // 10
    return numpy.concatenate([*parts, numpy.zeros(RATE, "f4")]), words


def events(samples, arguments):
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        with wave.open(file.name, "wb") as sound:
            sound.setparams((1, 2, RATE, 0, "NONE", ""))
            sound.writeframes((numpy.clip(samples, -1, 0.9999) * 32768).astype("<i2").tobytes())
        command = [os.environ.get("LONGHAND_COMMAND", "longhand"), "speech", "--json", "--partial",
                   *arguments, file.name]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def latencies(heard, words):
    """Of the words of the final text that are right: when each first stood there for good."""
    final = [e for e in heard if e["type"] == "final"]
    if len(final) != 1 or final[0]["text"].split() != [word for word, _ in words]:
        return []
    found = []
    for place, (word, end) in enumerate(words):
        stands = None
        for event in heard:
            if event["type"] == "endpoint":
                continue
            shown = event["text"].split()
            right = len(shown) > place and shown[place] == word
            stands = (event["time"] if stands is None else stands) if right else None
        found.append(stands - end)
    return found


def changes(heard):
    """-> (words shown with another word behind them, those of them that changed later)"""
    shown, changed = {}, set()
    for event in heard:
        if event["type"] == "endpoint":
            continue
        words = event["text"].split()
        for place, word in shown.items():
            if place >= len(words) or words[place] != word:
                changed.add(place)
        complete = words[:-1] if event["type"] == "partial" else words
        shown.update(enumerate(complete))
    return len(shown), len(changed)


def measure_latency(data, strings, arguments):
    random = numpy.random.default_rng(3)
    by_speaker = clips(data)
    delays, seconds, began = [], 0, time.time()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as grammar:
        grammar.write("<digit>+\n")
        grammar.flush()
        for k in range(strings):
            samples, words = make_string(random, by_speaker[TEST_SPEAKERS[k % 2]])
            delays += latencies(events(samples, [*arguments, "--phrases", grammar.name]), words)
            seconds += len(samples) / RATE
    if not delays:
        sys.exit("no string was understood")
    low, median, high = numpy.percentile(delays, [10, 50, 90]) * 1000
    print(f"words timed: {len(delays)}; latency in audio time: median {median:.0f} ms, "
          f"10 % {low:.0f} ms, 90 % {high:.0f} ms")
    print(f"real-time factor of the whole command, loading included: {(time.time() - began) / seconds:.3f}")


def measure_changes(title, utterances, arguments):
    counts = [changes(events(samples, arguments)) for _, _, samples in utterances]
    shown, changed = (sum(count[k] for count in counts) for k in (0, 1))
    print(f"{title}: words shown with one behind them: {shown}; "
          f"changed later: {changed} ({100 * changed / max(1, shown):.1f} %)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--lm")
    parser.add_argument("--strings", type=int, default=40)
    options = parser.parse_args()
    model = ["--model", options.model] if options.model else []
    measure_latency(options.data, options.strings, model)
    utterances = list(recordings(options.data, "an4-test"))[: options.strings]
    measure_changes("without language model", utterances, model)
    if options.lm:
        measure_changes("with language model", utterances, [*model, "--lm", options.lm])


if __name__ == "__main__":
    main()
