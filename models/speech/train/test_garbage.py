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
        self.whole, self.place = numpy.ones(2000), numpy.repeat("a", 2000)
        around = random.normal(0, 1, (2000, 2))
        self.garbage = around / abs(around).max(1)[:, None] * 9  # on all sides of speech

    def test_speech_is_kept_and_what_is_unlike_it_on_any_side_is_not(self):
        table, bias = fit_garbage.fit(self.speech, self.whole, self.garbage, self.place)
        self.assertLessEqual((odds(table, bias, self.speech) < 0).sum(), 2)
        self.assertLess((odds(table, bias, self.garbage) >= 0).mean(), 0.1)

    def test_only_speech_of_whole_weight_sets_the_border(self):
        lighter = numpy.arange(2000) < 1000
        self.speech[lighter] = [30, 30]
        table, bias = fit_garbage.fit(self.speech, numpy.where(lighter, 0.05, 1), self.garbage, self.place)
        self.assertLessEqual((odds(table, bias, self.speech[~lighter]) < 0).sum(), 2)

    def test_many_sounds_of_one_folder_do_not_drown_few_of_another(self):
        few = numpy.arange(2000) < 20
        self.garbage[few] = [3, -7]
        self.garbage[~few] = [-9, 0]
        self.place = numpy.where(few, "few", "many")
        table, bias = fit_garbage.fit(self.speech, self.whole, self.garbage, self.place)
        self.assertTrue((odds(table, bias, self.garbage[few]) < 0).all())

    def test_little_more_is_learned_by_refining(self):
        table, _ = fit_garbage.fit(self.speech, self.whole, self.garbage, self.place)
        few = numpy.arange(2000) < 20
        refined, bias = fit_garbage.fit(self.speech[few], self.whole[few], self.garbage[few], self.place[few], table)
        self.assertEqual(refined[:, :2].tolist(), table[:, :2].tolist())
        self.assertLess((odds(refined, bias, self.garbage) >= 0).mean(), 0.1)

    def test_a_model_file_takes_it_and_keeps_the_rest(self):
        tensors = {"a": numpy.arange(3, dtype="i1")}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "model.safetensors"
            weights.write(path, tensors, {"name": "x", "fit": {"words": 1}})
            rule = fit_garbage.rounded(numpy.array([[1, 2, 0.5, 0], [0, 1e-7, -3, 1 / 3]]), 0.25)
            fit_garbage.put_into(path, rule)
            found, description = weights.read(path)
            self.assertEqual(fit_garbage.table_of(path).tolist(), [[1, 2, 0.5, 0], [0, 1e-7, -3, 0.333333]])
        self.assertEqual(found["a"].tolist(), [0, 1, 2])
        self.assertEqual(description, {"name": "x", "fit": {"words": 1, "garbage": {
            "bias": 0.25, "middle": [1, 0], "deviation": [2, 1e-7], "linear": [0.5, -3], "square": [0, 0.333333]}}})


class TrialsTest(unittest.TestCase):
    def test_every_phrase_of_a_list_is_said(self):
        spoken = [measures.Spoken(f"text {n}", numpy.sin(numpy.arange(160, dtype="f4"))) for n in range(5)]
        with tempfile.TemporaryDirectory() as folder:
            trials = [*garbage_trials.Folder(folder).trials(spoken, 2)]
            self.assertEqual([sorted(trial.texts) for trial in trials], [trial.phrases for trial in trials])
            self.assertEqual([len(trial.paths) for trial in trials], 8 * [2] + 4 * [1])
            shares = [1, garbage_trials.NOISY, garbage_trials.CHANNEL, garbage_trials.PAGE]
            self.assertEqual([trial.weight for trial in trials], 3 * shares)
            self.assertEqual(len({path for trial in trials for path in trial.paths if path.exists()}), 20)

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
        self.assertEqual(len(trials), 2 * (len(garbage_trials.CAFE_SETS) + len(garbage_trials.SEEDS)))


if __name__ == "__main__":
    unittest.main()
