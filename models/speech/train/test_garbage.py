import pathlib
import sys
import tempfile
import types
import unittest
from unittest import mock

import numpy

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

import fit_garbage
import garbage_trials
import measures
import weights


def odds(table, bias, rows):
    middle, deviation, linear, square = table.T
    z = numpy.clip((rows - middle) / deviation, -fit_garbage.WIDEST, fit_garbage.WIDEST)
    return bias + (linear * z + square * z * z).sum(1)


class FitTest(unittest.TestCase):
    def setUp(self):
        random = numpy.random.default_rng(1)
        self.speech = random.normal([3, 0], [1, 1], (2000, 2))
        self.no = numpy.zeros(2000, bool)
        around = random.normal(0, 1, (2000, 2))
        self.garbage = around / abs(around).max(1)[:, None] * 9  # on all sides of speech

    def test_speech_is_kept_and_what_is_unlike_it_on_any_side_is_not(self):
        table, bias = fit_garbage.fit(self.speech, self.no, self.no, self.garbage)
        self.assertLessEqual((odds(table, bias, self.speech) < 0).sum(), 1)
        self.assertLess((odds(table, bias, self.garbage) >= 0).mean(), 0.1)

    def test_noisy_speech_does_not_set_the_bias(self):
        noisy = numpy.arange(2000) < 1000
        self.speech[noisy] = [30, 30]
        table, bias = fit_garbage.fit(self.speech, self.no, noisy, self.garbage)
        self.assertLessEqual((odds(table, bias, self.speech[~noisy]) < 0).sum(), 1)

    def test_speech_that_the_network_has_seen_does_not_set_the_bias(self):
        trained = numpy.arange(2000) < 1000
        self.speech[trained] = [30, 30]
        table, bias = fit_garbage.fit(self.speech, trained, self.no, self.garbage)
        self.assertLessEqual((odds(table, bias, self.speech[~trained]) < 0).sum(), 1)

    def test_a_model_file_takes_it_and_keeps_the_rest(self):
        tensors = {"a": numpy.arange(3, dtype="i1")}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "model.safetensors"
            weights.write(path, tensors, {"name": "x", "fit": {"words": 1}})
            rule = fit_garbage.rounded(numpy.array([[1, 2, 0.5, 0], [0, 1e-7, -3, 1 / 3]]), 0.25)
            fit_garbage.put_into(path, rule)
            found, description = weights.read(path)
        self.assertEqual(found["a"].tolist(), [0, 1, 2])
        self.assertEqual(description, {"name": "x", "fit": {"words": 1, "garbage": {
            "bias": 0.25, "middle": [1, 0], "deviation": [2, 1e-7], "linear": [0.5, -3], "square": [0, 0.333333]}}})


class TrialsTest(unittest.TestCase):
    def test_every_phrase_of_a_list_is_said(self):
        spoken = [measures.Spoken(f"text {n}", numpy.sin(numpy.arange(160, dtype="f4"))) for n in range(5)]
        with tempfile.TemporaryDirectory() as folder:
            trials = [*garbage_trials.Folder(folder).trials(spoken, 2)]
            self.assertEqual([sorted(trial.texts) for trial in trials], [trial.phrases for trial in trials])
            self.assertEqual([len(trial.paths) for trial in trials], [2, 2, 2, 2, 1, 1])
            self.assertEqual([trial.is_noisy for trial in trials], 3 * [False, True])
            self.assertEqual(len({path for trial in trials for path in trial.paths if path.exists()}), 10)

    def test_an_utterance_is_chosen_without_comparing_sounds(self):
        spoken = [measures.Spoken("one", numpy.zeros(3, "f4")) for _ in range(2)]
        self.assertNotIn(spoken[1], spoken[:1])

    def test_garbage_has_every_list_for_every_sound(self):
        options = types.SimpleNamespace(sounds=[], minutes=0.5, data="x")
        voices = [measures.Spoken("text", numpy.random.default_rng(n).standard_normal(16000)) for n in range(9)]
        with tempfile.TemporaryDirectory() as folder, \
                mock.patch("lists.fitted", return_value={"a": ["a"], "b": ["b"]}), \
                mock.patch("garbage_trials.training", return_value=voices):
            trials = [*garbage_trials.garbage(options, folder)]
            self.assertTrue(all(path.exists() for trial in trials for path in trial.paths))
        self.assertEqual(len(trials), 2 * (1 + len(garbage_trials.SEEDS)))


if __name__ == "__main__":
    unittest.main()
