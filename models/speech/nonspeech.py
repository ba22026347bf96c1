"""Sounds in which nobody speaks, synthesised: every kind in many shapes and levels, seeded.

    python3 nonspeech.py FOLDER [--seed 1] [--minutes 60]

writes them as WAV files of half a minute each, named after what they begin with.
"""
import argparse
import pathlib

import numpy
import scipy.signal

from wave_file import write_wave

RATE = 16000
FILE_SECONDS = 30
PAUSE = 1.3  # seconds between two sounds: enough to end an utterance


def time(seconds):
    return numpy.arange(int(seconds * RATE)) / RATE


def coloured(random, seconds, slope):
    """Noise whose power falls by `slope` (1 pink, 2 brown, negative: rising) per frequency."""
    count = int(seconds * RATE)
    spectrum = numpy.fft.rfft(random.standard_normal(count))
    frequency = numpy.maximum(numpy.fft.rfftfreq(count, 1 / RATE), 20)
    return numpy.fft.irfft(spectrum * frequency ** (-slope / 2), count)


def band(random, seconds, low, high):
    """White noise between two frequencies."""
    sections = scipy.signal.butter(2, [max(low, 30), min(high, 7900)], "bandpass", fs=RATE, output="sos")
    return scipy.signal.sosfilt(sections, random.standard_normal(int(seconds * RATE)))


def slow(random, seconds, rate):
    """A random curve of 0..1 that changes about `rate` times a second."""
    knots = random.uniform(0, 1, int(seconds * rate) + 3)
    return numpy.interp(time(seconds) * rate, numpy.arange(len(knots)), knots)


def tone(frequency, seconds, harmonics=(1,)):
    """frequency: Hz, a number or one per sample; harmonics: their strengths."""
    phase = 2 * numpy.pi * numpy.cumsum(numpy.broadcast_to(frequency, len(time(seconds)))) / RATE
    return sum(strength * numpy.sin((k + 1) * phase) for k, strength in enumerate(harmonics))


def faded(samples, rise=0.01, fall=0.02):
    """Without a click at either end."""
    rise, fall = (min(int(RATE * part), len(samples) // 2) for part in (rise, fall))
    samples = samples.copy()
    samples[:rise] *= numpy.linspace(0, 1, rise)
    samples[len(samples) - fall:] *= numpy.linspace(1, 0, fall)
    return samples


def placed(seconds, parts):
    """parts: (second it begins at, samples), mixed together."""
    mix = numpy.zeros(int(seconds * RATE))
    for start, samples in parts:
        at = int(start * RATE)
        end = min(len(mix), at + len(samples))
        mix[at:end] += samples[: max(0, end - at)]
    return mix


def strewn(random, seconds, per_second, make):
    """make() at random moments."""
    return placed(seconds, [(start, random.uniform(0.2, 1) * make())
                            for start in random.uniform(0, seconds, random.poisson(per_second * seconds) + 1)])


def noise(random, seconds):
    samples = coloured(random, seconds, random.choice([-2, -1, 0, 0, 1, 1, 2]))
    return samples * (slow(random, seconds, random.uniform(0.3, 6)) if random.random() < 0.4 else 1)


def noise_bursts(random, seconds):
    length = lambda: random.uniform(0.03, 0.8)
    return strewn(random, seconds, random.uniform(0.5, 3),
                  lambda: faded(coloured(random, length(), random.uniform(-1, 2)), 0.02, 0.1))


def band_noise(random, seconds):
    centre = numpy.exp(random.uniform(numpy.log(150), numpy.log(5000)))
    samples = band(random, seconds, centre / 1.3, centre * 1.3)
    return samples * (slow(random, seconds, random.uniform(1, 8)) if random.random() < 0.6 else 1)


def pure_tone(random, seconds):
    return tone(numpy.exp(random.uniform(numpy.log(60), numpy.log(6000))), seconds)


def sweep(random, seconds):
    low, high = numpy.exp(random.uniform(numpy.log(80), numpy.log(7000), 2))
    length = random.uniform(0.3, seconds)
    phase = (time(seconds) % length) / length
    return tone(low * (high / low) ** phase, seconds, (1, *random.uniform(0, 0.5, 3)))


def siren(random, seconds):
    swing = numpy.sin(2 * numpy.pi * random.uniform(0.2, 6) * time(seconds))
    return tone(random.uniform(400, 1200) * 2 ** (random.uniform(0.1, 0.8) * swing), seconds,
                (1, 0.5, 0.3, 0.2))


def ring_tone(random, seconds):
    pairs = [(440, 480, 2, 4), (400, 450, 0.4, 0.2), (425, 425, 1, 4), (480, 620, 0.5, 0.5), (350, 440, 9, 0)]
    one, other, on, off = pairs[random.integers(len(pairs))]
    ringing = (time(seconds) % (on + off)) < on
    return (tone(one, seconds) + tone(other, seconds)) * ringing


def dialled(random, seconds):
    rows, columns = [697, 770, 852, 941], [1209, 1336, 1477, 1633]
    length, step = random.uniform(0.06, 0.3), random.uniform(0.15, 0.6)
    key = lambda: faded(tone(random.choice(rows), length) + tone(random.choice(columns), length))
    return placed(seconds, [(k * step, key()) for k in range(int(seconds / step))])


def beeps(random, seconds):
    length, step = random.uniform(0.03, 0.6), random.uniform(0.1, 1.5)
    pitches = random.uniform(300, 3500, random.integers(1, 4))
    shape = (1, *random.uniform(0, 0.6, random.integers(0, 5)))
    return placed(seconds, [(k * step, faded(tone(pitches[k % len(pitches)], length, shape)))
                            for k in range(int(seconds / step))])


def note(random, pitch, seconds, shape):
    decay = numpy.exp(-time(seconds) * random.uniform(0.5, 8))
    return faded(tone(pitch * (1 + 0.003 * numpy.sin(35 * time(seconds))), seconds, shape) * decay)


def plucked(random, pitch, seconds):
    """A string after Karplus and Strong 1983."""
    period = max(2, int(RATE / pitch))
    excited = numpy.zeros(int(seconds * RATE))
    excited[:period] = random.uniform(-1, 1, min(period, len(excited)))
    loop = numpy.zeros(period + 2)
    loop[0], loop[period], loop[period + 1] = 1, -0.498, -0.498
    return scipy.signal.lfilter([1], loop, excited)


def melody(random, seconds, voices):
    scale = numpy.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16])
    step, root = random.uniform(0.09, 0.6), random.uniform(80, 500)
    shape = 1 / numpy.arange(1, 9) ** random.uniform(0.5, 3)
    string = random.random() < 0.3
    parts = []
    for k in range(int(seconds / step)):
        for degree in random.choice(scale, voices):
            pitch, length = root * 2 ** (degree / 12), step * random.uniform(0.8, 3)
            parts.append((k * step, plucked(random, pitch, length) if string
                          else note(random, pitch, length, shape)))
    return placed(seconds, parts)


def arpeggio(random, seconds):
    return melody(random, seconds, 1)


def chords(random, seconds):
    return melody(random, seconds, 3)


def drum(random):
    kind, seconds = random.integers(3), random.uniform(0.05, 0.4)
    decay = numpy.exp(-time(seconds) * random.uniform(8, 40))
    if kind == 0:
        return tone(random.uniform(45, 90) * (1 + 2 * decay), seconds) * decay
    low, high = ((300, 4000), (5000, 7900))[kind - 1]
    return band(random, seconds, low, high) * decay


def drums(random, seconds):
    step, kit = random.uniform(0.1, 0.3), [drum(random) for _ in range(4)]
    return placed(seconds, [(k * step, kit[random.integers(4)]) for k in range(int(seconds / step))
                            if random.random() < 0.7])


def band_playing(random, seconds):
    return chords(random, seconds) + 2 * drums(random, seconds) + arpeggio(random, seconds)


def click(random):
    """A short resonance, as keys, switches and cutlery have."""
    seconds, sharpness = random.uniform(0.005, 0.12), random.uniform(30, 400)
    decay = numpy.exp(-time(seconds) * sharpness)
    ring = tone(random.uniform(400, 6500), seconds) * random.uniform(0, 1)
    return (ring + random.standard_normal(len(decay)) * random.uniform(0.2, 1)) * decay


def keyboard(random, seconds):
    both = lambda: placed(0.3, [(0, click(random)), (random.uniform(0.05, 0.12), 0.5 * click(random))])
    return strewn(random, seconds, random.uniform(2, 9), both)


def clicks(random, seconds):
    return strewn(random, seconds, random.uniform(0.5, 12), lambda: click(random))


def knocks(random, seconds):
    def knock():
        length = random.uniform(0.05, 0.25)
        decay = numpy.exp(-time(length) * random.uniform(20, 80))
        return (band(random, length, 60, random.uniform(300, 1200)) + tone(random.uniform(80, 300), length)) * decay
    return strewn(random, seconds, random.uniform(0.7, 4), knock)


def fan(random, seconds):
    turning = 1 + random.uniform(0, 0.6) * numpy.sin(2 * numpy.pi * random.uniform(3, 40) * time(seconds))
    hum = tone(random.uniform(45, 240), seconds, random.uniform(0, 1, 8))
    rush = coloured(random, seconds, random.uniform(0.5, 2))
    return rush / rush.std() * turning + random.uniform(0, 1.5) * hum


def engine(random, seconds):
    pitch = random.uniform(30, 150) * 2 ** (slow(random, seconds, random.uniform(0.2, 1)) * 1.5)
    return tone(pitch, seconds, random.uniform(0, 1, 14)) + 0.3 * coloured(random, seconds, 1)


def rain(random, seconds):
    drops = strewn(random, seconds, random.uniform(10, 80), lambda: click(random))
    return drops + random.uniform(0, 0.6) * coloured(random, seconds, 0.5)


def wind(random, seconds):
    gusts = slow(random, seconds, random.uniform(0.3, 2)) ** 2
    low = coloured(random, seconds, 2)
    whistle = band(random, seconds, 400, 1200) * slow(random, seconds, 2) ** 3
    return gusts * (low / low.std() + random.uniform(0, 1) * whistle)


def rustle(random, seconds):
    grains = lambda: faded(band(random, random.uniform(0.02, 0.3), 1500, 7500), 0.01, 0.05)
    return strewn(random, seconds, random.uniform(2, 15), grains)


def voice(random, seconds, pitch, open_mouth):
    """A buzz through formants that wander without saying anything."""
    samples = tone(pitch, seconds, 1 / numpy.arange(1, 30)) * open_mouth
    for low, high in ((300, 800), (900, 2200), (2300, 3200)):
        centre = random.uniform(low, high)
        b, a = scipy.signal.iirpeak(centre, random.uniform(3, 8), fs=RATE)
        samples = samples + 4 * scipy.signal.lfilter(b, a, samples)
    return samples


def babble(random, seconds):
    """Many voices that stammer vowels and hisses at once, and cutlery."""
    mix = 0.1 * strewn(random, seconds, 2, lambda: click(random))
    for _ in range(random.integers(8, 20)):
        pitch = random.uniform(80, 260) * 2 ** (0.4 * slow(random, seconds, 3))
        syllables = numpy.maximum(0, slow(random, seconds, random.uniform(4, 9)) - 0.35)
        spoken = voice(random, seconds, pitch, syllables)
        hisses = band(random, seconds, 2500, 7000) * numpy.maximum(0, slow(random, seconds, 6) - 0.7)
        mix = mix + random.uniform(0.2, 1) * (spoken / (spoken.std() + 1e-9) + hisses)
    return mix


def humming(random, seconds):
    step = random.uniform(0.3, 0.8)
    knots = random.uniform(100, 250) * 2 ** (random.integers(0, 12, int(seconds / step) + 2) / 12)
    pitch = knots[(time(seconds) / step).astype(int)]
    return voice(random, seconds, pitch, 0.6 + 0.4 * slow(random, seconds, 2))


def whistling(random, seconds):
    pitch = random.uniform(700, 2000) * 2 ** (slow(random, seconds, random.uniform(0.5, 4)))
    return tone(pitch, seconds) + 0.05 * random.standard_normal(int(seconds * RATE))


def breath(random, seconds):
    def once():
        length = random.uniform(0.3, 1.5)
        low = random.uniform(300, 1500)
        return faded(band(random, length, low, low * random.uniform(3, 6)), length / 3, length / 2)
    return strewn(random, seconds, random.uniform(0.3, 0.8), once)


def cough(random, seconds):
    def once():
        length = random.uniform(0.15, 0.5)
        decay = numpy.exp(-time(length) * random.uniform(6, 20))
        rough = band(random, length, 200, random.uniform(1500, 5000))
        return faded(rough * decay + 0.3 * voice(random, length, random.uniform(90, 300), decay), 0.01, 0.05)
    return strewn(random, seconds, random.uniform(0.5, 1.5), once)


def bird(random, seconds):
    def chirp():
        length = random.uniform(0.05, 0.4)
        trill = numpy.sin(2 * numpy.pi * random.uniform(3, 40) * time(length))
        return faded(tone(random.uniform(1800, 5000) * 2 ** (random.uniform(0.05, 0.5) * trill), length))
    return strewn(random, seconds, random.uniform(1, 5), chirp)


def bark(random, seconds):
    def once():
        length = random.uniform(0.1, 0.35)
        arch = numpy.sin(numpy.pi * time(length) / length)
        pitch = random.uniform(150, 600) * (1 + 0.5 * arch)
        return voice(random, length, pitch, arch) + 0.5 * band(random, length, 400, 3000) * arch
    return strewn(random, seconds, random.uniform(0.5, 2.5), once)


def modem(random, seconds):
    one, other = random.uniform(900, 2500, 2)
    bits = random.integers(0, 2, int(seconds * 300) + 1)[(time(seconds) * 300).astype(int)]
    return tone(numpy.where(bits, one, other), seconds)


def clipped(random, seconds):
    return numpy.clip(30 * noise(random, seconds), -1, 1)


def crackle(random, seconds):
    return (random.random(int(seconds * RATE)) < random.uniform(1e-4, 5e-3)) * random.uniform(-1, 1, int(seconds * RATE))


KINDS = [noise, noise_bursts, band_noise, pure_tone, sweep, siren, ring_tone, dialled, beeps, arpeggio,
         chords, drums, band_playing, keyboard, clicks, knocks, fan, engine, rain, wind, rustle, babble,
         humming, whistling, breath, cough, bird, bark, modem, clipped, crackle]


def sounds(seed, minutes):
    """Yields (kind, float32 samples of FILE_SECONDS); each kind equally often."""
    random = numpy.random.default_rng(seed)
    for number in range(round(minutes * 60 / FILE_SECONDS)):
        kind = KINDS[number % len(KINDS)]
        parts, filled = [], 0
        while filled < FILE_SECONDS * RATE:
            seconds = random.uniform(0.6, 12)
            samples = faded(kind(random, seconds))
            loudest = numpy.abs(samples).max() + 1e-9
            level = 10 ** (random.uniform(-45, 0) / 20)
            parts += [samples / loudest * level, numpy.zeros(int(PAUSE * RATE))]
            filled += len(parts[-1]) + len(parts[-2])
        yield kind.__name__, numpy.concatenate(parts)[: FILE_SECONDS * RATE].astype("f4")


def write(folder, seed, minutes):
    """-> the paths of the files, in order."""
    paths = []
    for number, (kind, samples) in enumerate(sounds(seed, minutes)):
        paths.append(pathlib.Path(folder) / f"{number:04}-{kind}.wav")
        write_wave(paths[-1], samples)
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    pathlib.Path(options.folder).mkdir(parents=True, exist_ok=True)
    write(options.folder, options.seed, options.minutes)


if __name__ == "__main__":
    main()
