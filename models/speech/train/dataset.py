"""Batches of features and labels. What an epoch holds depends only on (seed, epoch)."""
import numpy

import augment
from features import VARIANTS, WORK, read_manifest
from frontend import MEL_BINS, STACK
from text import encode

SHORT = 150  # frames; shorter utterances of one speaker are joined at random
LONGEST_JOIN = 700  # frames
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
    """Features of all utterances, by variant and row, of one work folder or several."""

    def __init__(self, *folders):
        self.rows, self.parts = [], []
        for folder in folders or [WORK]:
            rows = read_manifest(folder / "manifest.tsv")
            self.parts.append((len(self.rows), read_features(folder)))
            self.rows += rows
        self.variants = [name for name in VARIANTS if all(name in found for _, found in self.parts)]

    def get(self, index, variant="plain"):
        first_row, found = next(part for part in reversed(self.parts) if part[0] <= index)
        frames, offsets = found[variant]
        first, last = offsets[index - first_row : index - first_row + 2]
        return frames[first:last]

    def select(self, split, name=None):
        return [i for i, row in enumerate(self.rows)
                if row["split"] == split and name in (None, row["set"])]


def read_features(folder):
    """{variant: (frames of all rows one after another, first frame of each row and the end)}."""
    paths = {name: folder / f"features-{name}" for name in VARIANTS}
    return {name: (numpy.load(f"{path}.npy", mmap_mode="r"), numpy.load(f"{path}.offsets.npy"))
            for name, path in paths.items() if path.with_suffix(".npy").exists()}


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


class Dataset:
    def __init__(self, store, indices, mean, std, seed=1, strength=1.0, repeats=None):
        self.store, self.mean, self.std, self.seed = store, mean, std, seed
        self.spans = {i: speech_span(store.get(i)) for i in indices}
        self.strength = strength  # of the augmentation, in the end
        self.repeats = repeats or REPEATS
        self.indices = numpy.array(indices)
        self.variants = store.variants

    def length(self, group):
        return sum(self.spans[i][1] - self.spans[i][0] + 40 for i in group)

    def used(self, random):
        """The utterances of an epoch; a fraction of a repeat is a chance of being used."""
        used = []
        for index in self.spans:
            wanted = self.repeats.get(self.store.rows[index]["set"], self.repeats.get("others", 1))
            used += [index] * int(wanted + random.random())
        return used

    def groups(self, random):
        """Every utterance (some more than once), the short ones of a speaker joined at random."""
        pool, groups = {}, []
        for index in random.permutation(self.used(random)).tolist():
            row = self.store.rows[index]
            if self.length([index]) >= SHORT:
                groups.append([index])
            else:
                pool.setdefault((row["set"], row["speaker"]), []).append(index)
        for indices in pool.values():
            while indices:
                count = int(random.integers(1, 8))
                groups.append(indices[:count])
                del indices[:count]
        return groups

    def plan(self, epoch, budget):
        """Batches (lists of groups) of at most `budget` stacked steps with padding, shuffled."""
        random = numpy.random.default_rng([self.seed, epoch])
        limit = CURRICULUM[epoch] if epoch < len(CURRICULUM) else 10 ** 9
        groups = [g for g in self.groups(random) if self.length(g) <= limit]
        groups.sort(key=lambda g: self.length(g) * random.uniform(0.95, 1.05))
        batches, batch = [], []
        for group in groups:
            if batch and self.length(group) // STACK * (len(batch) + 1) > budget:
                batches.append(batch)
                batch = []
            batch.append(group)
        batches.append(batch)
        return [batches[i] for i in random.permutation(len(batches))]

    def piece(self, index, variant, random):
        """One utterance with a random margin of its own background on both sides."""
        frames = self.store.get(index, variant)
        scale = len(frames) / max(1, len(self.store.get(index)))
        margins = random.integers(3, 40, 2) if random.random() < 0.85 else random.integers(3, 150, 2)
        first = max(0, int(self.spans[index][0] * scale) - margins[0])
        return frames[first : int(self.spans[index][1] * scale) + margins[1]].astype("f4")

    def example(self, group, strength, random):
        """-> normalised, augmented, stacked features [steps, STACK * MEL_BINS] and labels."""
        variant = self.variants[random.integers(len(self.variants))] if strength else "plain"
        pieces = [self.piece(i, variant, random) for i in group]
        if len(pieces) > 1:
            pieces = [augment.uneven(piece, random) for piece in pieces]
        frames = numpy.concatenate(pieces)
        other = self.store.get(int(random.choice(self.indices)))
        frames = augment.augment(frames, numpy.asarray(other, "f4"), random, strength)
        frames = augment.mask((frames - self.mean) / self.std, random, strength)
        text = " ".join(self.store.rows[i]["text"] for i in group)
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
    labels = numpy.array([label for _, labels in examples for label in labels])
    return features, lengths, labels, numpy.array([len(labels) for _, labels in examples])
