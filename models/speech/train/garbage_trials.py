"""What the garbage rule is fitted on: recordings, and the phrases that are listened for in them."""
import dataclasses
import pathlib
import random

import numpy
import scipy.signal

import lists
import measures
import nonspeech
from sound_files import recordings
from wave_file import write_wave

SEEDS = (1, 4, 5, 9)  # of the synthesised sounds
CAFES = 20  # sounds of many voices
LONGEST = 16  # seconds of an utterance
UNSEEN_SETS = ["commonvoice-delta", "librispeech-mini", "librispeech-devclean20"]  # by this network
EASY, SEEN = 0.4, 0.2  # weight of clear readers, of speech that the network has seen
NOISY, CHANNEL, PAGE = 0.05, 0.5, 0.5  # of copies
DIGITS = set("zero one two three four five six seven eight nine oh".split())
LISTS = (200, 50, 10)  # phrases in a list of unseen sentences
TRAINING_SETS = [  # name, utterances, phrases in a list
    ("commonvoice-delta", 200, 200), ("commonvoice-delta", 160, 40), ("commonvoice-delta", 60, 10),
    ("speechocean-train", 160, 80), ("commonvoice", 160, 40), ("storybooks", 40, 40), ("words-art4apps", 160, 80),
    ("asterisk", 160, 40), ("alphanumeric", 60, 60), ("an4-train", 120, 60), ("librispeech-mini", 200, 50),
    ("librispeech-mini", 200, 10), ("librispeech-devclean20", 120, 50), ("words-art4apps", 160, 5)]
CAFE_SETS = [["commonvoice-delta"], ["librispeech-mini", "librispeech-devclean20"], ["speechocean-train", "librispeech-4spk"]]


@dataclasses.dataclass
class Trial:
    phrases: list
    paths: list
    texts: list = None  # of each path what is said in it
    weight: float = 1  # of an utterance; only whole ones set the border


class Folder:
    """Writes utterances as files."""

    def __init__(self, path):
        self.path, self.count = pathlib.Path(path), 0

    def write(self, samples):
        self.count += 1
        path = self.path / f"speech-{self.count:05}.wav"
        write_wave(path, samples)
        return path

    def trial(self, phrases, spoken, weight=1):
        """As it was said, with noise, through a telephone or the like, and from a page's stream."""
        texts = [utterance.text for utterance in spoken]
        changes = (lambda samples: samples, 1), (in_noise, NOISY), (in_channel, CHANNEL), (in_page, PAGE)
        for change, share in changes:
            yield Trial(phrases, [self.write(change(s.samples)) for s in spoken], texts, weight * share)

    def trials(self, spoken, length, weight=1):
        """Lists of so many phrases, of which each is said."""
        for first in range(0, len(spoken), length):
            part = spoken[first : first + length]
            yield from self.trial(sorted({utterance.text for utterance in part}), part, weight)


def in_noise(samples):
    """With white, pink or brown noise, 8 to 30 dB below it."""
    drawn = numpy.random.default_rng(len(samples))
    noise = nonspeech.coloured(drawn, len(samples) / nonspeech.RATE + 1, drawn.choice([0, 1, 2]))[: len(samples)]
    mix = samples + noise * samples.std() / noise.std() * 10 ** (-drawn.uniform(8, 30) / 20)
    return mix / max(1, abs(mix).max())


def in_channel(samples):
    """With a slope of up to 6 dB an octave; often in a telephone's band."""
    drawn = numpy.random.default_rng(len(samples))
    if drawn.random() < 0.6:
        edges = [drawn.uniform(150, 400), drawn.uniform(2800, 3800)]
        samples = scipy.signal.sosfilt(scipy.signal.butter(3, edges, "bandpass", fs=nonspeech.RATE, output="sos"), samples)
    frequency = numpy.maximum(numpy.fft.rfftfreq(len(samples), 1 / nonspeech.RATE), 50) / 1000
    sloped = numpy.fft.irfft(numpy.fft.rfft(samples) * frequency ** drawn.uniform(-1, 1), len(samples))
    return sloped / abs(sloped).max() * 10 ** (drawn.uniform(-20, 0) / 20)


def in_page(samples):
    """Between two silences, as a page plays it into a stream; often an 8 kHz recording, a third torn."""
    drawn = numpy.random.default_rng(len(samples))
    if drawn.random() < 0.6:
        samples = scipy.signal.resample_poly(scipy.signal.resample_poly(samples, 1, 2), 2, 1)
    samples = samples / abs(samples).max() * 10 ** (drawn.uniform(-20, 0) / 20)
    if drawn.random() < 1 / 3:
        samples = torn(drawn, samples)
    silence = lambda: numpy.zeros(int(drawn.uniform(0.2, 0.6) * nonspeech.RATE))
    return numpy.concatenate([silence(), samples, silence()])


def torn(drawn, samples):
    """A piece of up to 60 ms is missing, or nothing comes for so long."""
    at, length = int(drawn.uniform(0.1, 0.9) * len(samples)), int(drawn.uniform(0.003, 0.06) * nonspeech.RATE)
    missing = drawn.random() < 0.5
    gap, rest = numpy.zeros(0 if missing else length), samples[at + length if missing else at :]
    return numpy.concatenate([samples[:at], gap, rest])


def chosen(spoken, count):
    return random.Random(3).sample(spoken, min(count, len(spoken)))


def training(data, name, once=True):
    """Utterances that are not too long; of each text one, or all."""
    spoken = [s for row, s in measures.utterances(data, name) if row["split"] == "train"]
    spoken = [s for s in spoken if len(s.samples) < LONGEST * measures.SAMPLE_RATE]
    return list({s.text: s for s in spoken}.values()) if once else spoken


def speech(data, folder):
    """The sentences that are not listed in the closed choice, every second utterance of the other sets that
    are reported on, and training speech."""
    folder = Folder(folder)
    unlisted = set(lists.sentences(data)[measures.LISTED :])
    spoken = {s.text: s for name in lists.READ for s in measures.sentences(data, name) if s.text in unlisted}
    for length in LISTS:
        yield from folder.trials([*spoken.values()], length)
    an4 = measures.sentences(data, "an4-test")
    spelled = [s for s in an4 if all(len(word) == 1 for word in s.text.split())]
    yield from folder.trial(["<letter>+"], spelled[::2])
    yield from folder.trial(sorted({s.text for s in an4}), [s for s in an4 if s not in spelled][::2])
    yield from folder.trial(["<digit>+"], measures.digit_strings(data)[::2])
    yield from folder.trial(["<digit>"], chosen(measures.sentences(data, "fsdd"), 100))
    yield from folder.trial(["<digit>"], chosen(training(data, "fsdd", once=False), 160), SEEN)
    prompted = [s for s in training(data, "asterisk") if s.text in DIGITS]  # a telephone's, and few: whole weight
    for pattern in ("<digit>", "<digit>+"):
        yield from folder.trial([pattern], prompted)
    for name, count, length in TRAINING_SETS:
        weight = SEEN if name not in UNSEEN_SETS else EASY if name.startswith("librispeech") else 1
        yield from folder.trials(chosen(training(data, name), count), length, weight)


def cafe(spoken, count):
    """So many sounds of half a minute in which 5 to 15 people talk at once, coming and going."""
    drawn = numpy.random.default_rng(77)
    size, gap = nonspeech.FILE_SECONDS * nonspeech.RATE, int(nonspeech.PAUSE * nonspeech.RATE)
    for _ in range(count):
        mix = drawn.uniform(0, 0.5) * drawn.standard_normal(size)
        for _ in range(drawn.integers(5, 16)):
            order = drawn.permutation(len(spoken))
            voice = numpy.concatenate([spoken[n].samples / spoken[n].samples.std() for n in order[:80]])
            mix += drawn.uniform(0.3, 1) * numpy.resize(voice, size)
        for first in range(0, size, 5 * nonspeech.RATE):
            mix[first : first + gap] = 0
        yield mix / abs(mix).max() * 10 ** (drawn.uniform(-30, 0) / 20)


def garbage(options, folder):
    sounds = [recordings(options.sounds)] if options.sounds else []
    for sets in CAFE_SETS:
        spoken = [utterance for name in sets for utterance in chosen(training(options.data, name), 600)]
        sounds.append([pathlib.Path(folder) / f"cafe-{sets[0]}-{n}.wav" for n in range(CAFES)])
        for path, samples in zip(sounds[-1], cafe(spoken, CAFES)):
            write_wave(path, samples)
    for seed in SEEDS:
        place = pathlib.Path(folder) / f"seed-{seed}"
        place.mkdir()
        sounds.append(nonspeech.write(place, seed, options.minutes))
    for phrases in lists.fitted(options.data).values():
        for paths in sounds:
            yield Trial(phrases, paths)
