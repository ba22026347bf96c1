"""What the garbage rule is fitted on: recordings, and the phrases that are listened for in them."""
import dataclasses
import pathlib
import random

import lists
import measures
import nonspeech
from sound_files import recordings
from wave_file import write_wave

SEEDS = (1, 4, 5)  # of the synthesised sounds
LONGEST = 16  # seconds of an utterance
TRAINING_SETS = [  # name, utterances, phrases in a list
    ("commonvoice-delta", 200, 200), ("commonvoice-delta", 160, 40), ("commonvoice-delta", 60, 10),
    ("speechocean-train", 160, 80), ("commonvoice", 160, 40), ("storybooks", 40, 40), ("words-art4apps", 160, 80),
    ("asterisk", 160, 40), ("alphanumeric", 60, 60), ("an4-train", 120, 60)]


@dataclasses.dataclass
class Trial:
    phrases: list
    paths: list
    texts: list = None  # of each path what is said in it


class Folder:
    """Writes utterances as files."""

    def __init__(self, path):
        self.path, self.count = pathlib.Path(path), 0

    def trial(self, phrases, spoken):
        paths = []
        for utterance in spoken:
            paths.append(self.path / f"speech-{self.count:05}.wav")
            self.count += 1
            write_wave(paths[-1], utterance.samples)
        return Trial(phrases, paths, [utterance.text for utterance in spoken])


def chosen(spoken, count):
    return random.Random(3).sample(spoken, min(count, len(spoken)))


def training(data, name):
    """An utterance of each text."""
    spoken = [s for row, s in measures.utterances(data, name) if row["split"] == "train"]
    return list({s.text: s for s in spoken if len(s.samples) < LONGEST * measures.SAMPLE_RATE}.values())


def speech(data, folder):
    """Every second utterance of the sets that are reported on as well, the sentences that the closed choice
    leaves over, and training speech (of which this network has not seen commonvoice-delta)."""
    folder = Folder(folder)
    left = set(lists.sentences(data)[400:])
    spoken = {s.text: s for name in lists.READ for s in measures.sentences(data, name) if s.text in left}
    yield folder.trial(sorted(spoken), [*spoken.values()])
    an4 = measures.sentences(data, "an4-test")
    spelled = [s for s in an4 if all(len(word) == 1 for word in s.text.split())]
    yield folder.trial(["<letter>+"], spelled[::2])
    yield folder.trial(sorted({s.text for s in an4}), [s for s in an4 if s not in spelled][::2])
    yield folder.trial(["<digit>+"], measures.digit_strings(data)[::2])
    yield folder.trial(["<digit>"], chosen(measures.sentences(data, "fsdd"), 100))
    digits = [s for row, s in measures.utterances(data, "fsdd") if row["split"] == "train"]
    yield folder.trial(["<digit>"], chosen(digits, 160))
    for name, count, length in TRAINING_SETS:
        spoken = chosen(training(data, name), count)
        for first in range(0, len(spoken), length):
            part = spoken[first : first + length]
            yield folder.trial(sorted({s.text for s in part}), part)


def garbage(options, folder):
    sounds = [recordings(options.sounds)] if options.sounds else []
    for seed in SEEDS:
        place = pathlib.Path(folder) / f"seed-{seed}"
        place.mkdir()
        sounds.append(nonspeech.write(place, seed, options.minutes))
    for phrases in lists.fitted(options.data).values():
        for paths in sounds:
            yield Trial(phrases, paths)
