"""PyTorch modules. `forward` runs with stand-ins for tensors, which note the layers that they pass."""
import contextlib
import unittest.mock

import numpy
import torch
from torch import nn

from . import axes, formulas, layers, pooling
from .conversion import convert
from .graph import Node
from .values import ConvertError, NoLayer, input_value, parse_layout, standing_at


def array(tensor):
    """-> numpy array, or None of None."""
    return None if tensor is None else tensor.detach().float().cpu().numpy()


class Place:
    """Which module runs: its name for layers and for messages, and how many functions were called before."""

    names, modules, passed = {}, [], 0

    @classmethod
    def name(cls):
        return next((name for name in map(cls.names.get, reversed(cls.modules)) if name), "net")

    @classmethod
    def describe(cls):
        """`encoder.3: ConvTranspose2d`"""
        if not cls.modules:
            return ""
        return f"{cls.names.get(cls.modules[-1]) or 'the network'}: {type(cls.modules[-1]).__name__}"


class StandIn:
    """A tensor without numbers. Methods that are not here are looked up in FUNCTIONS."""

    is_nested = is_cuda = requires_grad = is_sparse = False
    dtype, device, layout = torch.float32, torch.device("cpu"), torch.strided

    def __init__(self, value):
        self.value = value

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return call(function.__name__, args, kwargs or {})

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: call(name, (self, *args), kwargs)

    @property
    def shape(self):
        return torch.Size(self.value.shape)

    @property
    def ndim(self):
        return len(self.value.axes)

    def size(self, axis=None):
        return self.shape if axis is None else self.shape[axis]

    def dim(self):
        return self.ndim

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, keys):
        return StandIn(pick(self.value, keys if isinstance(keys, tuple) else (keys,)))


def operator_method(name):
    return lambda self, *args: call(name, (self, *args), {})


for _name in ("add", "radd", "mul", "rmul", "sub", "rsub", "truediv", "matmul", "pow", "neg", "iadd", "imul", "isub"):
    setattr(StandIn, f"__{_name}__", operator_method(f"__{_name}__"))


def pick(value, keys):
    """Indexing that keeps all numbers: full slices, None, 0 of an axis of size 1."""
    index = 0
    for key in spelt_out(keys, len(value.axes)):
        if key is None:
            value = axes.unsqueeze(value, [index])
        elif isinstance(key, int):
            value = axes.take(value, index, key)
            continue
        elif key.indices(value.shape[index]) != (0, value.shape[index], 1):
            raise NoLayer("taking a part of a tensor")
        index += 1
    return value


def spelt_out(keys, rank):
    """Indices without `...`"""
    if Ellipsis not in keys:
        return keys
    place = keys.index(Ellipsis)
    missing = rank - sum(key is not None for key in keys) + 1
    return keys[:place] + (slice(None),) * missing + keys[place + 1:]


def call(name, args, kwargs):
    """A function of PyTorch called with stand-ins."""
    name = name.strip("_")
    kwargs = {key: value for key, value in kwargs.items() if key not in ("inplace", "out")}
    if name not in FUNCTIONS:
        raise ConvertError(unknown(name), True, Place.passed)
    Place.passed += 1
    with standing_at(Place.describe(), Place.passed):
        try:
            return StandIn(FUNCTIONS[name](*map(opened, args), **{key: opened(arg) for key, arg in kwargs.items()}))
        except TypeError as error:
            raise ConvertError(f"{name} is called in a way that is not known: {error}") from error


def unknown(name):
    """A layer of PyTorch is named by itself, what a module of others calls by the function."""
    module = Place.modules[-1] if Place.modules else None
    if module is not None and type(module).__module__.startswith("torch.nn"):
        return f"{Place.describe()} is no layer that Longhand has"
    return f"{Place.describe() or 'the network'} calls {name}, which is no layer that Longhand has"


def opened(argument):
    """Stand-ins -> values, tensors -> arrays."""
    if isinstance(argument, StandIn):
        return argument.value
    return array(argument) if isinstance(argument, torch.Tensor) else argument


def is_value(argument):
    return hasattr(argument, "node")


def shape_of(sizes):
    """(x, 2, 3) and (x, (2, 3)) mean the same."""
    return list(sizes[0]) if len(sizes) == 1 and not isinstance(sizes[0], int) else list(sizes)


def axes_of(dim, value):
    return list(range(len(value.axes))) if dim is None else [dim] if isinstance(dim, int) else list(dim)


def plus(first, second, *, alpha=1):
    if is_value(first) and is_value(second):
        return formulas.add(first, second if alpha == 1 else times(second, alpha))
    value, constant = (first, second) if is_value(first) else (second, first)
    return formulas.combine(numpy.add, value, numpy.asarray(constant, "f8") * alpha)


def times(first, second):
    if is_value(first) and is_value(second):
        return formulas.apply(numpy.multiply, first, second)
    return formulas.combine(numpy.multiply, *((first, second) if is_value(first) else (second, first)))


def minus(first, second):
    return plus(first, times(second, -1) if is_value(second) else -numpy.asarray(second, "f8"))


def divided(first, second):
    if is_value(second):
        raise NoLayer("division by a tensor")
    return times(first, 1 / numpy.asarray(second, "f8"))


def elementwise(function):
    return lambda value, **_: formulas.apply(function, value)


def clamp(value, low=-1.0, high=1.0):
    return formulas.apply(lambda x: numpy.clip(x, low, high), value)


def clip(value, min=None, max=None):
    return clamp(value, -numpy.inf if min is None else min, numpy.inf if max is None else max)


def gelu(value, approximate="none"):
    return formulas.apply(formulas.gelu_tanh if approximate == "tanh" else formulas.gelu, value)


def convolve(count):
    def function(value, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        spatial = list(range(len(value.axes) - count, len(value.axes)))
        if padding == "same":
            windows = zip(spatial, weight.shape[2:], pooling.numbers(dilation, count))
            pads = [pooling.same_pads(value.shape[axis], width, dilation=gap) for axis, width, gap in windows]
        else:
            pads = [(number, number) for number in pooling.numbers(0 if padding == "valid" else padding, count)]
        return layers.convolution(value, Place.name(), weight, bias, spatial, spatial[0] - 1, stride, pads, dilation,
                                  groups)

    return function


def window(value, kind, count, kernel_size, stride, padding, ceil_mode):
    spatial = list(range(len(value.axes) - count, len(value.axes)))
    pads = [(number, number) for number in pooling.numbers(padding, count)]
    return pooling.pool(value, kind, spatial, kernel_size, stride, pads, ceil_mode)


def max_pool(count):
    def function(value, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        if return_indices or set(pooling.numbers(dilation, count)) != {1}:
            raise ConvertError("return_indices and dilation are not what Longhand has")
        return window(value, "max_pool", count, kernel_size, stride, padding, ceil_mode)

    return function


def avg_pool(count):
    def function(value, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
                 divisor_override=None):
        if divisor_override or (any(pooling.numbers(padding, count)) and not count_include_pad):
            raise ConvertError("divisor_override and count_include_pad=False are not what Longhand has")
        return window(value, "avg_pool", count, kernel_size, stride, padding, ceil_mode)

    return function


def adaptive_pool(kind, count):
    return lambda value, output_size, *_: axes.adaptive_pool(
        value, kind, [output_size] * count if output_size is None or isinstance(output_size, int) else output_size)


def batch_norm(value, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    if running_mean is None or training:
        raise ConvertError("statistics of the batch itself are not what Longhand has")
    tensors = layers.optional(weight=weight, bias=bias, running_mean=running_mean, running_var=running_var)
    return layers.batch_norm(value, Place.name(), tensors, eps)


def layer_norm(value, normalized_shape, weight=None, bias=None, eps=1e-5):
    if len(normalized_shape) > 1:
        raise NoLayer("a normalisation over more than one axis")
    return layers.layer_norm(value, Place.name(), layers.optional(weight=weight, bias=bias), eps)


def matmul(value, weight):
    if is_value(weight) or not is_value(value):
        raise NoLayer("the product of two tensors")
    return layers.linear(value, Place.name(), weight.T, None)


def pad(value, sizes, mode="constant", value_of_pads=None, **kwargs):
    if mode != "constant" or (value_of_pads or kwargs.get("value")):
        raise NoLayer("padding with anything but zeros")
    pairs = list(zip(sizes[::2], sizes[1::2]))[::-1]
    return pooling.pad(value, [(0, 0)] * (len(value.axes) - len(pairs)) + pairs)


def squeeze(value, dim=None):
    return axes.squeeze(value, None if dim is None else axes_of(dim, value))


def reduction(kind):
    return lambda value, dim=None, keepdim=False, **_: axes.reduce(value, axes_of(dim, value), keepdim, kind)


def unflatten(value, dim, sizes):
    dim = value.axis(dim)
    return axes.reshape(value, [*value.shape[:dim], *sizes, *value.shape[dim + 1:]])


def unchanged(value, *_, **__):
    return value


FUNCTIONS = {
    "add": plus, "radd": plus, "iadd": plus, "mul": times, "rmul": times, "imul": times, "sub": minus, "isub": minus,
    "rsub": lambda value, other: minus(other, value) if is_value(other) else plus(times(value, -1), other),
    "truediv": divided, "div": divided, "neg": lambda value: times(value, -1), "matmul": matmul,
    "pow": lambda value, power: formulas.apply(lambda x: x**power, value),
    "relu": elementwise(lambda x: numpy.maximum(x, 0)), "tanh": elementwise(numpy.tanh), "gelu": gelu,
    "erf": elementwise(formulas.erf), "sigmoid": elementwise(formulas.sigmoid),
    "silu": elementwise(lambda x: x * formulas.sigmoid(x)),
    "hardswish": elementwise(lambda x: x * formulas.hardsigmoid(x)), "hardsigmoid": elementwise(formulas.hardsigmoid),
    "relu6": elementwise(lambda x: numpy.clip(x, 0, 6)),
    "hardtanh": lambda value, min_val=-1.0, max_val=1.0: clamp(value, min_val, max_val), "clamp": clip, "clip": clip,
    "leaky_relu": lambda value, negative_slope=0.01: formulas.apply(formulas.leaky_relu(negative_slope), value),
    "conv1d": convolve(1), "conv2d": convolve(2), "max_pool1d": max_pool(1), "max_pool2d": max_pool(2),
    "avg_pool1d": avg_pool(1), "avg_pool2d": avg_pool(2),
    "adaptive_avg_pool1d": adaptive_pool("avg_pool", 1), "adaptive_avg_pool2d": adaptive_pool("avg_pool", 2),
    "adaptive_max_pool1d": adaptive_pool("max_pool", 1), "adaptive_max_pool2d": adaptive_pool("max_pool", 2),
    "batch_norm": batch_norm, "layer_norm": layer_norm,
    "linear": lambda value, weight, bias=None: layers.linear(value, Place.name(), weight, bias),
    "embedding": lambda value, weight, *_, **__: layers.embedding(value, Place.name(), weight),
    "softmax": lambda value, dim=-1, *_, **__: layers.softmax(value, dim),
    "log_softmax": lambda value, dim=-1, *_, **__: layers.softmax(value, dim, "log_softmax"),
    "pad": pad, "mean": reduction("mean"), "sum": reduction("sum"), "amax": reduction("max"),
    "permute": lambda value, *order, dims=None: axes.permute(value, dims or shape_of(order)),
    "transpose": axes.transpose, "swapaxes": axes.transpose,
    "t": lambda value: axes.transpose(value, 0, 1),
    "view": lambda value, *sizes: axes.reshape(value, shape_of(sizes)),
    "reshape": lambda value, *sizes, shape=None: axes.reshape(value, shape or shape_of(sizes)),
    "flatten": lambda value, start_dim=0, end_dim=-1: axes.join(value, start_dim, end_dim), "unflatten": unflatten,
    "squeeze": squeeze, "unsqueeze": lambda value, dim: axes.unsqueeze(value, [dim]),
    "contiguous": unchanged, "float": unchanged, "to": unchanged, "type": unchanged, "detach": unchanged,
    "clone": unchanged, "dropout": unchanged, "dropout1d": unchanged, "dropout2d": unchanged,
    "alpha_dropout": unchanged,
    "feature_alpha_dropout": unchanged,
}


def recurrent(module, value, state=None):
    if state is not None:
        raise ConvertError("a state that is given is not what Longhand has")
    if len(value.axes) != 3:
        raise ConvertError("takes [steps, batch, features], or [batch, steps, features] with batch_first")
    kind = "lstm" if isinstance(module, nn.LSTM) else "gru"
    names = ["hidden_size", "num_layers", "bidirectional", "bias"] + (["proj_size"] if kind == "lstm" else [])
    members = {name: getattr(module, name) for name in names}
    tensors = {key: array(tensor) for key, tensor in module.named_parameters()}
    steps = 1 if module.batch_first else 0
    return StandIn(layers.recurrent(value, kind, Place.name(), tensors, members, steps, 1 - steps)), LastState()


class LastState:
    """State behind the last step: networks may carry it about, but not use it."""

    def __iter__(self):
        return iter((LastState(), LastState()))

    def __getitem__(self, index):
        return LastState()

    def __getattr__(self, name):
        raise NoLayer("the state behind the last step")

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return getattr(cls(), function.__name__)


def is_causal(mask, steps):
    """Whether an attention's mask hides what comes later, and nothing else."""
    if mask is None:
        return False
    mask = array(mask)
    hidden = mask > 0 if mask.min() >= 0 else mask < -1e4
    if mask.shape != (steps, steps) or (hidden != numpy.triu(numpy.ones((steps, steps), bool), 1)).any():
        raise NoLayer("a mask other than a causal one")
    return True


def attention(module, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, **_):
    if not (query is key is value) or key_padding_mask is not None or module.bias_k is not None or module.add_zero_attn:
        raise ConvertError("is no layer that Longhand has unless it is plain self-attention")
    steps = 1 if module.batch_first else 0
    if len(query.axes) != 3 or not query.holds(steps, query.steps) or not query.holds(1 - steps, query.batch):
        raise ConvertError("takes [steps, batch, features], or [batch, steps, features] with batch_first")
    causal = is_causal(attn_mask, query.steps.size)
    tensors = {name: array(tensor) for name, tensor in module.named_parameters()}
    return StandIn(layers.attention(query, Place.name(), tensors, module.num_heads, causal)), None


MODULES = {nn.LSTM.forward: recurrent, nn.GRU.forward: recurrent, nn.MultiheadAttention.forward: attention}


@contextlib.contextmanager
def noting(module):
    """While this lasts, modules called with stand-ins note their layers."""
    original = nn.Module.__call__

    def called(self, *args, **kwargs):
        handler = MODULES.get(type(self).forward)
        Place.modules.append(self)
        try:
            with standing_at(Place.describe(), Place.passed):
                if handler and isinstance(args[0], StandIn):
                    return handler(self, *map(opened_value, args), **kwargs)
                return original(self, *args, **kwargs)
        finally:
            Place.modules.pop()

    Place.names, Place.modules, Place.passed = {inner: name for name, inner in module.named_modules()}, [], 0
    with unittest.mock.patch.object(nn.Module, "__call__", called), torch.no_grad():
        yield


def opened_value(argument):
    return argument.value if isinstance(argument, StandIn) else argument


def first_tensor(output):
    """Of several results the first one."""
    while not isinstance(output, StandIn):
        if not output or not isinstance(output, (tuple, list, dict)):
            raise ConvertError(f"the network returns {type(output).__name__}, which does not depend on its input")
        output = next(iter(output.values())) if isinstance(output, dict) else output[0]
    return output.value


def guess_layouts(module):
    """By the first layer that has a say."""
    for inner in module.modules():
        if isinstance(inner, (nn.LSTM, nn.GRU)):
            return ["b,s,c" if inner.batch_first else "s,b,c"], inner.input_size
        if isinstance(inner, nn.MultiheadAttention):
            return ["b,s,c" if inner.batch_first else "s,b,c"], inner.embed_dim
        if isinstance(inner, nn.Conv1d):
            return ["b,c,s"], inner.in_channels
        if isinstance(inner, nn.Linear):
            return ["b,s,c", "s,b,c"], inner.in_features
        if isinstance(inner, nn.LayerNorm):
            return ["b,s,c", "s,b,c"], inner.normalized_shape[-1]
        if isinstance(inner, nn.Embedding):
            return ["b,s", "s,b"], None
    raise ConvertError("say how the input is arranged, as in --input b,c=1,h=32,s")


def from_module(module, layout=None, steps=None):
    """`layout`: the axes of the input, as in `b,c=1,h=32,s`; `steps`: where the network is made for so many only."""
    if layout:
        layouts = [parse_layout(layout)]
    else:
        texts, size = guess_layouts(module)
        layouts = [[(letter, size if letter == "c" else None) for letter in text.split(",")] for text in texts]
    if steps:
        layouts = [[(letter, steps if letter == "s" else size) for letter, size in layout] for layout in layouts]
    module = module.eval()
    return convert(lambda chosen: trace(module, chosen), layouts)


def trace(module, layout):
    with noting(module):
        return first_tensor(module(StandIn(input_value(Node({}), layout))))


def run(module, data, integers=False):
    """What the module puts out for an array."""
    with torch.no_grad():
        data = torch.from_numpy(numpy.ascontiguousarray(data))
        output = module.eval()(data.long() if integers else data)
    while not isinstance(output, torch.Tensor):
        output = next(iter(output.values())) if isinstance(output, dict) else output[0]
    return output.numpy()
