import unittest

import torch

from model import Recogniser, deepen
from text import ALPHABET


class ModelTest(unittest.TestCase):
    def test_fast_outputs_and_gradients_are_pytorchs_but_for_narrow_operands(self):
        torch.manual_seed(1)
        model = Recogniser(hidden=72, layers=2)
        x, names = torch.randn(31, 5, 120), [name for name, _ in model.named_parameters()]
        weight = torch.randn(31, 5, len(ALPHABET))
        outputs = model(x), model.fast(x)
        self.assertLess(float((outputs[0] - outputs[1]).abs().max()), 0.01)
        slow, fast = (torch.autograd.grad((y * weight).sum(), list(model.parameters())) for y in outputs)
        for name, a, b in zip(names, slow, fast):
            self.assertGreater(float(torch.cosine_similarity(a.flatten(), b.flatten(), dim=0)), 0.999, name)
            self.assertAlmostEqual(float(b.norm() / a.norm()), 1, 2, name)

    def test_gates_far_from_zero_stay_finite(self):
        model = Recogniser(hidden=16, layers=1)
        output = model.fast(torch.full((4, 1, 120), 1e4))
        self.assertTrue(torch.isfinite(output).all())
        torch.testing.assert_close(output, model(torch.full((4, 1, 120), 1e4)), atol=1e-2, rtol=0)

    def test_a_deeper_model_hands_on_what_the_layers_below_say(self):
        torch.manual_seed(3)
        model = Recogniser(hidden=48, layers=2)
        model.fc.weight.data *= 8  # sure of something, as trained models are
        x = torch.randn(40, 3, 120)
        expected, found = model(x).exp(), deepen(model)(x).exp()
        self.assertLess(float((found - expected).abs().sum(2).mean()), 0.5)  # 2: nothing in common
        self.assertGreater(float((found.argmax(2) == expected.argmax(2)).float().mean()), 0.8)


if __name__ == "__main__":
    unittest.main()
