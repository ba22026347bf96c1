"""Batches of features and labels. What an epoch holds depends only on (seed, epoch)."""
import typing

import numpy

import augment
from features import WORK, read_manifest
from frontend import MEL_BINS, STACK
from text import encode

SHORT = 150  # frames; shorter utterances of one speaker are joined at random
PIECE = (200, 700)  # frames; long utterances are cut into pieces of at least so many, drawn anew each time
REPEATS = {"an4-train": 4, "fsdd": 3, "words-art4apps": 2, "asterisk": 2}  # uses of an utterance in an epoch, otherwise 1
CURRICULUM = [300, 400, 500, 700]  # longest utterance, in frames, of the first epochs
FULL_STRENGTH = 6  # epoch from which on augmentation has its full strength
NOISE_ABOVE = 1.5  # nepers over the quietest tenth of the frames: where speech starts


def speech_span(frames):
    """(first, last) frame louder than the background; all of it where nothing stands out."""
    loudness = numpy.asarray(frames, "f4").mean(1)
    loud = numpy.flatnonzero(loudness > numpy.percentile(loudness, 10) + NOISE_ABOVE)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) > 10 else (0, len(frames))


class Store:
    """Features of all utterances of one work folder or several, and where long ones may be cut."""

    def __init__(self, *folders):
        self.rows, self.parts, self.cuts = [], [], {}
        for folder in folders or [WORK]:
            self.cuts.update(read_cuts(folder / "cuts.tsv", len(self.rows)))
            self.parts.append((len(self.rows), numpy.load(folder / "features.npy", mmap_mode="r"),
                               numpy.load(folder / "features.offsets.npy")))
            self.rows += read_manifest(folder / "manifest.tsv")

    def get(self, index):
        first_row, frames, offsets = next(p for p in reversed(self.parts) if p[0] <= index)
        first, last = offsets[index - first_row : index - first_row + 2]
        return frames[first:last]

    def select(self, split, name=None):
        return [i for i, row in enumerate(self.rows)
                if row["split"] == split and name in (None, row["set"])]


def read_cuts(path, first_row):
    """{row: [(frame, letters before it)]} as align.py finds them; nothing without the file."""
    found = {}
    for line in read_manifest(path) if path.exists() else []:
        place = int(line["frame"]), int(line["letters"])
        found.setdefault(first_row + int(line["row"]), []).append(place)
    return found


def statistics(store, indices):
    """Mean and standard deviation of each mel bin."""
    count, total, squares = 0, numpy.zeros(MEL_BINS), numpy.zeros(MEL_BINS)
    for index in indices:
        frames = store.get(index).astype("f8")
        count += len(frames)
        total += frames.sum(0)
        squares += (frames ** 2).sum(0)
    mean = total / count
    return mean.astype("f4"), numpy.sqrt(squares / count - mean ** 2).astype("f4")


class Clip(typing.NamedTuple):
    """A part of an utterance that is spoken by itself, in frames of the utterance."""
    row: int
    first: int
    last: int
    text: str


class Dataset:
    def __init__(self, store, indices, mean, std, seed=1, strength=1.0, repeats=None):
        self.store, self.mean, self.std, self.seed = store, mean, std, seed
        self.spans = {i: speech_span(store.get(i)) for i in indices}
        self.strength = strength  # of the augmentation, in the end
        self.repeats = repeats or REPEATS
        said, unsaid = ([i for i in indices if bool(store.rows[i]["text"]) == speaks] for speaks in (True, False))
        self.sources = [numpy.array(rows) for rows in (said, unsaid) if rows]

    @staticmethod
    def length(group):
        return sum(clip.last - clip.first + 40 for clip in group)

    def used(self, random):
        """The utterances of an epoch; a fraction of a repeat is a chance of being used."""
        used = []
        for index in self.spans:
            wanted = self.repeats.get(self.store.rows[index]["set"], self.repeats.get("others", 1))
            used += [index] * int(wanted + random.random())
        return used

    def clips(self, index, random):
        """An utterance, cut at some of the places where it can be."""
        (first, end), text, letters = self.spans[index], self.store.rows[index]["text"], 0
        least = random.integers(*PIECE)
        for frame, before in self.store.cuts.get(index, []):
            if min(frame - first, end - frame) >= least:
                yield Clip(index, first, frame, text[letters:before].strip())
                first, letters, least = frame, before, random.integers(*PIECE)
        yield Clip(index, first, end, text[letters:].strip())

    def groups(self, random):
        """Every utterance (some more than once), the short clips of a speaker joined at random."""
        pool, groups = {}, []
        for index in random.permutation(self.used(random)).tolist():
            row = self.store.rows[index]
            for clip in self.clips(index, random):
                if self.length([clip]) >= SHORT:
                    groups.append([clip])
                else:
                    pool.setdefault((row["set"], row["speaker"]), []).append(clip)
        for clips in pool.values():
            while clips:
                count = int(random.integers(1, 8))
                groups.append(clips[:count])
                del clips[:count]
        return groups

    def plan(self, epoch, budget):
        """Batches (lists of groups) of at most `budget` stacked steps with padding, shuffled."""
        random = numpy.random.default_rng([self.seed, epoch])
        limit = CURRICULUM[epoch] if epoch < len(CURRICULUM) else 10 ** 9
        groups = [g for g in self.groups(random) if self.length(g) <= limit]
        groups.sort(key=lambda g: self.length(g) * random.uniform(0.95, 1.05))
        batches, batch, longest = [], [], 0
        for group in groups:
            longest = max(longest, self.length(group))
            if batch and longest // STACK * (len(batch) + 1) > budget:
                batches.append(batch)
                batch, longest = [], self.length(group)
            batch.append(group)
        batches.append(batch)
        return [batches[i] for i in random.permutation(len(batches))]

    def piece(self, clip, random):
        """A clip's frames; where the utterance begins and ends with a random margin of background."""
        margins = random.integers(3, 40, 2) if random.random() < 0.85 else random.integers(3, 150, 2)
        first, last = self.spans[clip.row]
        begin = max(0, first - margins[0]) if clip.first == first else clip.first
        return self.store.get(clip.row)[begin : last + margins[1] if clip.last == last else clip.last].astype("f4")

    def noises(self, text, random):
        """Rows that may be mixed with the text: nobody speaks where nothing is said."""
        return self.sources[-1 if not text else int(random.integers(len(self.sources)))]

    def example(self, group, strength, random):
        """-> normalised, augmented, stacked features [steps, STACK * MEL_BINS] and labels."""
        pieces = [self.piece(clip, random) for clip in group]
        if len(pieces) > 1:
            pieces = [augment.uneven(piece, random) for piece in pieces]
        frames = numpy.concatenate(pieces)
        text = " ".join(clip.text for clip in group if clip.text)
        noise = self.store.get(int(random.choice(self.noises(text, random))))
        frames = augment.augment(frames, numpy.asarray(noise, "f4"), random, strength)
        frames = augment.mask((frames - self.mean) / self.std, random, strength)
        return stack(frames), encode(text)

    def batch(self, groups, epoch, number):
        """-> features [steps, batch, STACK * MEL_BINS], lengths, labels (one after another), label
        counts. The same (epoch, number) gives the same batch."""
        random = numpy.random.default_rng([self.seed, epoch, number])
        strength = self.strength * min(1.0, epoch / FULL_STRENGTH)
        return collate([self.example(group, strength, random) for group in groups])


def stack(frames):
    steps = len(frames) // STACK
    return frames[: steps * STACK].reshape(steps, -1)


def collate(examples):
    lengths = numpy.array([len(frames) for frames, _ in examples])
    features = numpy.zeros((lengths.max(), len(examples), STACK * MEL_BINS), "f4")
    for column, (frames, _) in enumerate(examples):
        features[: len(frames), column] = frames
    labels = numpy.array([label for _, labels in examples for label in labels], int)
    return features, lengths, labels, numpy.array([len(labels) for _, labels in examples])
