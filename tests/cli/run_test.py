"""`longhand run`: a network on numbers."""

import json
import struct
import unittest

from command import FIXTURES, longhand


def fixture(name):
    """A model of tests/fixtures/torch, and the input and output of PyTorch's run for its first sequence."""
    path = FIXTURES / f"torch/{name}.safetensors"
    whole = path.read_bytes()
    size = struct.unpack("<Q", whole[:8])[0]
    header, data = json.loads(whole[8:8 + size]), whole[8 + size:]

    def rows(tensor):
        begin, end = header[tensor]["data_offsets"]
        steps, batch, features = header[tensor]["shape"]
        values = struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
        return [values[step * batch * features:step * batch * features + features] for step in range(steps)]

    return path, rows("run.input"), rows("run.output")


def as_text(rows, between="\t"):
    return "\n".join(between.join(map(repr, row)) for row in rows).encode()


class Run(unittest.TestCase):
    def test_prints_what_pytorch_computes(self):
        for name in ("layer_crnn", "layer_deep_speech", "layer_channel_attention"):
            model, steps, expected = fixture(name)
            done = longhand("run", model, stdin=as_text(steps))
            self.assertEqual(done.stderr, b"")
            found = [[float(number) for number in line.split(b"\t")] for line in done.stdout.splitlines()]
            self.assertEqual([len(row) for row in found], [len(row) for row in expected])
            for row, wanted in zip(found, expected):
                for number, right in zip(row, wanted):
                    self.assertAlmostEqual(number, right, delta=1e-5)

    def test_numbers_may_stand_between_commas_and_blanks(self):
        model, steps, _ = fixture("layer_gru")
        tabs, commas = as_text(steps), as_text(steps, " , ").replace(b"\n", b"\r\n\r\n")
        self.assertEqual(longhand("run", model, "-", stdin=tabs).stdout, longhand("run", model, stdin=commas).stdout)

    def test_says_what_is_wrong_and_where(self):
        model, steps, _ = fixture("layer_gru")
        cases = [(b"1 2 3 4 5\n1 2 x 4 5", b'stdin:2: expected a number, found "x"'),
                 (b"1 2 3 4", b"stdin:1: expected 5 numbers, found 4"),
                 (b"1 2 3 4 5\n1 2 3 4 5 6", b"stdin:2: expected 5 numbers, found 6"),
                 (b"1 2 3 4 1e99", b'stdin:1: expected a number, found "1e99"')]
        for text, message in cases:
            done = longhand("run", model, stdin=text)
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(message, done.stderr)

    def test_a_network_of_one_length_takes_no_other(self):
        model, steps, _ = fixture("layer_channel_attention")
        done = longhand("run", model, stdin=as_text(steps[:-1]))
        self.assertIn(b"expected 24 steps, found 23", done.stderr)


if __name__ == "__main__":
    unittest.main()
