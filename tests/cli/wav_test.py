"""What the command takes of WAV, on files made byte by byte: codings, orders, sizes, channels, scale."""

import struct
import tempfile
import unittest
from pathlib import Path

from command import longhand
from speech_test import MODEL, speak

RATE = 16000
SAID = "cab ad"


def a_law(value):
    """ITU-T G.711, of 16 bits."""
    size = ~value if value < 0 else value
    exponent = max(0, (size >> 8).bit_length())
    mantissa = size >> max(4, exponent + 3) & 15
    return ((0 if value < 0 else 0x80) | exponent << 4 | mantissa) ^ 0x55


def mu_law(value):
    size = min(32635, abs(value)) + 132
    exponent = size.bit_length() - 8
    return ~((0x80 if value < 0 else 0) | exponent << 4 | size >> exponent + 3 & 15) & 255


def integer(width, bits):
    """Of `bits` at the upper end of `width` bytes."""
    def write(sample, order):
        value = round(sample * (2 ** (bits - 1) - 1)) << (8 * width - bits)
        return value.to_bytes(width, "big" if order == ">" else "little", signed=True)
    return write


CODINGS = {  # format tag, bits, how a sample is written
    "u8": (1, 8, lambda sample, order: bytes([round(sample * 127) + 128])),
    "s16": (1, 16, integer(2, 16)), "s24": (1, 24, integer(3, 24)), "s32": (1, 32, integer(4, 32)),
    "s24in4": (1, 24, integer(4, 24)),
    "f32": (3, 32, lambda sample, order: struct.pack(order + "f", sample)),
    "f64": (3, 64, lambda sample, order: struct.pack(order + "d", sample)),
    "alaw": (6, 8, lambda sample, order: bytes([a_law(round(sample * 32767))])),
    "mulaw": (7, 8, lambda sample, order: bytes([mu_law(round(sample * 32767))])),
}


def chunk(name, content, order="<", size=None):
    length = len(content) if size is None else size
    return name + struct.pack(order + "I", length) + content + bytes(len(content) % 2)


def wav(samples, coding="s16", channels=(1,), order="<", extensible=False, sizes=(None, None), extra=b""):
    """channels: a factor for each; order: `>` is RIFX; sizes: what stands for those of file and data."""
    tag, bits, write = CODINGS[coding]
    data = b"".join(write(factor * sample, order) for sample in samples for factor in channels)
    width = len(write(0.0, order))
    block = width * len(channels)
    about = struct.pack(order + "HHIIHH", 0xfffe if extensible else tag, len(channels), RATE, RATE * block,
                        block, 8 * width if extensible else bits)
    if extensible:
        about += struct.pack(order + "HHIIHH", 22, bits, 0, tag, 0, 16)
        about += bytes.fromhex("800000aa00389b71")
    body = b"WAVE" + chunk(b"fmt ", about, order) + extra + chunk(b"data", data, order, sizes[1])
    return chunk(b"RIFX" if order == ">" else b"RIFF", body, order, sizes[0])


class Wav(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "said.wav"
        self.samples = speak(SAID)

    def hear(self, content, by_stdin=False):
        if by_stdin:
            return longhand("speech", "--model", MODEL, "-", stdin=content)
        self.path.write_bytes(content)
        return longhand("speech", "--model", MODEL, self.path)

    def check(self, content):
        for by_stdin in (False, True):
            done = self.hear(content, by_stdin)
            self.assertEqual((done.returncode, done.stdout.decode().strip(), done.stderr), (0, SAID, b""))

    def test_codings_and_orders(self):
        for coding in CODINGS:
            for options in ({}, {"channels": (1, 1)}, {"order": ">"}, {"extensible": True}):
                if options.get("order") and coding in ("alaw", "mulaw"):
                    continue  # libsndfile takes these in RIFF alone
                with self.subTest(coding=coding, **options):
                    self.check(wav(self.samples, coding, **options))

    def test_sizes_that_were_not_known(self):
        most = 0xffffffff
        for sizes in ((0, 0), (36, 0), (most, 0), (most, most), (None, most), (0x7fffffff, 0x7fffffff)):
            for order in "<>":
                with self.subTest(sizes=sizes, order=order):
                    self.check(wav(self.samples, order=order, sizes=sizes))
        self.check(wav(self.samples, sizes=(0, 0), extra=chunk(b"LIST", b"odd")))
        self.check(wav(self.samples, "f32", channels=(1, 1), sizes=(0, 0)))

    def test_no_samples_are_no_text(self):
        empty = wav([]) + chunk(b"LIST", bytes(4000))
        empty = empty[:4] + struct.pack("<I", len(empty) - 8) + empty[8:]
        done = self.hear(empty)
        self.assertEqual((done.returncode, done.stdout.strip()), (0, b""))

    def test_chunks_before_the_samples_and_a_file_that_is_cut_off(self):
        self.check(wav(self.samples, extra=chunk(b"LIST", b"odd") + chunk(b"junk", bytes(10))))
        self.check(wav(self.samples + [0.0] * 4000)[:-4001])

    def test_channels_that_cancel_out(self):
        for channels in ((1, -1), (1, -0.9), (-0.5, 0.5), (1, 0), (0, 1), (1, -1, 0, 0, 0, 0)):
            with self.subTest(channels=channels):
                self.check(wav(self.samples, "f32", channels=channels))

    def test_samples_of_another_scale_or_that_are_none(self):
        for scale, message in ((32768, b"divide 16-bit samples by 32768"),
                               (2.0 ** 23, b"divide 24-bit samples by 8388608"),
                               (2.0 ** 31, b"divide 32-bit samples by 2147483648")):
            done = self.hear(wav([0.999 * scale * sample / 0.3 for sample in self.samples], "f32"))
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(b"expected samples of about -1..1, found", done.stderr)
            self.assertIn(message, done.stderr)
        for bad in (float("nan"), float("inf")):
            done = self.hear(wav([0.0, bad, *self.samples], "f32"))
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(b"at sample 1", done.stderr)
        self.check(wav([8 * sample for sample in self.samples], "f32"))  # loud, but sound


if __name__ == "__main__":
    unittest.main()
