"""Runs a model file with the product: the `longhand speech` command."""
import os
import subprocess
import tempfile

from wave_file import write_wave


class NativeEngine:
    has_language_model = True

    def __init__(self, model):
        self.command = [os.environ.get("LONGHAND", "longhand"), "speech", "--model", model, "--tsv",
                        "--jobs", "1", "--silence", "0", "--max-length", "60"]  # a file is one utterance

    def run(self, spoken, *options):
        """-> [(text, confidence)] in the order of `spoken`."""
        with tempfile.TemporaryDirectory() as folder:
            files = [os.path.join(folder, f"{k:05}.wav") for k in range(len(spoken))]
            for path, utterance in zip(files, spoken):
                write_wave(path, utterance.samples)
            output = subprocess.run([*self.command, *options, *files], check=True, text=True,
                                    stdout=subprocess.PIPE).stdout
        found = {os.path.basename(name): (text, float(confidence)) for name, confidence, text in
                 (line.split("\t") for line in output.splitlines())}
        return [found.get(os.path.basename(path), ("", 0.0)) for path in files]

    def transcribe(self, spoken, arpa=None):
        """-> text of each utterance: by the best path, or by beam search with a language model."""
        options = ["--lm", arpa] if arpa else ["--beam", "1"]
        return [text for text, _ in self.run(spoken, *options)]

    def choose(self, spoken, phrases):
        """-> (phrase, confidence) of each utterance."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("\n".join(phrases) + "\n")
            file.flush()
            return self.run(spoken, "--phrases", file.name, "--phrase-threshold", "0")
