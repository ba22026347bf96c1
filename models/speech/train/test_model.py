import unittest

import torch

from model import Recogniser, deepen


class LstmLayerTest(unittest.TestCase):
    def test_outputs_and_gradients_equal_pytorch(self):
        torch.manual_seed(1)
        model = Recogniser(hidden=24, layers=2).double()
        torch.set_default_dtype(torch.float64)
        self.addCleanup(torch.set_default_dtype, torch.float32)
        x = torch.randn(11, 3, 120)
        expected = model.fc(model.lstm(x)[0]).log_softmax(2)
        weight = torch.randn_like(expected)
        grads = [torch.autograd.grad((y * weight).sum(), list(model.parameters()))
                 for y in (expected, model(x))]
        torch.testing.assert_close(model(x), expected)
        for name, a, b in zip(dict(model.named_parameters()), *grads):
            torch.testing.assert_close(b, a, msg=lambda m: f"{name}: {m}")

    def test_bfloat16_products_change_gradients_little(self):
        torch.manual_seed(2)
        model = Recogniser(hidden=64, layers=2)
        x = torch.randn(30, 4, 120)
        grads = []
        for model.product in (None, torch.bfloat16):
            loss = model(x)[:, :, 3].mean()
            grads.append(torch.cat([g.flatten() for g in torch.autograd.grad(loss, list(model.parameters()))]))
        self.assertGreater(float(torch.cosine_similarity(*grads, dim=0)), 0.999)

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
