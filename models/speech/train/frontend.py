"""Log-mel features: `torchaudio.compliance.kaldi.fbank` of samples in [-1, 1), then normalised per
mel bin with the training set's mean and standard deviation and stacked by `STACK`."""
import torch
import torchaudio.compliance.kaldi as kaldi

SAMPLE_RATE = 16000
MEL_BINS = 40
STACK = 3
OPTIONS = dict(
    sample_frequency=float(SAMPLE_RATE), num_mel_bins=MEL_BINS, frame_length=25.0,
    frame_shift=10.0, low_freq=20.0, high_freq=0.0, preemphasis_coefficient=0.97,
    remove_dc_offset=True, window_type="povey", round_to_power_of_two=True, snip_edges=True,
    dither=0.0, use_energy=False, use_log_fbank=True, use_power=True)


def log_mel(samples):
    """samples: float32 tensor [n] in [-1, 1) -> [frames, MEL_BINS]; no frame below 400 samples."""
    return kaldi.fbank(samples.unsqueeze(0), **OPTIONS)


def stack(frames):
    """[frames, bins] -> [frames // STACK, STACK * bins]; a last incomplete group is dropped."""
    steps = len(frames) // STACK
    return frames[: steps * STACK].reshape(steps, STACK * frames.shape[1])
