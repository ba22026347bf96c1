"""The learning rate over a run; also of the print model's."""


def learning_rate(update, progress, options):
    """progress: 0 to 1, the part of the run that is done."""
    warm = min(1.0, (update + 1) / options.warmup)
    part = min(1.0, max(0.0, (progress - 1) / options.decay + 1))
    return options.rate * warm * (options.final_rate / options.rate) ** part
