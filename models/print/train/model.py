"""The recogniser: convolutions, two bidirectional LSTMs, a linear layer, named as in the model file."""
import pathlib
import sys

import torch
from torch import nn

from lines.alphabet import ALPHABET
from lines.view import HEIGHT

sys.path.append(str(pathlib.Path(__file__).parents[2] / "speech" / "train"))
from fast_layer import OPERANDS, FastLayer  # noqa: E402

# (channels out, kernel, stride, padding), each [rows, columns]: 32 rows become 1, 4 columns become a step
CONVOLUTIONS = [(32, (3, 3), (2, 2), (1, 1)), (48, (3, 3), (2, 2), (1, 1)), (80, (3, 3), (2, 1), (1, 1)),
                (112, (3, 3), (2, 1), (1, 1)), (144, (2, 1), (2, 1), (0, 0))]
STRIDE = 4
HIDDEN = 128
LSTMS = 2


class Recogniser(nn.Module):

    def __init__(self):
        super().__init__()
        inputs = 1
        for at, (outputs, kernel, stride, padding) in enumerate(CONVOLUTIONS):
            self.add_module(f"conv{at}", nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False))
            self.add_module(f"norm{at}", nn.BatchNorm2d(outputs))
            inputs = outputs
        self.lstm = nn.LSTM(inputs, HIDDEN, LSTMS, bidirectional=True)
        self.fc = nn.Linear(2 * HIDDEN, len(ALPHABET))

    def columns(self, x):
        """[batch, 1, HEIGHT, width] -> [steps, batch, channels]"""
        for at in range(len(CONVOLUTIONS)):
            x = torch.relu(getattr(self, f"norm{at}")(getattr(self, f"conv{at}")(x)))
        return x.flatten(1, 2).permute(2, 0, 1)

    def forward(self, x):
        """x: grey values of 0 to 1, [batch, 1, HEIGHT, width] -> log probabilities [steps, batch, labels]."""
        return self.fc(self.lstm(self.columns(x))[0]).log_softmax(2)

    def direction(self, x, name):
        w_ih, w_hh, *biases = (getattr(self.lstm, f"{part}_{name}")
                               for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        return FastLayer.apply(x, w_ih, w_hh, sum(biases))

    def fast(self, x, dropout=0.0):
        """The same with the operands of FastLayer; for training."""
        with torch.autocast("cpu", torch.bfloat16, enabled=OPERANDS == torch.bfloat16):
            x = self.columns(x.to(memory_format=torch.channels_last))
        x = x.float().contiguous()
        for layer in range(LSTMS):
            x = torch.cat([self.direction(x, f"l{layer}"), self.direction(x.flip(0), f"l{layer}_reverse").flip(0)], 2)
        return self.fc(nn.functional.dropout(x, dropout)).log_softmax(2)


def architecture():
    """The layers as models/FORMAT.md describes them."""
    layers, inputs = [], 1
    for at, (outputs, kernel, stride, padding) in enumerate(CONVOLUTIONS):
        layers += [{
            "type": "conv2d",
            "name": f"conv{at}",
            "in_channels": inputs,
            "out_channels": outputs,
            "kernel_size": list(kernel),
            "stride": list(stride),
            "padding": list(padding),
            "bias": False
        }, {
            "type": "batch_norm",
            "name": f"norm{at}",
            "num_features": outputs
        }, {
            "type": "relu"
        }]
        inputs = outputs
    return layers + [{
        "type": "flatten"
    }, {
        "type": "lstm",
        "name": "lstm",
        "input_size": inputs,
        "hidden_size": HIDDEN,
        "num_layers": LSTMS,
        "bidirectional": True
    }, {
        "type": "linear",
        "name": "fc",
        "in_features": 2 * HIDDEN,
        "out_features": len(ALPHABET)
    }]


def multiply_adds(width=512):
    """Of a line of so many columns."""
    total, rows, columns, inputs = 0, HEIGHT, width, 1
    for outputs, kernel, stride, _ in CONVOLUTIONS:
        rows, columns = rows // stride[0], columns // stride[1]
        total += rows * columns * inputs * outputs * kernel[0] * kernel[1]
        inputs = outputs
    for layer in range(LSTMS):
        total += columns * 8 * HIDDEN * ((inputs if layer == 0 else 2 * HIDDEN) + HIDDEN)
    return total + columns * 2 * HIDDEN * len(ALPHABET)


def picture_batch(pictures):
    """Pictures [HEIGHT, columns] of 0 to 255 as one batch, the narrower ones continued by the ground at their end."""
    width = -(-max(picture.shape[1] for picture in pictures) // STRIDE) * STRIDE
    batch = torch.empty(len(pictures), 1, HEIGHT, width)
    for place, picture in zip(batch, pictures):
        values = torch.from_numpy(picture.astype("f4") / 255)
        place[0, :, :picture.shape[1]] = values
        place[0, :, picture.shape[1]:] = values[:, -3:].median()
    return batch
