"""Perturbations of log-mel frames [frames, MEL_BINS] (natural log of power), cheap enough to draw
afresh at every use."""
import numpy
import scipy.signal

from frontend import MEL_BINS
from metadata import LOG_FLOOR

FLOOR = float(numpy.log(LOG_FLOOR))
NEPER_PER_DB = float(numpy.log(10) / 10)
BINS = numpy.arange(MEL_BINS)


def level(frames):
    """Log of the mean power."""
    return float(numpy.log(numpy.exp(frames).mean()))


def volume(frames, random):
    """Down to a voice far from its microphone; clips of one speaker differ by 30 dB in the wild."""
    return frames + random.uniform(-28, 8) * NEPER_PER_DB


def uneven(frames, random):
    """One clip of several that are joined: no two were spoken equally loud."""
    return frames + random.uniform(-6, 6) * NEPER_PER_DB


def smooth_curve(random, height):
    """A random slow curve over the mel bins, at most about `height` high."""
    waves = [random.uniform(-1, 1) * numpy.cos(numpy.pi * k * BINS / MEL_BINS) for k in (1, 2, 3)]
    return (height / 2 * sum(waves)).astype("f4")


def channel(frames, random):
    return frames + smooth_curve(random, random.uniform(0, 12) * NEPER_PER_DB)


def vocal_tract(frames, random):
    """Stretches the mel axis by up to 12 %, as longer and shorter vocal tracts do."""
    source = numpy.clip(BINS * random.uniform(0.88, 1.12), 0, MEL_BINS - 1)
    low = numpy.minimum(source.astype(int), MEL_BINS - 2)
    part = (source - low).astype("f4")
    return frames[:, low] * (1 - part) + frames[:, low + 1] * part


def tempo(frames, random):
    """Spoken slower or faster by up to 15 %: frames between frames."""
    position = numpy.arange(0, len(frames) - 1, random.uniform(0.87, 1.15))
    before = position.astype(int)
    part = (position - before).astype("f4")[:, None]
    return frames[before] * (1 - part) + frames[before + 1] * part


def room(frames, random):
    """Reverberation: power of earlier frames, which decays by 60 dB in 0.15 to 0.7 s."""
    keep = 10 ** (-6 * 0.01 / random.uniform(0.15, 0.7))
    tail = random.uniform(0.05, 0.7) * (1 - keep)  # the whole tail's power to that of the direct sound
    power = numpy.exp(frames)
    power[1:] += scipy.signal.lfilter([tail], [1, -keep], power, axis=0)[:-1]
    return numpy.log(power)


def telephone(frames, random):
    frames = frames.copy()
    frames[:, random.integers(25, 32):] = FLOOR + 1
    return frames


def hiss(count, random):
    """Stationary noise of a random colour: log power of `count` frames."""
    shape = random.gamma(4.0, 0.25, (count, MEL_BINS))
    slope = random.uniform(-4, 2) * BINS / MEL_BINS
    return (numpy.log(shape + 1e-3) + slope + smooth_curve(random, 2)).astype("f4")


def add_noise(frames, noise, random):
    """Adds `noise` (repeated to the length; None: hiss) at a random signal-to-noise ratio."""
    if noise is None:
        noise = hiss(len(frames), random)
    noise = numpy.take(noise, numpy.arange(len(frames)), 0, mode="wrap")
    snr = random.uniform(3, 30) * NEPER_PER_DB
    return numpy.logaddexp(frames, noise + (level(frames) - level(noise) - snr))


def mask(frames, random, strength=1.0):
    """SpecAugment on normalised frames: up to two bands and a few short times become the mean."""
    for _ in range(2):
        width = int(strength * random.integers(0, 8))
        first = random.integers(0, MEL_BINS - width)
        frames[:, first:first + width] = 0
    for _ in range(1 + len(frames) // 200):
        width = int(strength * random.integers(0, min(16, len(frames))))
        first = random.integers(0, len(frames) - width)
        frames[first:first + width] = 0
    return frames


def augment(frames, other, random, strength=1.0):
    """All of the above but `mask`; `other`: frames of another utterance, for babble; strength: 0
    changes the volume only, which is always drawn from the whole range; 1 is full."""
    if random.random() < strength:
        frames = tempo(frames, random)
    if random.random() < 0.5 * strength:
        frames = vocal_tract(frames, random)
    if random.random() < 0.4 * strength:
        frames = room(frames, random)
    if random.random() < 0.7 * strength:
        frames = channel(frames, random)
    if random.random() < 0.08 * strength:
        frames = telephone(frames, random)
    if random.random() < 0.5 * strength:
        frames = add_noise(frames, other if random.random() < 0.2 else None, random)
    return numpy.maximum(volume(frames, random), FLOOR)
