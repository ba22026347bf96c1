import pathlib
import sys
import tempfile
import unittest

import numpy

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

import confidence_trials
import fit_confidence
import measures
import weights


class FitTest(unittest.TestCase):
    def drawn(self, count, *coefficients):
        random = numpy.random.default_rng(count)
        x = random.normal(0, 1, (count, len(coefficients) - 1))
        odds = coefficients[0] + x @ coefficients[1:]
        return x, (random.uniform(0, 1, count) < fit_confidence.logistic(odds)).astype(float)

    def test_coefficients_are_found_again(self):
        found = fit_confidence.fit([[self.drawn(20000, 0.5, 2, 1), self.drawn(20001, 0.5, 2, 1)]])
        self.assertLess(abs(found - [0.5, 2, 1]).max(), 0.1)

    def test_sets_of_a_kind_weigh_alike_whatever_their_size(self):
        often, seldom = (numpy.zeros((900, 1)), numpy.ones(900)), (numpy.zeros((100, 1)), numpy.zeros(100))
        self.assertAlmostEqual(fit_confidence.fit([[often, seldom]])[0], 0)

    def test_kinds_weigh_alike_however_many_sets_they_have(self):
        right, wrong = (numpy.zeros((9, 1)), numpy.ones(9)), (numpy.zeros((9, 1)), numpy.zeros(9))
        self.assertAlmostEqual(fit_confidence.fit([[right], [wrong, wrong, wrong]])[0], 0)

    def test_more_evidence_never_makes_less_sure(self):
        bias, bad, good = fit_confidence.fit([[self.drawn(5000, 0, -1, 1)]])
        self.assertEqual(bad, 0)
        self.assertGreater(good, 0.5)

    def test_calibration_error(self):
        sure = numpy.repeat([0.0, 100.0], 50)[:, None]  # confidences of 0.5 and 1
        error, brier = fit_confidence.measure(numpy.array([0, 1]), sure, numpy.repeat([1.0, 0.0, 1.0], [30, 20, 50]))
        self.assertAlmostEqual(error, 0.05)
        self.assertAlmostEqual(brier, 0.125)

    def test_a_model_file_takes_them_and_keeps_the_rest(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "model.safetensors"
            weights.write(path, {"a": numpy.arange(3, dtype="i1")}, {"fit": {"garbage": 1, "word_confidence": 2}})
            fit_confidence.put_into(path, {"word_confidence": fit_confidence.named("word_confidence", [1.2345, 2, 3, 4])})
            self.assertEqual(weights.read(path)[1]["fit"], {"garbage": 1, "word_confidence": {
                "bias": 1.23, "mean_peak": 2, "least_peak": 3, "agreement": 4}})


class TrialsTest(unittest.TestCase):
    def test_words_that_were_said(self):
        self.assertEqual(confidence_trials.right_words("a b c d".split(), ("a", "x", "c", "d", "d")),
                         [True, False, True, True, False])

    def test_no_speaker_is_in_both_halves(self):
        rows = [({"speaker": str(n % 10), "text": str(n)}, str(n % 10)) for n in range(100)]
        one, other = confidence_trials.halves(rows)
        self.assertEqual(len(one) + len(other), 100)
        self.assertTrue(one and other and not set(one) & set(other))

    def test_without_speakers_no_sentence_is_in_both_halves(self):
        rows = [({"speaker": "unknown", "text": str(n % 10)}, str(n % 10)) for n in range(100)]
        one, other = confidence_trials.halves(rows)
        self.assertTrue(one and other and not set(one) & set(other))

    def test_as_many_phrases_are_said_as_others(self):
        spoken = [measures.Spoken(str(n), numpy.sin(numpy.arange(160, dtype="f4"))) for n in range(100)]
        with tempfile.TemporaryDirectory() as folder:
            trials = [*confidence_trials.of_phrases(confidence_trials.garbage_trials.Folder(folder), "x", spoken, False)]
        self.assertEqual(len(trials), 2 + 10 + 100)
        for trial in trials:
            listed = [text in trial.phrases for text in trial.texts]
            self.assertEqual(sum(listed), len(trial.phrases))
            self.assertEqual(len(listed), 2 * len(trial.phrases))


if __name__ == "__main__":
    unittest.main()
