import unittest

import numpy

import augment
from dataset import Dataset, collate, speech_span
from frontend import MEL_BINS


def burst(count, first, last):
    frames = numpy.full((count, MEL_BINS), -10, "f4")
    frames[first:last] = -3
    return frames


class FakeStore:
    """Ten words of one speaker and one long sentence."""

    def __init__(self):
        self.rows = [{"set": "words", "speaker": "a", "text": f"w{'x' * i}"} for i in range(10)]
        self.rows.append({"set": "read", "speaker": "b", "text": "a sentence"})
        self.variants = ["plain", "fast"]

    def get(self, index, variant="plain"):
        return burst(300, 100, 250) if index == 10 else burst(70, 20, 50)


class DatasetTest(unittest.TestCase):
    def setUp(self):
        self.data = Dataset(FakeStore(), range(11), 0, 1)

    def test_speech_span(self):
        self.assertEqual(speech_span(burst(100, 30, 60)), (30, 60))
        self.assertEqual(speech_span(burst(100, 0, 0)), (0, 100))

    def test_every_utterance_is_used_once_and_short_ones_are_joined(self):
        groups = [group for batch in self.data.plan(5, 1000) for group in batch]
        self.assertEqual(sorted(i for group in groups for i in group), list(range(11)))
        self.assertIn([10], groups)
        self.assertLess(len(groups), 11)

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
        first, second = (d.batch([[0, 1], [10]], 2, 3) for d in (self.data, again))
        for a, b in zip(first, second):
            numpy.testing.assert_array_equal(a, b)

    def test_batches_keep_to_the_budget(self):
        for batch in self.data.plan(5, 150):
            self.assertLessEqual(len(batch) * max(self.data.length(g) for g in batch) // 3, 150)

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

    def test_augmented_frames_are_finite_and_above_the_floor(self):
        for seed in range(50):
            frames = augment.augment(burst(60, 10, 40), burst(30, 0, 9), numpy.random.default_rng(seed))
            self.assertTrue(numpy.isfinite(frames).all() and frames.min() >= augment.FLOOR)


if __name__ == "__main__":
    unittest.main()
