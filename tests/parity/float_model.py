"""Makes a float model of an int8 one: every weight times its scale, as Tesseract's own training
would have stored it. Debian has no float models, so tests make theirs."""

import struct
import sys
from pathlib import Path

COMPONENTS, LSTM = 24, 17
CONTAINERS = {b"Series", b"Parallel", b"RTLReversed", b"TTBReversed", b"XYTranspose"}
WINDOWS = {b"Convolve", b"Maxpool", b"Reconfig"}
GATES = {b"LSTM": 4, b"SummLSTM": 4}
HAS_LEARNING_RATES = 64
INT8_MODE, DOUBLES = 1, 128


class Rewriter:
    """Copies the serialised network; weight matrices go out as doubles."""

    def __init__(self, data):
        self.data, self.at, self.out = data, 0, bytearray()

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def copy(self, size):
        self.out += self.data[self.at : self.at + size]
        self.at += size

    def copy_value(self, form):
        start = self.at
        (value,) = self.take(form)
        self.out += self.data[start : self.at]
        return value

    def copy_text(self):
        size = self.copy_value("I")
        self.copy(size)
        return bytes(self.out[len(self.out) - size :])

    def matrix(self):
        (mode,) = self.take("B")
        assert mode & INT8_MODE and mode & DOUBLES, mode
        rows, cols, _ = self.take("IIb")
        weights = self.take(f"{rows * cols}b")
        (count,) = self.take("I")
        scales = self.take(f"{count}d")
        self.out += struct.pack("<BIId", DOUBLES, rows, cols, 0.0)
        real = [weight * scales[i // cols] for i, weight in enumerate(weights)]
        self.out += struct.pack(f"<{len(real)}d", *real)

    def layer(self):
        assert self.copy_value("b") == 0, "layer types are names in today's files"
        kind = self.copy_text()
        self.copy(2)
        flags = self.copy_value("i")
        self.copy(12)
        self.copy_text()
        if kind in CONTAINERS:
            for _ in range(self.copy_value("I")):
                self.layer()
            if flags & HAS_LEARNING_RATES:
                self.copy(4 * self.copy_value("I"))
        elif kind == b"Input":
            self.copy(20)
        elif kind in WINDOWS:
            self.copy(8)
        else:
            if kind in GATES:
                self.copy(4)
            for _ in range(GATES.get(kind, 1)):
                self.matrix()

    def component(self):
        self.layer()
        self.copy_text()
        (flags,) = self.take("i")
        self.out += struct.pack("<i", flags & ~INT8_MODE)
        self.copy(len(self.data) - self.at)
        return bytes(self.out)


def convert(source):
    count, *offsets = struct.unpack_from(f"<i{COMPONENTS}q", source)
    assert count == COMPONENTS, count
    ends = [next((o for o in offsets[i + 1 :] if o >= 0), len(source)) for i in range(count)]
    parts = [source[o:e] if o >= 0 else None for o, e in zip(offsets, ends)]
    parts[LSTM] = Rewriter(parts[LSTM]).component()
    table, body = struct.pack("<i", count), b""
    for part in parts:
        table += struct.pack("<q", -1 if part is None else 4 + 8 * count + len(body))
        body += part or b""
    return table + body


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(convert(Path(sys.argv[1]).read_bytes()))
