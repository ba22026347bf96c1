"""What the garbage rule is fitted on: recordings, and the phrases that are listened for in them."""
import dataclasses
import pathlib
import random

import lists
import measures
import nonspeech
from sound_files import recordings
from wave_file import write_wave

TRAINING_SETS = {"words-art4apps": 60, "an4-train": 60, "asterisk": 60, "fsdd": 160}


@dataclasses.dataclass
class Trial:
    phrases: list
    paths: list
    texts: list = None  # of each path what is said in it
    is_training: bool = False


class Folder:
    """Writes utterances as files."""

    def __init__(self, path):
        self.path, self.count = pathlib.Path(path), 0

    def trial(self, phrases, spoken, is_training=False):
        paths = []
        for utterance in spoken:
            paths.append(self.path / f"speech-{self.count:05}.wav")
            self.count += 1
            write_wave(paths[-1], utterance.samples)
        return Trial(phrases, paths, [utterance.text for utterance in spoken], is_training)


def chosen(spoken, count):
    return random.Random(3).sample(spoken, min(count, len(spoken)))


def speech(data, folder):
    """Every second utterance of the sets that are reported on as well, and the sentences that the closed
    choice leaves over."""
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
    for name, count in TRAINING_SETS.items():
        spoken = chosen([s for row, s in measures.utterances(data, name) if row["split"] == "train"], count)
        phrases = ["<digit>"] if name == "fsdd" else sorted({s.text for s in spoken})
        yield folder.trial(phrases, spoken, is_training=True)


def garbage(options, folder, recorded):
    """-> (weight, trial)"""
    synthesised = nonspeech.write(folder, 1, options.minutes)
    for phrases in lists.fitted(options.data).values():
        yield 1, Trial(phrases, synthesised)
        if options.sounds:
            yield recorded, Trial(phrases, recordings(options.sounds))
