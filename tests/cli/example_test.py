"""The example of models/FORMAT.md: the script that it shows made the model that is heard here."""

import math
import struct
import tempfile
import unittest
import wave
from pathlib import Path

from command import FIXTURES, longhand

MODELS = Path(__file__).parents[2] / "models"
MODEL = FIXTURES / "torch/example.safetensors"
RATE = 16000
HERTZ = {"a": 500, "b": 1000}


def write_tones(path, text):
    samples = [0.0] * (RATE // 10)
    for letter in text:
        samples += [0.3 * math.sin(2 * math.pi * HERTZ[letter] * i / RATE) for i in range(RATE // 5)]
        samples += [0.0] * (RATE // 10)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *(round(32767 * s) for s in samples)))


class Example(unittest.TestCase):
    def test_documentation_shows_the_script(self):
        self.assertIn((MODELS / "example.py").read_text(), (MODELS / "FORMAT.md").read_text())

    def test_script_describes_the_committed_model(self):
        info = longhand("info", MODEL).stdout.decode()
        self.assertIn("LSTM 40 -> 1x16, linear 16 -> 3", info)
        self.assertIn("licence CC0-1.0", info)

    def test_its_model_hears_tones(self):
        self.check(MODEL)

    def test_and_so_does_its_int8_copy(self):
        with tempfile.TemporaryDirectory() as folder:
            small = Path(folder) / "int8.safetensors"
            tones = Path(folder) / "tones.wav"
            write_tones(tones, "abba")
            done = longhand("quantize", MODEL, small, tones)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn(b"times smaller", done.stdout)
            self.assertIn(b"recordings: 0 of 1 texts differ", done.stdout)
            self.assertIn(b"speech, int8", longhand("info", small).stdout)
            self.check(small)

    def check(self, model):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tones.wav"
            for text in ("abba", "ba", "aaab"):
                write_tones(path, text)
                done = longhand("speech", "--model", model, path)
                self.assertEqual((done.stdout.decode().strip(), done.returncode), (text, 0))

    def test_quantize_tells_what_is_wrong(self):
        done = longhand("quantize", MODELS / "FORMAT.md", "/dev/null")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"safetensors: expected a model, found text", done.stderr)


if __name__ == "__main__":
    unittest.main()
