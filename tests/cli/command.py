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


def text_and_memory(*arguments):
    """What it prints, and KiB of memory that it needs at most."""
    command = [os.environ["LONGHAND_COMMAND"], *map(str, arguments)]
    environment = os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=1"}  # what is freed counts as free
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        text = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise AssertionError(f"{command} ended with {process.returncode}")
    return text, usage.ru_maxrss


def output_of(*command):
    """What another program prints, in bytes."""
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=60, check=True).stdout


def tesseract(image, model):
    """What Tesseract reads in a line image with a .traineddata file."""
    command = ["tesseract", image, "-", "--psm", "13", "--tessdata-dir", model.parent, "-l", model.stem]
    return output_of(*command).decode().strip()
