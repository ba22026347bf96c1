import unittest

from synthesise import spoken
from synthetic_text import Texts
from text import ALPHABET, normalise


class SyntheticTextTest(unittest.TestCase):
    def test_texts_need_only_the_letters_of_the_alphabet(self):
        texts = Texts(1)
        for _ in range(500):
            text = texts.next()
            self.assertTrue(normalise(text))
            self.assertLessEqual(set(text), set(ALPHABET))

    def test_texts_depend_on_the_seed_only(self):
        first, again, other = ([texts.next() for _ in range(20)]
                               for texts in (Texts(1), Texts(1), Texts(2)))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_letters_are_read_by_their_names(self):
        self.assertEqual(spoken("c a t"), "see ay tea")
        self.assertEqual(spoken("quarter past ten a m"), "quarter past ten ay em")
        self.assertEqual(spoken("i have a plan b for them"), "i have a plan bee for them")


if __name__ == "__main__":
    unittest.main()
