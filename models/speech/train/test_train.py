import types
import unittest

from train import learning_rate

OPTIONS = types.SimpleNamespace(rate=1e-3, final_rate=1e-5, warmup=10, decay=0.4)


class LearningRateTest(unittest.TestCase):
    def test_warms_up_stays_and_decays_exponentially(self):
        for update, progress, expected in [(0, 0, 1e-4), (9, 0.01, 1e-3), (500, 0.6, 1e-3),
                                           (800, 0.8, 1e-4), (1000, 1, 1e-5), (2000, 1.5, 1e-5)]:
            self.assertAlmostEqual(learning_rate(update, progress, OPTIONS), expected, msg=update)


if __name__ == "__main__":
    unittest.main()
