"""The recogniser: `nn.LSTM` and a linear layer, and an exact but faster training path on a CPU."""
import math

import torch
from torch import nn

from frontend import MEL_BINS, STACK
from text import ALPHABET


class LstmLayer(torch.autograd.Function):
    """One direction, one layer of `nn.LSTM` from a zero state. PyTorch's own backward pass adds a
    weight gradient at every step; here it is one product over all steps. The operands of matrix
    products are rounded to `product` (bfloat16 has twice the speed where the processor knows it),
    sums of gates, cells and states stay in the type of `x`."""

    @staticmethod
    def forward(ctx, x, w_ih, w_hh, bias, product):
        steps, batch, inputs = x.shape
        hidden = w_hh.shape[1]
        flat = x.reshape(-1, inputs).to(product)
        gates = (flat @ w_ih.to(product).t()).to(x.dtype).add_(bias).view(steps, batch, -1)
        cells = x.new_zeros(steps + 1, batch, hidden)
        tanh_cells = x.new_empty(steps, batch, hidden)
        states = x.new_zeros(steps + 1, batch, hidden)
        recurrent = w_hh.to(product).t()
        for t in range(steps):
            gate = gates[t].add_((states[t].to(product) @ recurrent).to(x.dtype))
            gate[:, : 2 * hidden].sigmoid_()
            gate[:, 2 * hidden : 3 * hidden].tanh_()
            gate[:, 3 * hidden :].sigmoid_()
            i, f, g, o = gate.view(batch, 4, hidden).unbind(1)
            torch.mul(f, cells[t], out=cells[t + 1]).addcmul_(i, g)
            torch.tanh(cells[t + 1], out=tanh_cells[t])
            torch.mul(o, tanh_cells[t], out=states[t + 1])
        ctx.save_for_backward(flat, w_ih, w_hh, gates, cells, tanh_cells, states)
        return states[1:]

    @staticmethod
    def backward(ctx, grad):
        flat, w_ih, w_hh, gates, cells, tanh_cells, states = ctx.saved_tensors
        product = flat.dtype
        steps, batch, hidden = grad.shape
        i, f, g, o = gates.view(steps, batch, 4, hidden).unbind(2)
        to_gate = torch.empty_like(gates).view(steps, batch, 4, hidden)
        torch.mul(g * i, 1 - i, out=to_gate[:, :, 0])  # d pre-activation / d cell (o: / d state)
        torch.mul(cells[:-1] * f, 1 - f, out=to_gate[:, :, 1])
        torch.mul(i, 1 - g * g, out=to_gate[:, :, 2])
        torch.mul(tanh_cells * o, 1 - o, out=to_gate[:, :, 3])
        to_cell = o * (1 - tanh_cells * tanh_cells)
        grad_cell = torch.zeros_like(cells[0])
        recurrent = w_hh.to(product)
        later = flat.new_zeros(batch, 4 * hidden)
        for t in range(steps - 1, -1, -1):
            grad_state = (later @ recurrent).to(grad.dtype).add_(grad[t])
            grad_cell.addcmul_(grad_state, to_cell[t])
            to_gate[t, :, :3].mul_(grad_cell.unsqueeze(1))
            to_gate[t, :, 3].mul_(grad_state)
            later = to_gate[t].view(batch, 4 * hidden).to(product)
            grad_cell.mul_(f[t])
        slopes = to_gate.view(-1, 4 * hidden).to(product)
        before = states[:-1].reshape(-1, hidden).to(product)
        grad_x = (slopes @ w_ih.to(product)).to(grad.dtype).view(steps, batch, -1) \
            if ctx.needs_input_grad[0] else None
        return (grad_x, (slopes.t() @ flat).to(grad.dtype), (slopes.t() @ before).to(grad.dtype),
                to_gate.sum((0, 1)).view(-1), None)


class Recogniser(nn.Module):
    def __init__(self, hidden=512, layers=3):
        super().__init__()
        self.product = None  # type of the operands of matrix products, if not the weights' own
        self.lstm = nn.LSTM(STACK * MEL_BINS, hidden, layers)
        self.fc = nn.Linear(hidden, len(ALPHABET))

    def forward(self, x, dropout=0.0):
        """x: [steps, batch, STACK * MEL_BINS] -> log probabilities [steps, batch, labels]."""
        for layer in range(self.lstm.num_layers):
            weights = [getattr(self.lstm, f"{name}_l{layer}")
                       for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
            x = LstmLayer.apply(x, weights[0], weights[1], weights[2] + weights[3],
                                self.product or x.dtype)
            if dropout:
                x = nn.functional.dropout(x, dropout)
        return self.fc(x).log_softmax(2)


OPEN = 2.0  # bias of a gate that lets 88 % pass
HANDED_ON = 0.5  # weight of a state in the next layer's cell: small, where tanh is nearly straight


def deepen(model):
    """A model of one more layer with nearly the same outputs: the new layer hands on its inputs
    (input and output gates open, forget gate closed), the linear layer takes back what that shrinks
    them by. What training needs to make something of it are small random weights."""
    hidden, layers = model.lstm.hidden_size, model.lstm.num_layers
    deeper = Recogniser(hidden, layers + 1)
    state = deeper.state_dict()
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        state[f"lstm.{name}_l{layers}"].mul_(0.3 if "weight" in name else 0)
    state[f"lstm.weight_ih_l{layers}"][2 * hidden : 3 * hidden] += HANDED_ON * torch.eye(hidden)
    bias = state[f"lstm.bias_ih_l{layers}"].view(4, hidden)
    bias[[0, 3]], bias[1] = OPEN, -OPEN
    state.update(model.state_dict())
    passed = 1 / (1 + math.exp(-OPEN))
    state["fc.weight"] = model.fc.weight.data / (HANDED_ON * passed ** 2 / passed)
    deeper.load_state_dict(state)
    return deeper
