"""Elementwise functions. Exporters write one activation in many ways, so it is known by what it computes."""
import math

import numpy

from .graph import Node, residual
from .values import ConvertError, NoLayer, channel_order

GRID = numpy.concatenate([numpy.linspace(-12, 12, 4801), [-1e4, 1e4]])
erf = numpy.vectorize(math.erf, otypes=["f8"])


def sigmoid(x):
    return 0.5 + 0.5 * numpy.tanh(0.5 * x)


def gelu(x):
    return 0.5 * x * (1 + erf(x / math.sqrt(2)))


def gelu_tanh(x):
    return 0.5 * x * (1 + numpy.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def hardsigmoid(x):
    return numpy.clip(x / 6 + 0.5, 0, 1)


def leaky_relu(slope):
    return lambda x: numpy.where(x < 0, slope * x, x)


ACTIVATIONS = [
    (lambda x: numpy.maximum(x, 0), {"type": "relu"}),
    (lambda x: x * sigmoid(x), {"type": "silu"}),
    (numpy.tanh, {"type": "tanh"}),
    (sigmoid, {"type": "sigmoid"}),
    (gelu, {"type": "gelu"}),
    (gelu_tanh, {"type": "gelu", "approximate": "tanh"}),
    (lambda x: x * hardsigmoid(x), {"type": "hardswish"}),
    (hardsigmoid, {"type": "hardsigmoid"}),
]


def same(function, values):
    expected = function(GRID)
    return bool((numpy.abs(values - expected) <= 1e-6 + 1e-6 * numpy.abs(expected)).all())


def recognise(formula):
    """The layer that computes a formula, {} for the identity, {"type": "affine"} for a x + b, None if there is none."""
    with numpy.errstate(all="ignore"):
        values = numpy.asarray(formula(GRID), "f8")
    if same(lambda x: x, values):
        return {}
    known = [layer for function, layer in ACTIVATIONS if same(function, values)]
    if known:
        return known[0]
    low, high, zero, one, less = formula(numpy.array([-1e4, 1e4, 0, 1, -1])).tolist()
    if low < high and same(lambda x: numpy.clip(x, low, high), values):
        return {"type": "hardtanh", "min_val": low, "max_val": high}
    if same(leaky_relu(-less), values):
        return {"type": "leaky_relu", "negative_slope": -less}
    if same(lambda x: (one - zero) * x + zero, values):
        return {"type": "affine", "scale": one - zero, "shift": zero}
    return None


def behind(value, layer, tensors=None, **changes):
    """The value that a layer puts out."""
    return value.change(node=Node(layer, tensors or {}, value.node), **changes)


def apply(function, *operands):
    """function(operands...): values of the same node and numbers."""
    values = [operand for operand in operands if hasattr(operand, "node")]
    formulas = [(o.formula or (lambda x: x)) if hasattr(o, "node") else (lambda x, o=o: o) for o in operands]
    if any(value.node is not values[0].node or value.axes != values[0].axes for value in values):
        raise NoLayer("the product of two values")
    return values[0].change(formula=lambda x: function(*(f(x) for f in formulas)), operands=(function, operands))


def settle(value):
    """The same value with its formula turned into layers, and without padding that is waiting for a convolution."""
    if value.padding:
        raise NoLayer("padding that no convolution follows")
    if value.formula is None:
        return value
    if not value.settled:
        value.settled.append(settle_formula(value))
    return value.settled[0]


def settle_formula(value):
    base = value.change(formula=None, operands=())
    layer = recognise(value.formula)
    if layer is not None:
        return activate(base, layer)
    function, operands = value.operands
    parts = [settle(operand) if hasattr(operand, "node") else operand for operand in operands]
    values = [part for part in parts if hasattr(part, "node")]
    if len(values) == 2 and function is numpy.add:
        return add(*values)
    if len(values) == 1 and values[0].node is not base.node:
        return settle(apply(function, *parts))
    raise NoLayer("an elementwise function that")


def activate(value, layer):
    if layer.get("type") != "affine":
        return behind(value, layer) if layer else value
    return affine(value, numpy.full(value.width, layer["scale"]), numpy.full(value.width, layer["shift"]))


def affine(value, scale, shift, name="affine"):
    """scale x + shift of each channel, in Longhand's order of them."""
    layer = {"type": "batch_norm", "name": name, "num_features": value.width, "eps": 1e-5}
    return behind(value, layer, {"weight": scale * math.sqrt(1 + 1e-5), "bias": shift,
                                 "running_mean": numpy.zeros(value.width), "running_var": numpy.ones(value.width)})


def arrangement(value):
    """What two values must have in common to be added."""
    places = {value.batch: "b", value.steps: "s", value.height: "h"}
    places |= {atom: f"c{number}" for number, atom in enumerate(value.channels)}
    return [[(places[atom], atom.size) for atom in axis] for axis in value.axes]


def add(first, second):
    """The sum of two values; of one node, they may be parts of an activation."""
    if first.node is second.node and first.axes == second.axes:
        return apply(numpy.add, first, second)
    first, second = settle(first), settle(second)
    if arrangement(first) != arrangement(second):
        raise ConvertError(f"{list(first.shape)} and {list(second.shape)} cannot be added")
    return first.change(node=residual(first.node, second.node))


def combine(function, value, constant):
    """function(value, constant), for sums and products with numbers or with one constant for each channel."""
    constant = numpy.asarray(constant, "f8")
    if constant.size == 1:
        return apply(function, value, constant.reshape(-1)[0])
    sums = function is numpy.add
    scale, shift = (numpy.ones_like(constant), constant) if sums else (constant, numpy.zeros_like(constant))
    value = settle(value)
    varying = [index - constant.ndim for index, size in enumerate(constant.shape) if size > 1]
    if len(varying) > 1:
        raise ConvertError(f"a constant of shape {list(constant.shape)} is more than one number for each channel")
    order = channel_order(value, value.axis(varying[0]))
    scale, shift = (in_order(part.reshape(-1), order) for part in (scale, shift))
    if sums and value.node.type in ("linear", "conv1d", "conv2d") and not value.node.layer["bias"]:
        return with_bias(value, shift)
    return affine(value, scale, shift)


def in_order(tensor, order, axis=0):
    """A tensor with one axis arranged as Longhand's channels are."""
    result = numpy.empty_like(tensor)
    numpy.moveaxis(result, axis, 0)[order] = numpy.moveaxis(tensor, axis, 0)
    return result


def with_bias(value, bias):
    """The convolution or linear layer that a value comes from, with a bias."""
    old = value.node
    return value.change(node=Node(old.layer | {"bias": True}, old.tensors | {"bias": bias}, old.source))
