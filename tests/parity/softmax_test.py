"""Softmax outputs are those of an independent implementation in numpy, for each kind of model: within
1e-5 (README.md tells which lines of float models go further).

$LONGHAND_DATA/models may hold further models. Prints the largest difference of each.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
from PIL import Image

import network
from engines import REPOSITORY, TESSDATA, unpacked_best_int
from float_model import convert
from render import render

sys.path[:0] = [str(REPOSITORY / "tests/fixtures" / part) for part in ("nn", "ocr/reference")]
import reference  # noqa: E402
import scaling  # noqa: E402

CLOSE = 1e-5
LINES = 3
COMMAND = os.environ.get("PROBABILITIES_COMMAND", REPOSITORY / "build/native/tests/parity/probabilities")


def expected_probabilities(model, grey):
    line = scaling.scale_line(grey, model.height)
    if model.int8:
        values = scaling.to_int8(line)
    else:
        black, half = scaling.contrast(line)
        values = (line.astype(np.float32) - black) / half - np.float32(1)
    noise = reference.Noise(model.noise_seed)
    noise.signed(1)  # Tesseract discards the first draw after seeding
    return reference.forward(model.layers, values[:, :, None], noise, model.int8)[0]


def found_probabilities(path, grey, folder):
    image = Path(folder) / "line.pgm"
    Image.fromarray(grey).save(image)
    done = subprocess.run([COMMAND, path, image], capture_output=True, check=True)
    steps, labels = np.frombuffer(done.stdout, np.int32, 2)
    return np.frombuffer(done.stdout, np.float32, -1, 8).reshape(steps, labels)


class Softmax(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def models(self, images):
        """Pairs of a model file and the lines that suit it."""
        for name, lines in images.items():
            yield TESSDATA / f"{name}.traineddata", lines
        yield unpacked_best_int(self.folder), images["eng"]
        real = self.folder / "eng_float.traineddata"
        real.write_bytes(convert((TESSDATA / "eng.traineddata").read_bytes()))
        yield real, images["eng"]
        for path in sorted(Path(os.environ.get("LONGHAND_DATA", "/nowhere")).glob("models/*.traineddata")):
            yield path, images["fra"]

    def test_probabilities_are_those_of_the_formulas(self):
        for path, lines in self.models(render(self.folder)):
            model, worst = network.load(path), 0
            for image in lines[:: len(lines) // LINES]:
                grey = np.asarray(Image.open(image))
                expected = expected_probabilities(model, grey)
                found = found_probabilities(path, grey, self.folder)
                self.assertEqual(found.shape, expected.shape)
                worst = max(worst, float(np.abs(found - expected).max()))
            print(f"{path.stem}: {worst:.1e}", file=sys.stderr, flush=True)
            self.assertLess(worst, CLOSE, path.stem)


if __name__ == "__main__":
    unittest.main()
