"""Pictures of lines as the model reads them, HEIGHT rows of 0 to 255: scaled as they are, or cut out by the engine."""
import os
import pathlib
import subprocess
import tempfile

import numpy
from PIL import Image

HEIGHT = 32
COMMAND = os.environ.get("LONGHAND_COMMAND",
                         str(pathlib.Path(__file__).parents[4] / "build" / "native" / "core" / "cli" / "longhand"))
MEMORY = pathlib.Path("/dev/shm")


def memory_folder():
    """A temporary folder for pictures on their way to a command, in memory where the machine has a place for it."""
    return tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)


def scaled(picture, stretch=1.0, method=None):
    """All of a picture, its width times `stretch`."""
    rows, columns = picture.shape
    width = max(8, round(columns * HEIGHT / rows * stretch))
    method = method if method is not None else Image.BOX if rows > 2 * HEIGHT else Image.BILINEAR
    return numpy.asarray(Image.fromarray(picture).resize((width, HEIGHT), method))


def cut(pictures):
    """The line of each picture as `longhand cut` cuts it out, None where it finds no text."""
    with memory_folder() as name:
        folder = pathlib.Path(name)
        files = [folder / f"{number}.ppm" for number in range(len(pictures))]
        for file, picture in zip(files, pictures):
            Image.fromarray(picture).save(file)
        subprocess.run([COMMAND, "cut", "--jobs", "1", "--height", str(HEIGHT), "--to", name, *map(str, files)],
                       check=True, stderr=subprocess.PIPE)
        lines = [file.with_suffix(".pgm") for file in files]
        return [numpy.asarray(Image.open(line)) if line.exists() else None for line in lines]
