import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "train"))

from measures import Spoken, closed_choice, equal_error_rate


class MeasuresTest(unittest.TestCase):
    def test_equal_error_rate(self):
        inside = [(True, 0.9), (True, 0.8), (True, 0.3), (True, 0.7)]
        self.assertEqual(equal_error_rate(inside, [0.1, 0.2, 0.1, 0.25]), 0)
        self.assertEqual(equal_error_rate(inside, [0.1, 0.2, 0.1, 0.5]), 25)
        self.assertEqual(equal_error_rate([(False, 0.9), *inside[1:]], [0.0] * 4), 25)

    def test_closed_choice_takes_one_utterance_of_each_sentence(self):
        spoken = [Spoken(f"sentence {k % 500}", None) for k in range(600)]
        listed, inside, outside = closed_choice(spoken)
        self.assertEqual([s.text for s in inside], listed)
        self.assertEqual(len(set(listed)), 200)
        self.assertEqual(len(outside), 200)
        self.assertFalse(set(listed) & {s.text for s in outside})


if __name__ == "__main__":
    unittest.main()
