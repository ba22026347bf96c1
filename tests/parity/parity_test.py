"""At least 99.5 % of the rendered lines read the same as with Tesseract's raw line mode, for each
kind of model, with and without dictionary. Prints every line that differs."""

import sys
import tempfile
import unittest
from pathlib import Path

from engines import TESSDATA, Longhand, Tesseract, unpacked_best_int
from float_model import convert
from render import render

LEAST = 0.995


class Parity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.images = render(cls.folder)

    def models(self):
        """Pairs of a model file and the lines that suit it."""
        for name, images in self.images.items():
            yield TESSDATA / f"{name}.traineddata", images
        yield unpacked_best_int(self.folder), self.images["eng"]
        real = self.folder / "eng_float.traineddata"
        real.write_bytes(convert((TESSDATA / "eng.traineddata").read_bytes()))
        yield real, self.images["eng"]

    def count_same(self, title, images, ours, theirs):
        differing = [row for row in zip(images, ours, theirs) if row[1] != row[2]]
        for image, our, their in differing:
            print(f"{title}: {image.name}\n  longhand  {our}\n  tesseract {their}", file=sys.stderr)
        return len(images) - len(differing)

    def test_texts_are_tesseracts(self):
        self.assertTrue(Tesseract.version().startswith("5.3."), "written for Debian 12's Tesseract")
        longhand, tesseract = Longhand(raw=True), Tesseract()
        same = total = 0
        for model, images in self.models():
            bare = longhand.slim(model, self.folder / f"{model.stem}_bare.traineddata")
            for dictionary, reference in ((True, model), (False, bare)):
                ours = longhand.read(images, model, dictionary)
                theirs = tesseract.read(images, reference)
                self.assertTrue(any(theirs), "Tesseract read nothing")
                title = f"{model.stem} {'with' if dictionary else 'without'} dictionary"
                same += self.count_same(title, images, ours, theirs)
                total += len(images)
        print(f"{same} of {total} lines are the same", file=sys.stderr)
        self.assertGreaterEqual(same, LEAST * total)


if __name__ == "__main__":
    unittest.main()
