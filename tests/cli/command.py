"""Runs the `longhand` command that $LONGHAND_COMMAND names, and Tesseract."""

import os
import subprocess
from pathlib import Path

TESSDATA = Path(os.environ.get("LONGHAND_TESSDATA", "/usr/share/tesseract-ocr/5/tessdata"))
FIXTURES = Path(__file__).parent.parent / "fixtures"


def longhand(*arguments, stdin=b""):
    """The finished process; stdout and stderr are bytes."""
    command = [os.environ["LONGHAND_COMMAND"], *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def tesseract(image, model):
    """What Tesseract reads in a line image with a .traineddata file."""
    command = ["tesseract", image, "-", "--psm", "13", "--tessdata-dir", model.parent, "-l", model.stem]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    return done.stdout.decode().strip()
