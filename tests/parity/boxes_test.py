"""Boxes fit the ink of rendered lines and pages: see boxes."""

import tempfile
import unittest
from pathlib import Path

from boxed_lines import draw_page, render
from boxes import longhand, score


class Boxes(unittest.TestCase):
    def test_fit_the_ink(self):
        with tempfile.TemporaryDirectory() as folder:
            for model, lines in render(Path(folder), 60).items():
                words, characters = score(lines, longhand(lines))
                self.assertTrue(words or characters, model)
                if words:
                    self.assertGreater(sum(words) / len(words), 0.9, model)
                if characters:
                    self.assertGreater(sum(characters) / len(characters), 0.6, model)

    def test_fit_the_ink_of_pages(self):
        with tempfile.TemporaryDirectory() as folder:
            pages = render(Path(folder), 4, draw_page)["eng"]
            words, _ = score(pages, longhand(pages, pages=True))
            self.assertGreater(sum(words) / len(words), 0.9)


if __name__ == "__main__":
    unittest.main()
