"""Speech of Debian's synthetic voices, as one more set for the training.

    python3 synthesise.py FOLDER [--hours 1.2] [--seed 1]

Writes FOLDER/synthetic.opus and FOLDER/synthetic.tsv, laid out as the recorded sets are. Needs
espeak-ng, flite, festival, festvox-kallpc16k, festvox-kdlpc16k and festvox-us-slt-hts. Every voice
reads a dozen texts in a row at one speed and pitch.
"""
import argparse
import csv
import pathlib
import subprocess
import tempfile

import numpy
import scipy.io.wavfile
import scipy.signal

from frontend import SAMPLE_RATE
from synthetic_text import Texts

ACCENTS = "en-us en-us en-gb en-gb-scotland en-gb-x-gbclan en-gb-x-rp en-gb-x-gbcwmd en-029".split()
VARIANTS = ("m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 adam Alex Alicia Andrea Andy Annie belinda "
            "benjamin david Denis edward Gene Hugo Jacky john Lee linda Mario Michael Mike pablo paul "
            "pedro rob steph steph2 anika grandma grandpa sandro shelby travis victor").split()
FLITE = {"slt": (140, 230), "rms": (80, 140), "awb": (90, 160), "kal16": (80, 150)}  # Hz of pitch
FESTIVAL = ["kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts"]
LETTER_NAMES = dict(zip("abcdefghijklmnopqrstuvwxyz", (
    "ay bee see dee ee eff gee aitch eye jay kay ell em en oh pea cue are ess tea you vee "
    "double-you ex why zee").split()))
TURN = 12  # texts a voice reads in a row
PAUSE = 0.1  # seconds between utterances
LEVELS = (0.02, 0.2)  # root mean square of an utterance


def spoken(text):
    """Single letters by their names, but for the words `a` and `i` among words."""
    words = text.split()
    spelling = sum(len(word) == 1 for word in words) > len(words) / 2 or text.endswith((" a m", " p m"))
    return " ".join(LETTER_NAMES[w] if len(w) == 1 and (spelling or w not in "ai") else w for w in words)


def espeak(texts, folder, random):
    voice = f"{random.choice(ACCENTS)}+{random.choice(VARIANTS)}"
    settings = ["-s", str(random.integers(110, 200)), "-p", str(random.integers(25, 80))]
    for n, text in enumerate(texts):
        subprocess.run(["espeak-ng", "-v", voice, *settings, "-w", f"{folder}/{n}.wav", text], check=True)
    return f"espeak-{voice}"


def flite(texts, folder, random):
    voice = random.choice(list(FLITE))
    settings = [f"duration_stretch={random.uniform(0.75, 1.35):.2f}",
                f"int_f0_target_mean={random.uniform(*FLITE[voice]):.0f}"]
    for n, text in enumerate(texts):
        subprocess.run(["flite", "-voice", voice, "--setf", settings[0], "--setf", settings[1],
                        "-t", text, "-o", f"{folder}/{n}.wav"], check=True)
    return f"flite-{voice}"


def festival(texts, folder, random):
    voice = random.choice(FESTIVAL)
    script = [f"(voice_{voice})", f"(Parameter.set 'Duration_Stretch {random.uniform(0.8, 1.3):.2f})"]
    script += [f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/{n}.wav" \'riff)'
               for n, text in enumerate(texts)]
    path = pathlib.Path(folder) / "script.scm"
    path.write_text("\n".join(script), encoding="ascii")
    subprocess.run(["festival", "-b", str(path)], check=True)
    return f"festival-{voice}"


ENGINES, SHARES = [espeak, flite, festival], [0.5, 0.35, 0.15]


def samples_of(path, random):
    """float32 at SAMPLE_RATE and a random level."""
    rate, samples = scipy.io.wavfile.read(path)
    samples = scipy.signal.resample_poly(samples.astype("f4"), SAMPLE_RATE, rate)
    level = numpy.exp(random.uniform(*numpy.log(LEVELS)))
    samples *= level / max(1e-9, float(numpy.sqrt(numpy.mean(samples ** 2))))
    return samples.clip(-1, 1).astype("f4")


def turns(texts, random):
    """Without end: (voice, text, samples) of each utterance."""
    while True:
        chosen = [texts.next() for _ in range(TURN)]
        with tempfile.TemporaryDirectory() as folder:
            voice = random.choice(ENGINES, p=SHARES)([spoken(text) for text in chosen], folder, random)
            for n, text in enumerate(chosen):
                yield voice, text, samples_of(f"{folder}/{n}.wav", random)


def write_sound(path, samples):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1",
                    "-i", "-", "-c:a", "libopus", "-b:a", "32k", str(path)],
                   input=samples.astype("<f4").tobytes(), check=True)


def write_set(folder, name, utterances, hours):
    """Writes FOLDER/NAME.opus and FOLDER/NAME.tsv of the first `hours` of (speaker, text, samples)."""
    folder.mkdir(parents=True, exist_ok=True)
    at, parts, rows = 0, [], []
    pause = numpy.zeros(round(PAUSE * SAMPLE_RATE), "f4")
    for speaker, text, samples in utterances:
        rows.append([f"{at / SAMPLE_RATE:.3f}", f"{(at + len(samples)) / SAMPLE_RATE:.3f}", speaker, text,
                     speaker.split("-")[0]])
        parts += [samples, pause]
        at += len(samples) + len(pause)
        if at > hours * 3600 * SAMPLE_RATE:
            break
    with open(folder / f"{name}.tsv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerows([["start", "end", "speaker", "text", "source"], *rows])
    write_sound(folder / f"{name}.opus", numpy.concatenate(parts))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--hours", type=float, default=1.2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    voices = turns(Texts(options.seed), numpy.random.default_rng(options.seed))
    write_set(options.folder, "synthetic", voices, options.hours)


if __name__ == "__main__":
    main()
