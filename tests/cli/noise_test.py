"""Sounds in which nobody speaks, and the English model that listens for phrases in them."""

import math
import random
import tempfile
import unittest
from pathlib import Path

from command import longhand
from speech_test import write_wave

MODEL = Path(__file__).parents[2] / "models/speech/en-int8.safetensors"
RATE = 16000
LISTS = [["what is the weather today"], ["<digit>+"], ["<letter>+"], ["stop"], ["yes", "no"],
         ["lights on", "lights off", "turn (up|down) the volume", "play some music", "call <digit>+"]]


def tone(hertz, seconds, level=0.3, fall=0):
    """A sine that fades by e `fall` times a second."""
    return [level * math.exp(-fall * n / RATE) * math.sin(2 * math.pi * hertz * n / RATE)
            for n in range(int(seconds * RATE))]


def noise(level, colour=0.0):
    """White noise, or with a colour near 1 ever browner."""
    source, last = random.Random(9), 0.0
    for _ in range(5 * RATE):
        last = colour * last + source.gauss(0, level)
        yield max(-1.0, min(1.0, last))


def together(*parts):
    return [sum(samples) for samples in zip(*parts)]


SOUNDS = {
    "faint white noise": list(noise(0.003)), "white noise": list(noise(0.05)),
    "loud white noise": list(noise(0.3)), "brown noise": list(noise(0.02, 0.98)),
    "a tone": tone(1000, 3), "a hum": together(tone(50, 3), tone(100, 3, 0.2), tone(150, 3, 0.1)),
    "a ringing telephone": 3 * (together(tone(440, 2, 0.2), tone(480, 2, 0.2)) + [0.0] * 2 * RATE),
    "beeps": 8 * (tone(880, 0.15) + [0.0] * (RATE // 5)),
    "an arpeggio": [s for k in range(16) for s in tone(220 * 2 ** ([0, 4, 7, 12][k % 4] / 12), 0.25, 0.4, 6)],
    "clicks": 20 * ([0.8, -0.6, 0.3] + [0.0] * (RATE // 6)),
    "a sweep": [0.3 * math.sin(2 * math.pi * (100 + 400 * n / RATE) * n / RATE) for n in range(5 * RATE)],
}


class Noise(unittest.TestCase):
    def test_is_taken_for_no_phrase(self):
        with tempfile.TemporaryDirectory() as folder:
            files = [write_wave(Path(folder) / f"{name}.wav", samples) for name, samples in SOUNDS.items()]
            for phrases in LISTS:
                listed = Path(folder) / "phrases"
                listed.write_text("\n".join(phrases) + "\n", encoding="utf-8")
                done = longhand("speech", "--model", MODEL, "--phrases", listed, "--tsv", *files)
                self.assertEqual(done.returncode, 0, done.stderr)
                heard = {Path(line.split("\t")[0]).stem: line.split("\t")[2]
                         for line in done.stdout.decode().splitlines()}
                self.assertEqual(heard, dict.fromkeys(SOUNDS, ""), phrases)


if __name__ == "__main__":
    unittest.main()
