"""Folders of recorded sounds in which nobody speaks, e.g. unpacked Debian packages."""
import pathlib

KINDS = {".wav", ".ogg", ".oga", ".flac", ".mp3"}
SPOKEN = ("audio-channel", "noh.ogg", "excellent.wav", "verygood.wav", "dammit.wav", "damn.wav",
          "wontgiveup.wav", "rand-stream")  # of the packages in MODEL_CARD.md; the last is data


def recordings(folders):
    paths = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*")
                   if path.suffix.lower() in KINDS and path.is_file())
    return [path for path in paths if not path.name.startswith(SPOKEN)]
