"""Reads line images with `longhand ocr` and with the installed Tesseract, many per process."""

import gzip
import os
import subprocess
import tempfile
from pathlib import Path

TESSDATA = Path(os.environ.get("LONGHAND_TESSDATA", "/usr/share/tesseract-ocr/5/tessdata"))
REPOSITORY = Path(__file__).parent.parent.parent
BEST_INT = REPOSITORY / "node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz"


def run(command, **options):
    done = subprocess.run([*map(str, command)], capture_output=True, check=False, **options)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr.decode()}")
    return done.stdout.decode()


class Longhand:
    """The command that $LONGHAND_COMMAND names, or the one that the native preset built. It prepares
    the line, unless it is `raw`."""

    def __init__(self, raw=False):
        self.raw = raw
        self.name = "longhand --raw" if raw else "longhand"
        built = REPOSITORY / "build/native/core/cli/longhand"
        self.command = os.environ.get("LONGHAND_COMMAND", built)

    def read(self, images, model, dictionary=True, noise="minstd"):
        """The text of each image; Tesseract 5.0.0 to 5.5.0 has the noise minstd."""
        options = (["--raw"] if self.raw else []) + ([] if dictionary else ["--no-dictionary"])
        out = run([self.command, "ocr", "--model", model, "--noise", noise, "--tsv", *options, *images])
        rows = [line.split("\t") for line in out.split("\n")[:-1]]
        texts = [row[-1].strip() for row in rows if row[0] in {str(image) for image in images}]
        assert len(texts) == len(images), f"{len(texts)} texts for {len(images)} images"
        return texts

    def slim(self, model, target):
        """A copy of the model without word lists."""
        run([self.command, "slim", "--no-dictionary", model, target])
        return target


class Tesseract:
    """The `tesseract` command; PSM 13 takes the image as one raw line."""

    def __init__(self, psm=13):
        self.psm = psm
        self.name = f"tesseract PSM {psm}"

    @staticmethod
    def version():
        return run(["tesseract", "--version"]).split()[1]

    def read(self, images, model):
        """The text of each image. A list of files is read as pages by one process."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as pages:
            pages.write("".join(f"{image}\n" for image in images))
            pages.flush()
            out = run(["tesseract", pages.name, "-", "--psm", self.psm, "--tessdata-dir", model.parent,
                       "-l", model.stem], env={**os.environ, "OMP_THREAD_LIMIT": "1"})
        texts = [" ".join(page.split("\n")).strip() for page in out.split("\f")]
        assert len(texts) == len(images), f"{len(texts)} pages for {len(images)} images"
        return texts


def unpacked_best_int(folder):
    """npm's best_int model of English as a plain file."""
    path = Path(folder) / "eng_best_int.traineddata"
    path.write_bytes(gzip.decompress(BEST_INT.read_bytes()))
    return path
