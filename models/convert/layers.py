"""Values through layers with weights, which come in PyTorch's shapes: each function gives the value behind a layer."""
import numpy

from .formulas import behind, in_order, settle
from .pooling import length, numbers, resized, roles
from .values import Atom, ConvertError, NoLayer, channel_order


def flat_order(value, index):
    """The order of the channels along an axis, for layers that take a step as one list of features."""
    if value.height.size > 1:
        raise ConvertError(f"height {value.height.size} must be flattened before")
    return channel_order(value, index)


def flatten(value):
    """[height][channels] -> features in the order channel * height + row."""
    return behind(value, {"type": "flatten"}, height=Atom("h", 1), channels=(*value.channels, value.height))


def stack(value, steps, frames):
    """So many steps side by side."""
    value = flatten(value) if value.height.size > 1 else value
    axes = tuple(tuple(part for atom in axis for part in ((steps, frames) if atom is value.steps else (atom,)))
                 for axis in value.axes)
    layer = {"type": "stack", "frames": frames.size, "stride": frames.size}
    return behind(value, layer, axes=axes, steps=steps, channels=(frames, *value.channels))


def optional(**tensors):
    return {name: tensor for name, tensor in tensors.items() if tensor is not None}


def with_features(value, index, size):
    """Changes where one axis holds the new features."""
    atom = Atom("c", int(size))
    return {"axes": value.with_axis(index, (atom,)), "channels": (atom,)}


def linear(value, name, weight, bias, axis=-1):
    value = settle(value)
    axis = value.axis(axis)
    if value.height.size > 1:
        return pointwise(value, name, weight, bias, axis)
    order = flat_order(value, axis)
    layer = {"type": "linear", "name": name, "in_features": weight.shape[1], "out_features": weight.shape[0],
             "bias": bias is not None}
    check_width(value, weight.shape[1])
    return behind(value, layer, optional(weight=in_order(weight, order, 1), bias=bias),
                  **with_features(value, axis, len(weight)))


def pointwise(value, name, weight, bias, axis):
    """A linear layer for each row of a picture."""
    kernel = in_order(weight.reshape(*weight.shape, 1, 1), channel_order(value, axis), 1)
    return behind(value, convolution_layer("conv2d", name, kernel, bias), optional(weight=kernel, bias=bias),
                  **with_features(value, axis, len(weight)))


def weigh(value, index, factor):
    """The sum over an axis that holds a part of the channels, times a factor."""
    gone = value.axes[index]
    rest = tuple(atom for atom in value.channels if atom not in gone)
    if value.height.size > 1:
        raise NoLayer(f"the sum over channels of height {value.height.size}")
    sizes = [atom.size for atom in value.channels]
    target = numpy.indices(sizes).reshape(len(sizes), -1)
    kept = [number for number, atom in enumerate(value.channels) if atom in rest]
    rows = numpy.ravel_multi_index([target[number] for number in kept], [sizes[number] for number in kept])
    weight = numpy.zeros((rows.max() + 1, value.width), "f4")
    weight[rows, numpy.arange(value.width)] = factor
    layer = {"type": "linear", "name": "sum", "in_features": value.width, "out_features": len(weight), "bias": False}
    return behind(value, layer, {"weight": weight}, axes=value.with_axis(index, ()), channels=rest)


def check_width(value, wanted):
    if value.width != wanted:
        raise ConvertError(f"takes {wanted} features and gets {value.width}")


def convolution_layer(kind, name, weight, bias, **members):
    """`weight` as the layer has it, with groups of `members` taken into account."""
    kernel = list(weight.shape[2:]) if kind == "conv2d" else weight.shape[2]
    return {"type": kind, "name": name, "in_channels": weight.shape[1] * members.get("groups", 1),
            "out_channels": weight.shape[0], "kernel_size": kernel, **members, "bias": bias is not None}


def evened(weight, axis, before, after, dilation):
    """A kernel with taps of zeros, so that as many zeros of padding can stand before as behind."""
    gap = after - before
    if gap % dilation:
        raise NoLayer(f"padding of {before} before and {after} behind, dilated by {dilation},")
    taps = [(0, 0)] * weight.ndim
    taps[axis] = (max(gap, 0) // dilation, max(-gap, 0) // dilation)
    return numpy.pad(weight, taps), max(before, after)


def convolution(value, name, weight, bias, spatial, channel_axis=1, stride=1, pads=None, dilation=1, groups=1):
    """Along one or two axes; `pads`: (before, behind) for each of them."""
    padding, value = value.padding, value.change(padding={}) if value.padding else settle(value)
    found, count = roles(value, spatial), len(spatial)
    if sorted(found, key=str) != ["h", "s"][2 - count:]:
        raise NoLayer("a convolution along other axes than height and steps")
    stride, dilation, pads = numbers(stride, count), numbers(dilation, count), pads or [(0, 0)] * count
    windows = dict(zip(found, zip(stride, pads, dilation)))
    if found == ["s", "h"]:
        weight = weight.swapaxes(2, 3)
    check_width(value, weight.shape[1] * groups)
    channel_axis = value.axis(channel_axis)
    order = channel_order(value, channel_axis) if count == 2 else flat_order(value, channel_axis)
    if groups > 1 and (order != numpy.arange(len(order))).any():
        raise NoLayer("a convolution in groups over channels that were mixed")
    weight = weight if groups > 1 else in_order(weight, order, 1)
    layer, weight, sizes = windowed(value, weight, windows, padding)
    kind = "conv2d" if count == 2 else "conv1d"
    layer = {key: numbers_of[0] if count == 1 else numbers_of for key, numbers_of in layer.items()}
    causal = layer.pop("causal")
    causal = causal if count == 1 else causal[1]
    layer = convolution_layer(kind, name, weight, bias, **layer, groups=groups, **({"causal": True} if causal else {}))
    after = value.change(**resized(value, sizes))
    return behind(after, layer, optional(weight=weight, bias=bias),
                  **with_features(after, channel_axis, len(weight)))


def windowed(value, weight, windows, padding):
    """-> members of the layer (lists: height, steps), the kernel with taps of zeros where needed, the new sizes."""
    layer, sizes = {"stride": [], "padding": [], "dilation": [], "causal": []}, {}
    for axis, role in enumerate(sorted(windows), 2):
        stride, pads, dilation = windows[role]
        pads = tuple(sum(pair) for pair in zip(pads, padding.get(role, (0, 0))))
        size = (value.height if role == "h" else value.steps).size - sum(padding.get(role, (0, 0)))
        sizes[role] = length(size, weight.shape[axis], stride, pads, dilation)
        causal = role == "s" and pads[0] > 0 and pads == (dilation * (weight.shape[axis] - 1), 0)
        weight, padded = (weight, 0) if causal else evened(weight, axis, *pads, dilation)
        for key, number in (("stride", stride), ("padding", padded), ("dilation", dilation), ("causal", causal)):
            layer[key].append(number)
    return layer, weight, sizes


def batch_norm(value, name, tensors, eps, axis=1):
    """tensors: weight, bias (or neither), running_mean, running_var."""
    value = settle(value)
    order = channel_order(value, value.axis(axis))
    check_width(value, len(tensors["running_mean"]))
    layer = {"type": "batch_norm", "name": name, "num_features": value.width, "eps": eps, "affine": "weight" in tensors}
    return behind(value, layer, {key: in_order(tensor, order) for key, tensor in tensors.items()})


def layer_norm(value, name, tensors, eps):
    """Over the last axis; tensors: weight and bias, weight alone, or neither."""
    value = settle(value)
    order = flat_order(value, value.axis(-1))
    layer = {"type": "layer_norm", "name": name, "normalized_shape": value.width, "eps": eps,
             "elementwise_affine": "weight" in tensors, "bias": "bias" in tensors}
    return behind(value, layer, {key: in_order(tensor, order) for key, tensor in tensors.items()})


def recurrent(value, kind, name, tensors, members, steps_axis, batch_axis):
    """`lstm` or `gru`; members: hidden_size, num_layers, bidirectional, ..."""
    value = settle(value)
    if not value.holds(steps_axis, value.steps) or not value.holds(batch_axis, value.batch):
        raise ConvertError(f"axes {steps_axis} and {batch_axis} of {list(value.shape)} are not the steps and the batch")
    order = flat_order(value, 2)
    check_width(value, tensors["weight_ih_l0"].shape[1])
    firsts = ("weight_ih_l0", "weight_ih_l0_reverse")
    tensors = {key: in_order(tensor, order, 1) if key in firsts else tensor for key, tensor in tensors.items()}
    layer = {"type": kind, "name": name, "input_size": value.width, **members}
    directions = 2 if members.get("bidirectional") else 1
    width = directions * (members.get("proj_size") or members["hidden_size"])
    return behind(value, layer, tensors, **with_features(value, 2, width))


def attention(value, name, tensors, heads, causal):
    """Self-attention of [.., .., features]."""
    value = settle(value)
    order = flat_order(value, value.axis(-1))
    layer = {"type": "attention", "name": name, "embed_dim": value.width, "num_heads": heads,
             "bias": "in_proj_bias" in tensors, "causal": causal}
    tensors = tensors | {"in_proj_weight": in_order(tensors["in_proj_weight"], order, 1)}
    return behind(value, layer, tensors, **with_features(value, value.axis(-1), value.width))


def embedding(value, name, weight):
    """A new last axis with the row that the number names."""
    value = settle(value)
    if value.width > 1 or value.height.size > 1:
        raise ConvertError("an embedding takes one number of each step")
    layer = {"type": "embedding", "name": name, "num_embeddings": weight.shape[0], "embedding_dim": weight.shape[1]}
    wide = value.change(axes=(*value.axes, ()))
    return behind(wide, layer, {"weight": weight}, **with_features(wide, len(value.axes), weight.shape[1]))


def softmax(value, axis, kind="softmax"):
    """kind: `softmax`, or `log_softmax`, which may only be the end."""
    value = settle(value)
    if set(value.axes[value.axis(axis)]) != {atom for atom in value.channels if atom.size > 1}:
        raise NoLayer("a softmax over anything but the channels")
    return behind(value, {"type": kind})
