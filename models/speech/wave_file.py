"""Samples to files that every command reads."""
import wave

import numpy

SAMPLE_RATE = 16000


def write_wave(path, samples):
    """samples: floats of -1..1 at SAMPLE_RATE, mono."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes((numpy.clip(samples, -1, 32767 / 32768) * 32768).round().astype("<i2").tobytes())
