"""Character error rates on lines that were not trained on.

    ./evaluate MODEL [MODEL ...] [--lines N] [--raw] [--worst SET]

MODEL: a checkpoint, read by PyTorch; a .safetensors or .traineddata, read by `longhand ocr`; tesseract:NAME, read by
Debian's tesseract with --psm 7 (--raw: 13). The sets: the halves of LONGHAND_DATA/ocr that training leaves alone, and
our own: scene (signs, odd fonts, textures, perspective), screen (8 to 12 pixels per em, dark and light), mixed (all
kinds), in fonts and words held back.
"""
import argparse
import pathlib
import subprocess

import torch
from PIL import Image

from lines.view import COMMAND, memory_folder
from measure import compared, cut_out, distance, drawn, texts_of
from model import Recogniser


def loaded(path):
    """The recogniser with the averaged weights of a checkpoint."""
    model = Recogniser()
    model.load_state_dict(torch.load(path, map_location="cpu")["average"])
    return model.eval()


def by_checkpoint(path):
    model = loaded(path)
    return lambda lines, _: texts_of(model, [picture for picture, _ in cut_out(lines)])


def by_command(path, raw):

    def read(_, files):
        options = ["--model", path, *(["--raw"] if raw else [])]
        return subprocess.run([COMMAND, "ocr", *options, *files], check=True, text=True,
                              capture_output=True).stdout.splitlines()

    return read


def by_tesseract(model, raw):

    def read(_, files):
        command = ["tesseract", "-", "-", "-l", model, "--psm", "13" if raw else "7"]
        done = subprocess.run(command, check=True, text=True, capture_output=True, input="\n".join(files))
        return [page.strip() for page in done.stdout.split("\f")[:len(files)]]

    return read


def reader(name, raw):
    """A function of lines and their files: their texts."""
    if name.endswith(".pt"):
        return by_checkpoint(name)
    maker, _, model = name.partition(":")
    return by_tesseract(model, raw) if maker == "tesseract" else by_command(name, raw)


def results_of(readers, name, lines):
    """What `compared` says of each reader."""
    with memory_folder() as folder:
        files = [f"{folder}/{number}.png" for number in range(len(lines))]
        for file, (picture, _) in zip(files, lines):
            Image.fromarray(picture).save(file)
        return [compared(name, [truth for _, truth in lines], read(lines, files)) for read in readers]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL")
    parser.add_argument("--lines", type=int, default=400, help="of each of our own sets")
    parser.add_argument("--raw", action="store_true", help="pictures as they are: no line is looked for in them")
    parser.add_argument("--worst", metavar="SET", help="print the lines of a set that have errors, too")
    options = parser.parse_args()
    torch.set_num_threads(1)
    readers = [reader(name, options.raw) for name in options.models]
    print("| set | lines |", " | ".join(pathlib.Path(name).name for name in options.models), "|")
    print("| --- | --- |", " | ".join("---" for _ in readers), "|")
    for name, lines in drawn(count=options.lines).items():
        results = results_of(readers, name, lines)
        print(f"| {name} | {len(lines)} |", " | ".join(f"{cer:.2f}" for cer, _ in results), "|", flush=True)
        if name == options.worst:
            for truth, text in sorted(results[0][1], key=lambda pair: -distance(*pair)):
                if truth != text:
                    print(f"{truth}\n    {text}")


if __name__ == "__main__":
    main()
