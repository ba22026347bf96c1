import unittest

import numpy

from score import distance, error_rates, greedy
from text import encode


class ScoreTest(unittest.TestCase):
    def test_greedy_merges_repeats_and_drops_blanks(self):
        h, e, l, o = encode("helo")
        self.assertEqual(greedy(numpy.array([0, h, h, 0, e, l, l, 0, l, o, 0])), "hello")
        self.assertEqual(greedy(numpy.array([], int)), "")

    def test_distance(self):
        self.assertEqual(distance("kitten", "sitting"), 3)
        self.assertEqual(distance("", "abc"), 3)

    def test_error_rates_are_over_all_words(self):
        self.assertEqual(error_rates([("a b c", "a x c"), ("d", "d")]), (25.0, 100 / 6))


if __name__ == "__main__":
    unittest.main()
