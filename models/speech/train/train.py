"""Features -> trained weights. Resumes from NAME.pt in the work folder when that exists.

    ./longhand-train NAME [--updates N] [--sets an4-train,fsdd] ... ; --help lists all

Every worker thread takes the newest weights and a batch, and applies its own gradient to the
shared weights (asynchronous, at most one update stale): a slow or stopped core delays nobody.
With --workers 1 a run is reproducible. Learning rate: warm-up, constant, exponential decay over
the last part; an exponential average of the weights is what is evaluated and exported.
"""
import argparse
import copy
import csv
import os
import pathlib
import signal
import threading
import time

import numpy
import torch

import weights
from dataset import FULL_STRENGTH, REPEATS, Dataset, Store, statistics
from features import WORK
from model import Recogniser, deepen
from schedule import learning_rate
from score import evaluate


def repeats(text):
    return {name: float(number) for name, number in (part.split("=") for part in text.split(","))}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--start", help="a model file to go on from, with a new optimiser; --layers"
                        " may be more than it has")
    parser.add_argument("--work", type=pathlib.Path, default=WORK)
    parser.add_argument("--more", nargs="*", default=[], type=pathlib.Path,
                        help="work folders of further sets, such as work/synthetic")
    parser.add_argument("--sets", help="train on these sets only")
    parser.add_argument("--repeats", type=repeats, default=REPEATS, metavar="SET=N,...",
                        help="uses of each utterance of a set in an epoch; others=N for the rest")
    parser.add_argument("--average", type=float, default=0.998,
                        help="how much of the averaged weights an update keeps")
    parser.add_argument("--first", type=int, help="train on the first N utterances only")
    parser.add_argument("--hidden", type=int, default=384)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--updates", type=int, default=20000)
    parser.add_argument("--minutes", type=float, help="of training in all; in place of --updates")
    parser.add_argument("--decay", type=float, default=0.4, help="part of the run")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--final-rate", type=float, default=1e-4)
    parser.add_argument("--warmup", type=int, default=300)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--budget", type=int, default=3600, help="steps of a batch")
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--strength", type=float, default=1.0, help="of augmentation but for the volume, 0 to 1")
    parser.add_argument("--save-every", type=float, default=240, help="seconds")
    parser.add_argument("--evaluate-every", type=int, default=500, help="updates")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def new_model(options):
    torch.manual_seed(options.seed)
    model = Recogniser(options.hidden, options.layers)
    for layer in range(options.layers):  # remember by default
        bias = getattr(model.lstm, f"bias_ih_l{layer}").data
        bias[options.hidden : 2 * options.hidden] = 1
    return model


class Trainer:
    def __init__(self, options):
        self.options = options
        self.path = options.work / f"{options.name}.pt"
        self.store = Store(options.work, *options.more)
        indices = self.store.select("train")
        if options.sets:
            indices = [i for i in indices if self.store.rows[i]["set"] in options.sets.split(",")]
        indices = indices[: options.first]
        self.model = new_model(options)
        self.average = copy.deepcopy(self.model)
        self.optimiser = torch.optim.Adam(self.model.parameters(), betas=(0.9, 0.98), eps=1e-8)
        self.update, self.epoch, self.position, self.seconds = 0, 0, 0, 0.0
        if self.path.exists():
            self.restore(torch.load(self.path))
        elif options.start:
            self.start_from(options.start)
        else:
            self.mean, self.std = statistics(self.store, indices)
        self.data = Dataset(self.store, indices, self.mean, self.std, options.seed,
                            options.strength, options.repeats)
        self.batches = self.data.plan(self.epoch, options.budget)
        self.lock, self.losses = threading.Lock(), []

    def restore(self, saved):
        self.model.load_state_dict(saved["model"])
        self.average.load_state_dict(saved["average"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.mean, self.std = saved["mean"], saved["std"]
        self.update, self.epoch, self.position = saved["update"], saved["epoch"], saved["position"]
        self.seconds = saved["seconds"]

    def start_from(self, path):
        """The curriculum is skipped: the weights have been through it."""
        tensors, about = weights.read(path)
        lstm = about["architecture"][0]
        start = Recogniser(lstm["hidden_size"], lstm["num_layers"])
        start.load_state_dict({k: torch.from_numpy(v) for k, v in weights.dequantise(tensors).items()})
        while start.lstm.num_layers < self.options.layers:
            start = deepen(start)
        self.model.load_state_dict(start.state_dict())
        self.average.load_state_dict(start.state_dict())
        self.mean, self.std = (numpy.array(about["features"][k], "f4") for k in ("mean", "std"))
        self.epoch = FULL_STRENGTH

    def save(self):
        state = {"model": self.model.state_dict(), "average": self.average.state_dict(),
                 "optimiser": self.optimiser.state_dict(), "mean": self.mean, "std": self.std,
                 "update": self.update, "epoch": self.epoch, "position": self.position,
                 "seconds": self.seconds, "hidden": self.options.hidden,
                 "layers": self.options.layers}
        torch.save(state, f"{self.path}.new")
        os.replace(f"{self.path}.new", self.path)

    def progress(self):
        if self.options.minutes:
            return self.seconds / 60 / self.options.minutes
        return self.update / self.options.updates

    def rate(self):
        return learning_rate(self.update, self.progress(), self.options)

    def next_batch(self):
        if self.position >= len(self.batches):
            self.epoch, self.position = self.epoch + 1, 0
            self.batches = self.data.plan(self.epoch, self.options.budget)
        self.position += 1
        return self.batches[self.position - 1], self.epoch, self.position - 1

    def gradients(self, model, batch):
        features, lengths, labels, counts = self.data.batch(*batch)
        output = model.fast(torch.from_numpy(features), self.options.dropout)
        loss = torch.nn.functional.ctc_loss(
            output, torch.from_numpy(labels), torch.from_numpy(lengths), torch.from_numpy(counts),
            reduction="sum", zero_infinity=True) / max(1, int(counts.sum()))
        model.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), self.options.clip)
        return float(loss), float(norm)

    def apply(self, gradients):
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        for parameter, gradient in zip(self.model.parameters(), gradients):
            parameter.grad = gradient
        self.optimiser.step()
        keep = min(self.options.average, self.update / (self.update + 10))
        with torch.no_grad():
            for average, parameter in zip(self.average.parameters(), self.model.parameters()):
                average.lerp_(parameter, 1 - keep)
        self.update += 1

    def work(self):
        local = copy.deepcopy(self.model)
        while self.progress() < 1:
            with self.lock:
                batch = self.next_batch()
                local.load_state_dict(self.model.state_dict())
            loss, norm = self.gradients(local, batch)
            with self.lock:
                if loss == loss and norm == norm:
                    self.apply([p.grad for p in local.parameters()])
                self.losses.append(loss)
                self.report(norm)

    def report(self, norm):
        now = time.time()
        self.seconds += min(60.0, now - self.ticked)  # a pause is not training time
        self.ticked = now
        if self.update % 50 == 0:
            print(f"epoch {self.epoch} {self.position}/{len(self.batches)} update {self.update} "
                  f"loss {sum(self.losses[-50:]) / len(self.losses[-50:]):.3f} norm {norm:.2f} "
                  f"rate {self.rate():.2e} "
                  f"{self.seconds / 60:.1f} min", flush=True)
        if self.update % self.options.evaluate_every == 0:
            self.evaluate()
        if now - self.saved > self.options.save_every:
            self.save()
            self.saved = now

    def evaluate(self):
        results = evaluate(self.average, self.store, self.mean, self.std)
        path = self.path.with_suffix(".csv")
        fresh = not path.exists()
        with open(path, "a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow("update epoch minutes set loss wer cer".split())
            for name, (wer, cer, pairs) in results.items():
                loss = sum(self.losses[-200:]) / len(self.losses[-200:])
                row = [self.update, self.epoch, f"{self.seconds / 60:.1f}", name, f"{loss:.3f}",
                       f"{wer:.2f}", f"{cer:.2f}"]
                writer.writerow(row)
                print(*row, "|", *pairs[len(pairs) // 3], sep="  ", flush=True)

    def stop(self, *_):
        with self.lock:
            self.save()
            os._exit(0)

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)  # saved, then ended
        self.ticked = self.saved = time.time()
        threads = [threading.Thread(target=self.work) for _ in range(self.options.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.evaluate()
        self.save()


if __name__ == "__main__":
    torch.set_num_threads(1)
    Trainer(arguments()).run()
