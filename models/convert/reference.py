"""Computes a chain with PyTorch's functions, as models/FORMAT.md says: what tests of the converter compare with."""
import torch
from torch import nn
from torch.nn import functional

WINDOW = {"stride": 1, "padding": 0, "dilation": 1}  # members and their defaults


def pair(value):
    """A number or [height, width] -> (height, width)."""
    return (value, value) if isinstance(value, int) else tuple(value)


def as_picture(x):
    """[step][batch][height][channels] -> [batch][channels][height][width]"""
    return x.permute(1, 3, 2, 0)


def as_steps(x):
    return x.permute(3, 0, 2, 1)


def tensors_of(layer, tensors):
    start = layer.get("name", "") + "."
    return {name[len(start):]: tensor for name, tensor in tensors.items() if name.startswith(start)}


def flat(x):
    """[step][batch][1][features] -> [step][batch][features]"""
    assert x.shape[2] == 1, f"height {x.shape[2]} where 1 is needed"
    return x[:, :, 0]


def recurrent(x, layer, own, kind):
    options = {key: layer[key] for key in ("num_layers", "bidirectional", "bias", "proj_size") if key in layer}
    module = kind(layer["input_size"], layer["hidden_size"], **options)
    module.load_state_dict(own)
    return module(flat(x))[0][:, :, None]


def convolution(x, layer, own):
    if layer["type"] == "conv1d":
        own = own | {"weight": own["weight"][:, :, None]}
        layer = layer | {key: [none, layer.get(key, none)] for key, none in WINDOW.items()}
        x = flat(x)[:, :, None]
    stride, padding, dilation = (pair(layer.get(key, none)) for key, none in WINDOW.items())
    x = as_picture(x)
    if layer.get("causal"):
        assert padding[1] == 0
        x = functional.pad(x, ((own["weight"].shape[3] - 1) * dilation[1], 0))
    groups = layer.get("groups", 1)
    return as_steps(functional.conv2d(x, own["weight"], own.get("bias"), stride, padding, dilation, groups))


def pool(x, layer, own):
    function = functional.max_pool2d if layer["type"] == "max_pool" else functional.avg_pool2d
    kernel = pair(layer["kernel_size"])
    return as_steps(function(as_picture(x), kernel, pair(layer.get("stride", kernel)), pair(layer.get("padding", 0))))


def batch_norm(x, layer, own):
    mean, variance = own["running_mean"], own["running_var"]
    return as_steps(functional.batch_norm(as_picture(x), mean, variance, own.get("weight"), own.get("bias"), False, 0,
                                          layer.get("eps", 1e-5)))


def attention(x, layer, own):
    module = nn.MultiheadAttention(layer["embed_dim"], layer["num_heads"], bias=layer.get("bias", True))
    module.load_state_dict(own)
    x = flat(x)
    mask = torch.triu(torch.ones(len(x), len(x), dtype=torch.bool), 1) if layer.get("causal") else None
    return module(x, x, x, attn_mask=mask)[0][:, :, None]


def stack(x, layer, own):
    frames = layer["frames"]
    windows = flat(x).unfold(0, frames, layer.get("stride", frames))
    return windows.permute(0, 1, 3, 2).flatten(2)[:, :, None]


def residual(x, layer, tensors):
    return chain(x, layer["layers"], tensors) + chain(x, layer.get("shortcut", []), tensors)


LAYERS = {
    "lstm": lambda x, layer, own: recurrent(x, layer, own, nn.LSTM),
    "gru": lambda x, layer, own: recurrent(x, layer, own, nn.GRU),
    "linear": lambda x, layer, own: functional.linear(flat(x), own["weight"], own.get("bias"))[:, :, None],
    "conv1d": convolution, "conv2d": convolution, "max_pool": pool, "avg_pool": pool, "batch_norm": batch_norm,
    "layer_norm": lambda x, layer, own: functional.layer_norm(
        flat(x), (layer["normalized_shape"],), own.get("weight"), own.get("bias"), layer.get("eps", 1e-5))[:, :, None],
    "relu": lambda x, layer, own: functional.relu(x),
    "silu": lambda x, layer, own: functional.silu(x),
    "tanh": lambda x, layer, own: torch.tanh(x),
    "sigmoid": lambda x, layer, own: torch.sigmoid(x),
    "hardtanh": lambda x, layer, own: functional.hardtanh(x, layer.get("min_val", -1), layer.get("max_val", 1)),
    "leaky_relu": lambda x, layer, own: functional.leaky_relu(x, layer.get("negative_slope", 0.01)),
    "gelu": lambda x, layer, own: functional.gelu(x, approximate=layer.get("approximate", "none")),
    "hardswish": lambda x, layer, own: functional.hardswish(x),
    "hardsigmoid": lambda x, layer, own: functional.hardsigmoid(x),
    "softmax": lambda x, layer, own: torch.softmax(x, 3),
    "embedding": lambda x, layer, own: functional.embedding(flat(x)[:, :, 0].long(), own["weight"])[:, :, None],
    "attention": attention, "stack": stack,
    "flatten": lambda x, layer, own: x.transpose(2, 3).flatten(2)[:, :, None],
    "dropout": lambda x, layer, own: x,
}


def chain(x, architecture, tensors):
    for layer in architecture:
        kind = layer["type"]
        x = residual(x, layer, tensors) if kind == "residual" else LAYERS[kind](x, layer, tensors_of(layer, tensors))
    return x


def run(description, tensors, data):
    """[step][batch][height][channels] in and out, numpy arrays."""
    tensors = {name: torch.from_numpy(tensor.copy()) for name, tensor in tensors.items()}
    with torch.no_grad():
        return chain(torch.from_numpy(data), description["architecture"], tensors).numpy()
