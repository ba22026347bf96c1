"""Processes that train one network together: each has lines of its own, all make the same updates."""
import os
import tempfile

import torch
from torch import distributed


class Team:

    def __init__(self, rank=0, size=1, meeting=None):
        """meeting: a file's name by which the processes find each other."""
        self.rank, self.size = rank, size
        if size > 1:
            distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=size)

    @staticmethod
    def gathered(size, work):
        """The first process's team; each of the others is forked, does `work` and ends with the first one."""
        meeting = os.path.join(tempfile.mkdtemp(), "meeting")
        for rank in range(1, size):
            if os.fork() == 0:
                try:
                    work(Team(rank, size, meeting))
                except RuntimeError:  # the first process is gone
                    os._exit(0)
        return Team(0, size, meeting)

    def mean_gradients(self, parameters, number):
        """The gradients of all processes become their mean; returns the mean of `number`."""
        if self.size == 1:
            return number
        gradients = [parameter.grad for parameter in parameters]
        flat = torch.cat([gradient.flatten() for gradient in gradients] + [torch.tensor([number])])
        distributed.all_reduce(flat)
        flat /= self.size
        for gradient, mean in zip(gradients, flat[:-1].split([gradient.numel() for gradient in gradients])):
            gradient.copy_(mean.view_as(gradient))
        return float(flat[-1])
