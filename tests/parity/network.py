"""Reads the network of a `.traineddata` into the layers that tests/fixtures/nn/reference.py runs."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LSTM = 17
CONTAINERS = {"Series": "series", "Parallel": "parallel", "RTLReversed": "reverse_x",
              "TTBReversed": "reverse_y", "XYTranspose": "transpose_xy"}
WINDOWS = {"Convolve": "convolve", "Maxpool": "maxpool", "Reconfig": "reconfig"}
LSTMS = {"LSTM": "lstm", "SummLSTM": "summarising_lstm"}
ACTIVATIONS = {"Tanh": "tanh", "Logistic": "logistic", "Relu": "relu", "Linear": "linear",
               "LinLogistic": "clip_0_1", "LinTanh": "clip_1_1", "Softmax": "softmax"}
HAS_LEARNING_RATES = 64
INT8_MODE = 1


@dataclass
class Model:
    layers: dict
    height: int
    int8: bool
    noise_seed: int


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def text(self):
        return self.take(f"{self.take('I')}s").decode()

    def array(self, kind, count):
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def matrix(self):
        if not self.take("B") & INT8_MODE:
            rows, columns, _ = self.take("IId")
            values = self.array("<f8", rows * columns).reshape(rows, columns).astype(np.float32)
            return {"values": values.astype(np.float64)}  # so that sums have no error worth speaking of
        rows, columns, _ = self.take("IIb")
        values = self.array(np.int8, rows * columns).reshape(rows, columns).astype(np.int32)
        return {"values": values, "scale": self.array("<f8", self.take("I"))[:rows]}

    def layer(self):
        assert self.take("b") == 0, "layer types are names in today's files"
        kind = self.text()
        _, _, flags, _, outputs, _ = self.take("bbiiii")
        self.text()
        if kind in CONTAINERS:
            children = [self.layer() for _ in range(self.take("I"))]
            if flags & HAS_LEARNING_RATES:
                self.array("<f4", self.take("I"))
            return {"kind": CONTAINERS[kind], "children": children}
        if kind == "Input":
            return {"kind": "input", "height": self.take("5i")[1]}
        if kind in WINDOWS:
            size_x, size_y = self.take("ii")
            return {"kind": WINDOWS[kind], "size_x": size_x, "size_y": size_y}
        if kind in LSTMS:
            self.take("i")
            return {"kind": LSTMS[kind], "outputs": outputs, "weights": [self.matrix() for _ in range(4)]}
        return {"kind": "dense", "activation": ACTIVATIONS[kind], "weights": [self.matrix()]}


def lstm_component(data):
    count = struct.unpack_from("<i", data)[0]
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    return data[offsets[LSTM] : next(o for o in offsets[LSTM + 1 :] if o >= 0)]


def load(path):
    reader = Reader(lstm_component(Path(path).read_bytes()))
    layers = reader.layer()
    reader.text()
    flags, _, sample_iteration = reader.take("iii")
    return Model(layers, layers["children"][0]["height"], bool(flags & INT8_MODE), sample_iteration * 0x10000001)
