import unittest

from text import ALPHABET, encode, normalise


class NormaliseTest(unittest.TestCase):
    def test_rules(self):
        for written, said in {
            "Don\u2019t touch the caf\u00e9's door!": "don't touch the cafe's door",
            "P I T T S BURGH": "p i t t s burgh",
            "The PBX, or SIP phone": "the p b x or sip phone",
            "Press 1 & then *": "press one and then star",
            "85 Ridge Road": None,
            "8885112": "eight eight eight five one one two",
            "3D audio": None,
            "?!": None,
            "": "",
            "Mr. Smith's well-known 'trick'": "mister smith's well known trick",
        }.items():
            self.assertEqual(normalise(written), said, written)

    def test_alphabet_covers_the_result(self):
        text = normalise("Zo\u00eb \u2014 said: \u201cit's 7\u201d")
        self.assertEqual("".join(ALPHABET[label] for label in encode(text)), text)


if __name__ == "__main__":
    unittest.main()
