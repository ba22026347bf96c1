import pathlib
import tempfile
import unittest
from unittest import mock

import numpy

import synthesise
from manifest import rows_of
from nonspeech_set import LENGTH, utterances


class NonspeechSetTest(unittest.TestCase):
    def test_it_is_a_set_of_which_the_manifest_keeps_every_utterance_without_text(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(synthesise, "write_sound") as sound:
            folder = pathlib.Path(folder)
            synthesise.write_set(folder, "nonspeech", utterances(seed=1, hours=0.025), hours=1)
            rows = list(rows_of(folder / "nonspeech.tsv"))
            seconds = len(sound.call_args.args[1]) / 16000
        self.assertEqual({(row["text"], row["split"]) for row in rows}, {("", "train")})
        lengths = [float(row["end"]) - float(row["start"]) for row in rows]
        self.assertTrue(LENGTH[0] - 0.01 < min(lengths) and max(lengths) < LENGTH[1] + 0.01, lengths)
        self.assertAlmostEqual(sum(lengths) + synthesise.PAUSE * len(rows), seconds, delta=0.1)
        self.assertGreater(len({row["speaker"] for row in rows}), 2)

    def test_it_depends_on_the_seed_only(self):
        first, again, other = ([samples for *_, samples in utterances(seed, 0.02)] for seed in (1, 1, 2))
        same = lambda a, b: len(a) == len(b) and all(numpy.array_equal(x, y) for x, y in zip(a, b))
        self.assertTrue(same(first, again))
        self.assertFalse(same(first, other))


if __name__ == "__main__":
    unittest.main()
