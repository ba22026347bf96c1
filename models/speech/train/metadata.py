"""`__metadata__.longhand` of the model file (see models/FORMAT.md): everything besides the weights
that is needed to turn samples into text."""
from frontend import MEL_BINS, OPTIONS, SAMPLE_RATE, STACK
from text import ALPHABET, BLANK

LOG_FLOOR = 1.1920928955078125e-07  # float32 epsilon, the floor of the mel energies
TRAINING_DATA = [
    ("Common Voice v1 valid-dev, without 300 held-out utterances", "CC0-1.0"),
    ("speechocean762 train", "CC-BY-4.0"),
    ("rhasspy cathy (ARCTIC sentences)", "CC0-1.0"),
    ("Common Voice deltas 13, 18, 19, 20", "CC0-1.0"),
    ("LibriSpeech train-clean-5", "CC-BY-4.0"),
    ("LibriSpeech train-clean-100, speakers 19, 26, 27, 4088, 4406, 5652, 8226", "CC-BY-4.0"),
    ("LibriSpeech dev-clean, 18 speakers", "CC-BY-4.0"),
    ("LJ Speech LJ001-002", "public domain"),
    ("VCTK p239", "ODC-By-1.0"),
    ("Asterisk core sounds en", "CC-BY-SA-3.0"),
    ("Global African Storybook audio", "CC-BY-3.0"),
    ("art4apps words (GCompris voices)", "CC-BY-SA-3.0"),
    ("names, addresses and codes by 70 non-native speakers", "MIT"),
    ("CMU AN4 train", "CMU, free for any use"),
    ("Free Spoken Digit Dataset, speakers george, jackson, lucas, nicolas", "CC-BY-SA-3.0"),
    ("1.15 hours of synthetic voices: espeak-ng, flite, festival", "ours"),
]


FIT = {  # see models/FORMAT.md; fit_garbage.py adds the rule against garbage
    "word_confidence": {"bias": 2.2, "mean_peak": 3.75, "least_peak": 0.9, "agreement": 1.8},
    "phrase_confidence": {"bias": 2.05, "ratio": 1.7, "margin": 3.74},
    "prior_weights": {"language_model": 0.5, "phrases": 0.65},
    "voice_gate": {"margin": 1.4, "faintest": -12.5, "fall": 0.3, "rise": 0.007},
}


def features(mean, std):
    """mean, std: [MEL_BINS], of the log-mel values before stacking."""
    return {
        "type": "log-mel", "definition": "kaldi-fbank", "sample_rate": SAMPLE_RATE,
        "sample_scale": 1.0, "frame_length_ms": OPTIONS["frame_length"],
        "frame_shift_ms": OPTIONS["frame_shift"], "window": OPTIONS["window_type"],
        "preemphasis": OPTIONS["preemphasis_coefficient"],
        "remove_dc_offset": OPTIONS["remove_dc_offset"], "snip_edges": OPTIONS["snip_edges"],
        "round_to_power_of_two": OPTIONS["round_to_power_of_two"], "dither": OPTIONS["dither"],
        "use_power": OPTIONS["use_power"], "num_mel_bins": MEL_BINS,
        "low_freq": OPTIONS["low_freq"], "high_freq": SAMPLE_RATE / 2, "log_floor": LOG_FLOOR,
        "mean": [round(float(v), 6) for v in mean], "std": [round(float(v), 6) for v in std],
        "stack": STACK,
    }


def architecture(hidden, layers):
    """Layers in the order in which data passes; `name` is the prefix of the parameters."""
    return [
        {"type": "lstm", "name": "lstm", "input_size": STACK * MEL_BINS, "hidden_size": hidden,
         "num_layers": layers, "bidirectional": False, "proj_size": 0},
        {"type": "linear", "name": "fc", "in_features": hidden, "out_features": len(ALPHABET)},
    ]


def describe(hidden, layers, mean, std, priors, version):
    """priors: [labels], mean probability of each label over training speech."""
    return {
        "format": 1, "kind": "speech", "name": "en", "version": version, "language": "en",
        "sample_rate": SAMPLE_RATE, "architecture": architecture(hidden, layers),
        "features": features(mean, std), "alphabet": ALPHABET, "blank": BLANK,
        "label_priors": [float(f"{p:.3g}") for p in priors], "fit": FIT,
        "licence": "CC-BY-SA-4.0",
        "training_data": [{"name": n, "licence": licence} for n, licence in TRAINING_DATA],
    }
