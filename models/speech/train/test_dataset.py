import unittest
from unittest import mock

import numpy

import augment
from dataset import Clip, Dataset, collate, speech_span
from frontend import MEL_BINS
from text import ALPHABET


def burst(count, first, last):
    frames = numpy.full((count, MEL_BINS), -10, "f4")
    frames[first:last] = -3
    return frames


class FakeStore:
    """Ten words of one speaker and one long sentence."""

    def __init__(self):
        self.rows = [{"set": "words", "speaker": "a", "text": f"w{'x' * i}"} for i in range(10)]
        self.rows.append({"set": "read", "speaker": "b", "text": "a sentence"})
        self.cuts = {10: [(150, 2)]}

    def get(self, index):
        return burst(300, 100, 250) if index == 10 else burst(70, 20, 50)


class DatasetTest(unittest.TestCase):
    def setUp(self):
        self.data = Dataset(FakeStore(), range(11), 0, 1)

    def test_speech_span(self):
        self.assertEqual(speech_span(burst(100, 30, 60)), (30, 60))
        self.assertEqual(speech_span(burst(100, 0, 0)), (0, 100))

    def test_every_utterance_is_used_once_and_short_ones_are_joined(self):
        groups = [group for batch in self.data.plan(5, 1000) for group in batch]
        self.assertEqual(sorted(clip.row for group in groups for clip in group), list(range(11)))
        self.assertIn([Clip(10, 100, 250, "a sentence")], groups)
        self.assertLess(len(groups), 11)

    def test_long_utterances_are_cut_where_it_is_allowed_into_pieces_that_are_long_enough(self):
        for least, expected in [(20, [Clip(10, 100, 150, "a"), Clip(10, 150, 250, "sentence")]),
                                (60, [Clip(10, 100, 250, "a sentence")])]:
            with mock.patch("dataset.PIECE", (least, least + 1)):
                self.assertEqual(list(self.data.clips(10, numpy.random.default_rng(1))), expected)

    def test_a_margin_is_background_not_the_speech_of_the_next_piece(self):
        for clip, longest in [(Clip(10, 100, 150, "a"), (0, 150)), (Clip(10, 150, 250, "sentence"), (150, 300))]:
            lengths = [len(self.data.piece(clip, numpy.random.default_rng(s))) for s in range(50)]
            self.assertGreater(min(lengths), clip.last - clip.first)
            self.assertLessEqual(max(lengths), longest[1] - longest[0])

    def test_repeats(self):
        data = Dataset(FakeStore(), range(11), 0, 1, repeats={"words": 3, "others": 0})
        used = data.used(numpy.random.default_rng(1))
        self.assertEqual(sorted(used), sorted(list(range(10)) * 3))
        half = Dataset(FakeStore(), range(11), 0, 1, repeats={"others": 0.5})
        counts = [len(half.used(numpy.random.default_rng(s))) for s in range(100)]
        self.assertAlmostEqual(numpy.mean(counts), 5.5, delta=0.5)

    def test_plan_and_batch_depend_on_seed_epoch_and_number_only(self):
        again = Dataset(FakeStore(), range(11), 0, 1)
        self.assertEqual(self.data.plan(2, 200), again.plan(2, 200))
        groups = self.data.plan(2, 200)[0]
        first, second = (d.batch(groups, 2, 3) for d in (self.data, again))
        for a, b in zip(first, second):
            numpy.testing.assert_array_equal(a, b)

    def test_batches_keep_to_the_budget_but_for_a_single_long_group(self):
        for batch in self.data.plan(5, 150):
            self.assertTrue(len(batch) == 1 or len(batch) * max(self.data.length(g) for g in batch) // 3 <= 150)

    def test_where_nothing_is_said_there_are_no_labels_and_no_voices_in_the_noise(self):
        store = FakeStore()
        for index in (3, 4, 5):
            store.rows[index] = {"set": "nonspeech", "speaker": "rain", "text": ""}
        data = Dataset(store, range(11), 0, 1)
        clips = [next(data.clips(index, numpy.random.default_rng(1))) for index in range(11)]
        said = lambda *rows: "".join(ALPHABET[label] for label in data.batch([[clips[r] for r in rows]], 6, 1)[2])
        self.assertEqual((said(3), said(3, 4), said(3, 0, 4)), ("", "", "w"))
        random = numpy.random.default_rng(1)
        drawn = lambda text: {row for _ in range(20) for row in data.noises(text, random)}
        self.assertEqual((drawn(""), drawn("w")), ({3, 4, 5}, set(range(11))))

    def test_collate_pads_with_zeros(self):
        x, lengths, labels, counts = collate([(numpy.ones((4, 120)), [1, 2]), (numpy.ones((2, 120)), [3])])
        self.assertEqual((x.shape, list(lengths), list(labels), list(counts)),
                         ((4, 2, 120), [4, 2], [1, 2, 3], [2, 1]))
        self.assertEqual(float(abs(x[2:, 1]).sum()), 0)


class AugmentTest(unittest.TestCase):
    def test_noise_has_the_drawn_ratio(self):
        frames = burst(400, 0, 400)
        louder = [augment.level(augment.add_noise(frames, None, numpy.random.default_rng(s)))
                  - augment.level(frames) for s in range(20)]
        self.assertGreater(min(louder), 0)
        self.assertLess(max(louder), numpy.log(1 + 10 ** -0.25))

    def test_tempo_changes_the_length_only(self):
        lengths = [len(augment.tempo(burst(400, 0, 400), numpy.random.default_rng(s))) for s in range(50)]
        self.assertTrue(340 < min(lengths) < 360 and 440 < max(lengths) < 460, lengths)
        ramp = numpy.repeat(numpy.arange(50, dtype="f4")[:, None], MEL_BINS, 1)
        self.assertAlmostEqual(float(numpy.ptp(numpy.diff(augment.tempo(ramp, numpy.random.default_rng(1))[:, 0]))), 0, 4)

    def test_a_room_prolongs_sounds_and_leaves_the_first_frame(self):
        frames = burst(100, 10, 20)
        heard = augment.room(frames, numpy.random.default_rng(1))
        numpy.testing.assert_allclose(heard[0], frames[0], rtol=1e-5)
        self.assertTrue((heard[20:24] > frames[20:24] + 1).all() and (heard >= frames - 1e-4).all())
        self.assertGreater(heard[20, 0], heard[40, 0])

    def test_augmented_frames_are_finite_and_above_the_floor(self):
        for seed in range(50):
            frames = augment.augment(burst(60, 10, 40), burst(30, 0, 9), numpy.random.default_rng(seed))
            self.assertTrue(numpy.isfinite(frames).all() and frames.min() >= augment.FLOOR)


if __name__ == "__main__":
    unittest.main()
