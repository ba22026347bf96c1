"""Runs a model file with PyTorch: the reference, without streaming, beam or language model."""
import numpy
import torch

import weights
from frontend import log_mel, stack
from model import Recogniser
from score import greedy
from text import BLANK, encode


class TorchEngine:
    has_language_model = False

    def __init__(self, path):
        torch.set_num_threads(1)
        tensors, about = weights.read(path)
        lstm = about["architecture"][0]
        self.model = Recogniser(lstm["hidden_size"], lstm["num_layers"])
        tensors = weights.dequantise(tensors)
        self.model.load_state_dict({name: torch.from_numpy(t) for name, t in tensors.items()})
        self.mean, self.std = (torch.tensor(about["features"][key]) for key in ("mean", "std"))

    def log_probabilities(self, samples):
        """-> [steps, labels]"""
        frames = (log_mel(torch.from_numpy(numpy.array(samples))) - self.mean) / self.std
        with torch.no_grad():
            return self.model(stack(frames).unsqueeze(1))[:, 0]

    def transcribe(self, spoken):
        """-> text of each utterance by the best path."""
        return [greedy(self.log_probabilities(s.samples).argmax(1).numpy()) for s in spoken]

    def choose(self, spoken, phrases):
        """-> (phrase, confidence) of each utterance. Confidence: log-likelihood of the phrase against
        the best path's, per label."""
        labels = [torch.tensor(encode(phrase)) for phrase in phrases]
        return [self.best_phrase(self.log_probabilities(s.samples), phrases, labels) for s in spoken]

    def best_phrase(self, output, phrases, labels):
        best = -output.max(1)[0].sum()
        losses = self.ctc(output, labels)
        k = int(losses.argmin())
        return phrases[k], float((best - losses[k]) / len(labels[k]))

    @staticmethod
    def ctc(output, labels):
        count = len(labels)
        return torch.nn.functional.ctc_loss(
            output.unsqueeze(1).expand(-1, count, -1), torch.cat(labels),
            torch.full((count,), len(output)), torch.tensor([len(l) for l in labels]),
            blank=BLANK, reduction="none")
