"""The recogniser: `nn.LSTM` and a linear layer, and how it grows."""
import math

import torch
from torch import nn

from fast_layer import FastLayer
from frontend import MEL_BINS, STACK
from text import ALPHABET


class Recogniser(nn.Module):
    def __init__(self, hidden=512, layers=3):
        super().__init__()
        self.lstm = nn.LSTM(STACK * MEL_BINS, hidden, layers)
        self.fc = nn.Linear(hidden, len(ALPHABET))

    def forward(self, x):
        """x: [steps, batch, STACK * MEL_BINS] -> log probabilities [steps, batch, labels]."""
        return self.fc(self.lstm(x)[0]).log_softmax(2)

    def fast(self, x, dropout=0.0):
        """The same by FastLayer; for training."""
        for layer in range(self.lstm.num_layers):
            w_ih, w_hh, *biases = (getattr(self.lstm, f"{name}_l{layer}") for name in
                                   ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            x = nn.functional.dropout(FastLayer.apply(x, w_ih, w_hh, sum(biases)), dropout)
        return self.fc(x).log_softmax(2)


OPEN = 2.0  # bias of a gate that lets 88 % pass
HANDED_ON = 0.5  # weight of a state in the next layer's cell: small, where tanh is nearly straight


def deepen(model):
    """A model of one more layer with nearly the same outputs: the new layer hands on its inputs
    (input and output gates open, forget gate closed), the linear layer takes back what that shrinks
    them by. What training needs to make something of it are small random weights."""
    hidden, layers = model.lstm.hidden_size, model.lstm.num_layers
    deeper = Recogniser(hidden, layers + 1)
    state = deeper.state_dict()
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        state[f"lstm.{name}_l{layers}"].mul_(0.3 if "weight" in name else 0)
    state[f"lstm.weight_ih_l{layers}"][2 * hidden : 3 * hidden] += HANDED_ON * torch.eye(hidden)
    bias = state[f"lstm.bias_ih_l{layers}"].view(4, hidden)
    bias[[0, 3]], bias[1] = OPEN, -OPEN
    state.update(model.state_dict())
    passed = 1 / (1 + math.exp(-OPEN))
    state["fc.weight"] = model.fc.weight.data / (HANDED_ON * passed ** 2 / passed)
    deeper.load_state_dict(state)
    return deeper
