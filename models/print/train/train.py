"""Lines drawn on the fly -> trained weights. Goes on from NAME.pt in the work folder where that exists.

    ./longhand-train NAME --minutes N [--start FILE] [--rate R] ... ; --help lists all

A process draws lines and learns from them in turn: a chapter has fresh lines and some of those drawn before. With
--processes several do, each from lines of its own, and every update is made of all their gradients.
Learning rate: warm-up, constant, exponential decay over the last part of --minutes, which are minutes of training
in all, over all runs of this name. An exponential average of the weights is evaluated and exported.
"""
import argparse
import copy
import csv
import os
import pathlib
import signal
import time
from random import Random

import numpy
import torch
from PIL import Image

from lines import real
from lines.alphabet import ALPHABET, INDEX, encode
from lines.fonts import WORK
from lines.line import LONGEST, fits, make
from lines.view import cut, scaled
from measure import samples, score
from model import STRIDE, Recogniser, multiply_adds, picture_batch

# Of models/speech/train, which model.py puts on the path:
import weights
from schedule import learning_rate
from team import Team

CAPITALS = [(INDEX[c], INDEX[c.lower()]) for c in ALPHABET
            if len(c.lower()) == 1 and c != c.lower() and c.lower() in INDEX]

EASY_LENGTH = 8  # characters


def starting_weights(path):
    """The averaged weights of a checkpoint, or those of a model file."""
    if not path.endswith(".safetensors"):
        return torch.load(path)["average"]
    return {name: torch.tensor(tensor.astype("f4")) for name, tensor in weights.read(path)[0].items()}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--start", help="a checkpoint or an F16 model file to go on from, with a new optimiser")
    parser.add_argument("--work", type=pathlib.Path, default=WORK)
    parser.add_argument("--minutes", type=float, default=600, help="of training in all")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--final-rate", type=float, default=5e-5)
    parser.add_argument("--decay", type=float, default=0.5, help="part of the run")
    parser.add_argument("--warmup", type=int, default=300)
    parser.add_argument("--average", type=float, default=0.999, help="how much of the averaged weights an update keeps")
    parser.add_argument("--weight-decay", type=float, default=1e-2)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--clip", type=float, default=2.0)
    parser.add_argument("--chapter", type=int, default=1024, help="fresh lines")
    parser.add_argument("--easy", type=int, default=40000, help="lines drawn at first that are short")
    parser.add_argument("--replay", type=float, default=0.5, help="older lines in a chapter for each fresh one")
    parser.add_argument("--real", type=float, default=0.08, help="share of the training half of real lines")
    parser.add_argument("--cut", type=float, default=0.7, help="share of lines that the engine cuts out")
    parser.add_argument("--columns", type=int, default=6144, help="of the pictures of a batch together")
    parser.add_argument("--remembered", type=int, default=30000, help="lines")
    parser.add_argument("--save-every", type=float, default=240, help="seconds")
    parser.add_argument("--evaluate-every", type=int, default=2000, help="updates")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def varied(rng, picture):
    """The picture once more, a little different: polarity, contrast, place, noise."""
    values = picture.astype("f4")
    if rng.random() < 0.15:
        values = 255 - values
    values = (values - 128) * rng.uniform(0.7, 1.2) + 128 + rng.uniform(-20, 20)
    left, right = rng.integers(0, 7, 2)
    values = numpy.pad(values, ((0, 0), (left, right)), "edge")
    if rng.random() < 0.3:
        values += rng.uniform(2, 10) * rng.standard_normal(values.shape, "f4")
    return values.clip(0, 255).astype("u1")


def caseless(output):
    """Log probabilities in which a capital stands for the small letter, too."""
    capitals, small = zip(*CAPITALS)
    merged = output.clone()
    merged[..., list(capitals)] = torch.logaddexp(output[..., list(capitals)], output[..., list(small)])
    return merged


def as_it_is(random, picture):
    """All of the picture, a little squeezed or stretched."""
    method = random.choice([
        Image.BILINEAR, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS, Image.NEAREST if len(picture) < 16 else Image.BOX
    ])
    return scaled(picture, random.choice([1, 1, random.uniform(0.75, 1.3)]), method)


class Lines:
    """Batches of (picture, text, caseless), a chapter at a time."""

    def __init__(self, options, drawn, stride):
        self.options, self.drawn, self.stride, self.memory = options, drawn, stride, []

    def fresh(self, random):
        if random.random() < self.options.real:
            return real.draw(random)
        self.drawn += self.stride
        longest = EASY_LENGTH if self.drawn < self.options.easy else LONGEST
        return (*make(self.options.seed, self.drawn, longest=longest), False)

    def viewed(self, random, lines):
        """Lines as the model reads them: some cut out, the others as they are, a little squeezed or stretched."""
        cuts = cut([picture for picture, *_ in lines])
        return [(line if line is not None and fits(line, text) and random.random() < self.options.cut else as_it_is(
            random, picture), text, capitals) for line, (picture, text, capitals) in zip(cuts, lines)]

    def chapter(self):
        """Batches of lines of like widths, in random order."""
        random, rng = Random(self.drawn), numpy.random.default_rng(self.drawn)
        fresh = self.viewed(random, [self.fresh(random) for _ in range(self.options.chapter)])
        old = random.choices(self.memory, k=int(len(fresh) * self.options.replay)) if self.memory else []
        self.memory = (self.memory + fresh)[-self.options.remembered:]
        chapter = fresh + [(varied(rng, picture), text, capitals) for picture, text, capitals in old]
        chapter = [line for line in chapter if line[1]]
        chapter.sort(key=lambda line: line[0].shape[1] + random.random() * 8)
        columns = self.options.columns // (2 if self.drawn < self.options.easy else 1)
        batches, start = [], 0
        for end in range(1, len(chapter) + 1):
            if end == len(chapter) or (end + 1 - start) * chapter[end][0].shape[1] > columns:
                batches.append(chapter[start:end])
                start = end
        random.shuffle(batches)
        return batches


class Trainer:

    def __init__(self, options, team):
        self.options, self.team = options, team
        self.path = options.work / f"{options.name}.pt"
        torch.manual_seed(options.seed)
        self.model = Recogniser()
        self.average = copy.deepcopy(self.model)
        self.optimiser = torch.optim.AdamW(self.model.parameters(),
                                           betas=(0.9, 0.99),
                                           weight_decay=options.weight_decay)
        self.update, self.seconds, self.losses, drawn = 0, 0.0, [], 0
        if self.path.exists():
            saved = torch.load(self.path)
            for name in ("model", "average", "optimiser"):
                getattr(self, name).load_state_dict(saved[name])
            self.update, self.seconds, drawn = saved["update"], saved["seconds"], saved["drawn"]
        elif options.start:
            start = self.model.state_dict() | starting_weights(options.start)
            self.model.load_state_dict(start)
            self.average.load_state_dict(start)
        self.lines = Lines(options, drawn + team.rank, team.size)
        self.samples = samples(short=True) if team.rank == 0 else {}
        self.ticked = time.process_time()

    def save(self):
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "update": self.update,
            "seconds": self.seconds,
            "drawn": self.lines.drawn,
            "alphabet": ALPHABET
        }
        torch.save(state, f"{self.path}.new")
        os.replace(f"{self.path}.new", self.path)

    def tick(self):
        """Processor seconds since the last call."""
        before, self.ticked = self.ticked, time.process_time()
        return self.ticked - before

    def progress(self):
        return self.seconds / 60 / self.options.minutes

    def loss(self, batch):
        pictures, texts, merged = zip(*batch)
        x = picture_batch(pictures)
        output = self.model.fast(x, self.options.dropout)
        if any(merged):
            output = torch.where(torch.tensor(merged)[None, :, None], caseless(output), output)
        labels = [encode(text) for text in texts]
        lengths = torch.tensor([len(label) for label in labels])
        steps = torch.full((len(batch), ), x.shape[3] // STRIDE)
        flat = torch.tensor([label for one in labels for label in one])
        return torch.nn.functional.ctc_loss(output, flat, steps, lengths, reduction="sum", zero_infinity=True) / int(
            lengths.sum())

    def step(self, batch):
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.update, self.progress(), self.options)
        self.model.train()
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.loss(batch)
        loss.backward()
        self.seconds += self.team.mean_gradients(self.model.parameters(), self.tick())
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.options.clip))
        if norm == norm:
            self.optimiser.step()
            self.follow()
        self.update += 1
        self.losses.append(float(loss))

    def follow(self):
        """The average goes after the weights, its statistics after theirs."""
        keep = min(self.options.average, self.update / (self.update + 10))
        with torch.no_grad():
            for tensor, newest in zip(self.average.state_dict().values(), self.model.state_dict().values()):
                tensor.lerp_(newest, 1 - keep) if tensor.is_floating_point() else tensor.copy_(newest)

    def report(self, drawing, learning, batches):
        loss, lines = numpy.mean(self.losses[-len(batches):]), sum(map(len, batches))
        rate = learning_rate(self.update, self.progress(), self.options)
        print(f"update {self.update} drawn {self.lines.drawn} loss {loss:.3f} rate {rate:.2e} "
              f"{self.seconds / 60:.1f} min, drawing {drawing:.1f} s, learning {lines} lines {learning:.1f} s",
              flush=True)

    def evaluate(self):
        path = self.path.with_suffix(".csv")
        fresh = not path.exists()
        with open(path, "a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow("update drawn minutes set loss cer".split())
            for name, pairs in self.samples.items():
                cer, read = score(self.average, name, pairs)
                row = [
                    self.update, self.lines.drawn, f"{self.seconds / 60:.1f}", name,
                    f"{numpy.mean(self.losses[-1000:]):.3f}", f"{cer:.2f}"
                ]
                writer.writerow(row)
                print(*row, "|", *read[len(read) // 3], sep="  ", flush=True)

    def chapter(self):
        started = time.process_time()
        batches = self.lines.chapter()
        drawing = time.process_time() - started
        for batch in batches:
            self.step(batch)
            if self.update % self.options.evaluate_every == 0:
                self.evaluate()
                self.tick()
        self.report(drawing, time.process_time() - started - drawing, batches)

    def run(self):
        signal.signal(signal.SIGTERM, lambda *_: (self.save(), os._exit(0)))
        count = sum(parameter.numel() for parameter in self.model.parameters())
        print(f"{count} weights, {multiply_adds() / 1e6:.1f} million multiply-adds for 512 columns", flush=True)
        saved = time.time()
        while self.progress() < 1:
            self.chapter()
            if time.time() - saved > self.options.save_every:
                self.save()
                saved = time.time()
        self.evaluate()
        self.save()

    def help(self):
        """What the processes after the first one do, until the first one ends."""
        while True:
            for batch in self.lines.chapter():
                self.step(batch)


def main(options, team):
    torch.set_num_threads(1)
    trainer = Trainer(options, team)
    trainer.run() if team.rank == 0 else trainer.help()


if __name__ == "__main__":
    options = arguments()
    main(options, Team.gathered(options.processes, lambda team: main(options, team)))
