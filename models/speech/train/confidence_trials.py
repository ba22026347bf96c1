"""What confidences are fitted to and reported on: recordings of people whom the network has not heard."""
import dataclasses
import difflib
import hashlib
import pathlib

import garbage_trials
import measures

AN4, ENGLISH = (str(pathlib.Path(measures.__file__).parent / "lm" / f"{name}.arpa") for name in ("an4", "en"))
FITTED = ["commonvoice-delta", "librispeech-mini", "librispeech-devclean20"]  # read, unseen by this network
HALVED = {"an4-test": AN4, "speechocean-dev": ENGLISH, "commonvoice": ENGLISH}  # by speaker: one half is fitted on
REPORTED = "librispeech-testclean-a"
MOST = 60  # utterances of a set
COMMANDS = ("an4-test", "digits")  # what the network is good at
LISTS = (50, 10, 1)  # phrases


@dataclasses.dataclass(eq=False)
class Trial:
    title: str
    paths: list
    texts: list  # of each path what is said in it
    is_reported: bool
    phrases: list = ()
    arpa: str = "-"  # the path of a language model

    @property
    def kind(self):
        """Commands and read sentences weigh alike, however many sets there are."""
        return "commands" if self.title.startswith(COMMANDS) else "read"


def right_words(said, heard):
    """-> of each word heard whether it was said there"""
    right = [False] * len(heard)
    for block in difflib.SequenceMatcher(a=said, b=heard, autojunk=False).get_matching_blocks():
        right[block.b : block.b + block.size] = [True] * block.size
    return right


def is_odd(text):
    return hashlib.md5(text.encode()).digest()[0] % 2 == 1


def halves(rows):
    """[(row, Spoken)] -> the same in two, no speaker in both; where they are unknown, no sentence."""
    key = lambda row: row["speaker"] if len({row["speaker"] for row, _ in rows}) > 1 else row["text"]
    return [[spoken for row, spoken in rows if is_odd(key(row)) == odd] for odd in (False, True)]


def sources(data):
    """Yields title, utterances, language model, whether they are reported on."""
    for name in FITTED:
        yield name, garbage_trials.training(data, name), ENGLISH, False
    for name, arpa in HALVED.items():
        for half, is_reported in zip(halves(measures.held_out(data, name)), (False, True)):
            yield name, half, arpa, is_reported
    yield REPORTED, measures.sentences(data, REPORTED), ENGLISH, True
    strings = measures.digit_strings(data)  # of two speakers in turn
    yield "digits", strings[::2], "-", False
    yield "digits", strings[1::2], "-", True


def of_words(folder, title, spoken, arpa, is_reported):
    texts = [utterance.text for utterance in spoken]
    for suffix, paths in (("", [folder.write(s.samples) for s in spoken]),
                          (" in noise", [folder.write(garbage_trials.in_noise(s.samples)) for s in spoken])):
        yield Trial(title + suffix, paths, texts, is_reported)
        if arpa != "-":
            yield Trial(f"{title}{suffix}, language model", paths, texts, is_reported, arpa=arpa)


def of_phrases(folder, title, spoken, is_reported):
    """Lists in which each utterance is once, and as many times another one says none of it."""
    spoken = [*{utterance.text: utterance for utterance in spoken}.values()]
    paths = [folder.write(utterance.samples) for utterance in spoken]
    texts = [utterance.text for utterance in spoken]
    for length in LISTS:
        for first in range(0, len(spoken), length):
            phrases = texts[first : first + length]
            chosen = [(first + n) % len(spoken) for n in range(min(2 * length, len(spoken)))]
            yield Trial(f"{title}, lists of {length}", [paths[n] for n in chosen], [texts[n] for n in chosen],
                        is_reported, phrases)


def trials(data, folder):
    folder = garbage_trials.Folder(folder)
    for title, spoken, arpa, is_reported in sources(data):
        spoken = garbage_trials.chosen(spoken, MOST)
        yield from of_words(folder, title, spoken, arpa, is_reported)
        if title == "digits": continue
        yield from of_phrases(folder, title, spoken, is_reported)
