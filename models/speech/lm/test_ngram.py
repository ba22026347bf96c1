import pathlib
import tempfile
import unittest

import ngram
from build import backoff_weights, mix, prune

SENTENCES = ["a b c", "a b", "b a", "c"]


class NgramTest(unittest.TestCase):
    def setUp(self):
        self.model = ngram.witten_bell(ngram.count(SENTENCES, 3))
        self.words = ["a", "b", "c", ngram.END]

    def assert_sums_to_one(self, model):
        for history in [(), ("a",), (ngram.START,), ("b", "a"), (ngram.START, "a"), ("c", "c")]:
            history = history[max(0, len(history) - len(model[0]) + 1):]
            total = sum(ngram.probability((*history, w), *model) for w in self.words)
            self.assertAlmostEqual(total, 1, msg=history)

    def test_probabilities_sum_to_one(self):
        self.assert_sums_to_one(self.model)

    def test_mixture_and_pruned_mixture_sum_to_one(self):
        first, second = (ngram.witten_bell(ngram.count(s, 2)) for s in (SENTENCES, ["c c a", "b"]))
        singles, pairs = mix([first, second], (0.4, 0.6), set(self.words))
        for kept in (pairs, prune(singles, pairs, 4)):
            self.assert_sums_to_one(([singles, kept], backoff_weights(singles, kept)))

    def test_seen_sentences_are_likelier(self):
        self.assertLess(ngram.perplexity(["a b c"], *self.model)[0],
                        ngram.perplexity(["c c c"], *self.model)[0])

    def test_arpa_counts_match_its_lines(self):
        path = pathlib.Path(tempfile.mkdtemp()) / "m.arpa"
        ngram.write_arpa(path, *self.model)
        lines = path.read_text().splitlines()
        for n in (1, 2, 3):
            first = lines.index(f"\\{n}-grams:") + 1
            count = lines[first:].index("")
            self.assertEqual(lines[n], f"ngram {n}={count}")
            self.assertTrue(all(len(l.split("\t")[1].split()) == n for l in lines[first:first + count]))


if __name__ == "__main__":
    unittest.main()
