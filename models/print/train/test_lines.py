"""Run: LONGHAND_DATA=FOLDER python3 test_lines.py"""
import unittest

import numpy
import torch

from lines import line, real
from lines.alphabet import ALPHABET, INDEX, decode, encode, known, within
from lines.fonts import load
from lines.view import HEIGHT, cut, scaled
from measure import distance, normalised
from model import STRIDE, Recogniser, architecture, multiply_adds, picture_batch


class Alphabet(unittest.TestCase):

    def test_every_character_stands_once(self):
        self.assertEqual(len(ALPHABET), len(set(ALPHABET)))
        self.assertEqual(len(INDEX), len(ALPHABET) - 1)

    def test_repeats_need_a_blank(self):
        a, b = encode("ab")
        self.assertEqual(decode([0, a, a, 0, a, b, b, 0]), "aab")

    def test_unknown_characters_are_made_plain_or_left_out(self):
        self.assertEqual(known("ﬁn\u00a0\u00a0aͤ я"), "fin ä")
        self.assertEqual(within("„a…“ š", frozenset("abc.\"")), '"a..." ')


class Lines(unittest.TestCase):

    def test_a_number_always_gives_the_same_line(self):
        for index in range(20):
            first, second = line.make(3, index), line.make(3, index)
            self.assertEqual(first[1], second[1])
            self.assertTrue(numpy.array_equal(first[0], second[0]))

    def test_lines_have_the_height_and_room_for_the_text(self):
        for style in line.STYLES:
            for index in range(10):
                picture, text = line.make(4, index, style)
                view = scaled(picture)
                self.assertEqual(view.shape[0], HEIGHT)
                self.assertTrue(text and text == known(text))
                self.assertGreaterEqual(view.shape[1] / STRIDE, len(text))

    def test_lines_are_cut_out(self):
        picture = numpy.full((90, 300), 255, "u1")
        ink, _ = line.inked(load("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 40), "Hello", 0)
        picture[20:20 + ink.shape[0], 120:120 + ink.shape[1]] -= ink
        found, blank = cut([picture, numpy.full((90, 300), 255, "u1")])
        self.assertIsNone(blank)
        self.assertEqual(found.shape[0], HEIGHT)
        self.assertLess(found.shape[1], 2 * HEIGHT * ink.shape[1] / ink.shape[0])
        self.assertLess(found[:, 2:6].min(), 128)

    def test_halves_of_the_real_lines_share_no_source(self):
        for name in real.SETS:
            halves = [{path.name.split("_")[0] for path, _ in real.rows(name, training)} for training in (True, False)]
            self.assertTrue(all(halves))
            self.assertFalse(halves[0] & halves[1])


class Model(unittest.TestCase):

    def test_steps(self):
        pictures = [numpy.full((HEIGHT, width), 200, "u1") for width in (30, 41)]
        batch = picture_batch(pictures)
        self.assertEqual(batch.shape, (2, 1, HEIGHT, 44))
        self.assertEqual(Recogniser().eval()(batch).shape, (11, 2, len(ALPHABET)))

    def test_the_fast_way_computes_the_same(self):
        torch.manual_seed(1)
        model, x = Recogniser().eval(), torch.rand(2, 1, HEIGHT, 64)
        with torch.no_grad():
            self.assertLess(float((model(x) - model.fast(x)).abs().max()), 0.02)

    def test_the_description_names_the_weights(self):
        named = {layer["name"] for layer in architecture() if "name" in layer}
        self.assertEqual(named, {name.split(".")[0] for name in Recogniser().state_dict()})
        self.assertLess(multiply_adds(512), 160e6)


class Measure(unittest.TestCase):

    def test_distance(self):
        self.assertEqual(distance("kitten", "sitting"), 3)
        self.assertEqual(normalised("“A”  – b", True), '"a" - b')


if __name__ == "__main__":
    unittest.main()
