"""Character error rates on lines that were not trained on.

    ./evaluate work/NAME.pt [MORE.pt ...] [--lines N] [--worst SET]

The halves of LONGHAND_DATA/ocr that training leaves alone, and our own rendered sets: scene (signs, odd fonts,
textures, perspective), screen (8 to 12 pixels per em, dark and light), mixed (all kinds), in fonts and words held back.
"""
import argparse
import pathlib

import torch

from measure import distance, samples, score
from model import Recogniser


def loaded(path):
    """The recogniser with the averaged weights of a checkpoint."""
    model = Recogniser()
    model.load_state_dict(torch.load(path, map_location="cpu")["average"])
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--lines", type=int, default=400, help="of each of our own sets")
    parser.add_argument("--worst", metavar="SET", help="print the lines of a set that have errors, too")
    options = parser.parse_args()
    torch.set_num_threads(1)
    sets, models = samples(count=options.lines), [loaded(path) for path in options.checkpoints]
    print("| set | lines |", " | ".join(pathlib.Path(path).stem for path in options.checkpoints), "|")
    print("| --- | --- |", " | ".join("---" for _ in models), "|")
    for name, pairs in sets.items():
        results = [score(model, name, pairs) for model in models]
        print(f"| {name} | {len(pairs)} |", " | ".join(f"{cer:.2f}" for cer, _ in results), "|", flush=True)
        if name == options.worst:
            for truth, text in sorted(results[0][1], key=lambda pair: -distance(*pair)):
                if truth != text:
                    print(f"{truth}\n    {text}")


if __name__ == "__main__":
    main()
