import unittest

import numpy

from align import cuts, pauses, viterbi
from text import ALPHABET, encode


def spoken(steps):
    """Log probabilities of a network that is sure of the label of each step."""
    outputs = numpy.full((len(steps), len(ALPHABET)), -10.0, "f4")
    outputs[numpy.arange(len(steps)), steps] = -0.01
    return outputs


class AlignTest(unittest.TestCase):
    def test_best_path_has_every_letter_where_the_network_wrote_it(self):
        a, b = encode("ab")
        times = viterbi(spoken([0, a, a, 0, b, 0, b, b, 0]), [a, b, b])
        self.assertEqual(times.tolist(), [[1, 2], [4, 4], [6, 7]])

    def test_a_text_that_is_longer_than_the_sound_has_no_path(self):
        self.assertIsNone(viterbi(spoken([0, 0, 0]), encode("aaab")))

    def test_pauses_are_quiet_long_and_not_at_the_ends(self):
        frames = numpy.full((300, 40), -3, "f4")
        for first, last in [(0, 30), (100, 110), (150, 180), (270, 300)]:
            frames[first:last] = -10
        self.assertEqual(pauses(frames), [(150, 180)])

    def test_a_cut_is_where_one_gap_between_words_alone_fits_the_pause(self):
        times = lambda *first: numpy.array([[t, t + 3] for t in first])
        silent = [(150, 180)]
        self.assertEqual(cuts("a b", times(140, 170, 200), silent), [(165, 1)])
        self.assertEqual(cuts("a b", times(140, 145, 150), silent), [], "the second word began before it")
        self.assertEqual(cuts("a b", times(240, 245, 250), silent), [], "the first word ended after it")
        self.assertEqual(cuts("a b c", times(140, 150, 176, 178, 200), silent), [], "either gap could be it")


if __name__ == "__main__":
    unittest.main()
