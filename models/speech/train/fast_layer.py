"""`nn.LSTM`, one layer, with operands of matrix products in bfloat16, where the processor multiplies such numbers, and
all between the products in C (lstm_step.c). Needs a C compiler."""
import ctypes
import functools
import pathlib
import subprocess

import torch

SOURCE = pathlib.Path(__file__).with_name("lstm_step.c")
OPERANDS = torch.bfloat16 if "avx512_bf16" in pathlib.Path("/proc/cpuinfo").read_text() else torch.float32
WIDE = ["-DWIDE_OPERANDS"] if OPERANDS == torch.float32 else []
FLAGS = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", *WIDE]


@functools.lru_cache()
def library():
    """The compiled steps; compiled again where the source is newer."""
    target = SOURCE.parent / "work" / "lstm_step.so"
    if not target.exists() or target.stat().st_mtime < SOURCE.stat().st_mtime:
        target.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", *FLAGS, str(SOURCE), "-o", str(target), "-lm"], check=True)
    return ctypes.CDLL(str(target))


def call(step, batch, hidden, *arrays):
    step(ctypes.c_long(batch), ctypes.c_long(hidden),
         *(ctypes.c_void_p(array.data_ptr()) for array in arrays))


class FastLayer(torch.autograd.Function):
    """One direction, one layer of `nn.LSTM` from a zero state; x: float32 [steps, batch, inputs]."""

    @staticmethod
    def forward(ctx, x, w_ih, w_hh, bias):
        steps, batch, inputs = x.shape
        hidden = w_hh.shape[1]
        flat, recurrent = x.reshape(-1, inputs).to(OPERANDS), w_hh.to(OPERANDS).t()
        from_input = (flat @ w_ih.to(OPERANDS).t()).view(steps, batch, -1)
        gates = x.new_empty(steps, batch, 4 * hidden)
        cells, states = x.new_zeros(steps + 1, batch, hidden), x.new_empty(steps, batch, hidden)
        narrow = flat.new_zeros(steps + 1, batch, hidden)
        for t in range(steps):
            call(library().forward_step, batch, hidden, from_input[t], narrow[t] @ recurrent, bias,
                 cells[t], gates[t], cells[t + 1], states[t], narrow[t + 1])
        ctx.save_for_backward(flat, w_ih, w_hh, gates, cells, narrow)
        return states

    @staticmethod
    def backward(ctx, grad):
        flat, w_ih, w_hh, gates, cells, narrow = ctx.saved_tensors
        steps, batch, hidden = grad.shape
        grad, recurrent = grad.contiguous(), w_hh.to(OPERANDS)
        slopes = flat.new_empty(steps, batch, 4 * hidden)
        grad_cell, grad_bias = torch.zeros_like(cells[0]), grad.new_zeros(4 * hidden)
        from_later = flat.new_zeros(batch, hidden)
        for t in range(steps - 1, -1, -1):
            call(library().backward_step, batch, hidden, gates[t], cells[t], cells[t + 1], grad[t],
                 from_later, grad_cell, slopes[t], grad_bias)
            from_later = slopes[t] @ recurrent
        slopes = slopes.view(-1, 4 * hidden)
        grad_x = (slopes @ w_ih.to(OPERANDS)).float().view(steps, batch, -1) \
            if ctx.needs_input_grad[0] else None
        before = narrow[:-1].reshape(-1, hidden)
        return grad_x, (slopes.t() @ flat).float(), (slopes.t() @ before).float(), grad_bias
