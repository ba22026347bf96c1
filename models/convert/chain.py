"""Checks a description's layers against the tensors, and writes model files."""
import importlib.util
import math
import pathlib

import numpy

from .values import ConvertError, NoLayer

WEIGHTS = pathlib.Path(__file__).resolve().parents[1] / "speech/train/weights.py"


def load_file(path, name):
    """The module of a Python file, under a name that no network's own modules have."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


weights = load_file(WEIGHTS, "longhand_weights")


def pair(value):
    """A number or [height, width] -> (height, width)."""
    return (value, value) if isinstance(value, int) else tuple(value)


def recurrent_shapes(layer, gates):
    hidden, projected = layer["hidden_size"], layer.get("proj_size", 0)
    directions = ["", "_reverse"] if layer.get("bidirectional") else [""]
    outputs, shapes, inputs = projected or hidden, {}, layer["input_size"]
    for number in range(layer.get("num_layers", 1)):
        for direction in directions:
            end = f"_l{number}{direction}"
            shapes |= {"weight_ih" + end: (gates * hidden, inputs), "weight_hh" + end: (gates * hidden, outputs)}
            shapes |= {"weight_hr" + end: (projected, hidden)} if projected else {}
            biases = {"bias_ih" + end: (gates * hidden,), "bias_hh" + end: (gates * hidden,)}
            shapes |= biases if layer.get("bias", True) else {}
        inputs = outputs * len(directions)
    return shapes


def with_bias(layer, shapes):
    return shapes | ({"bias": shapes["weight"][:1]} if layer.get("bias", True) else {})


def convolution_shapes(layer, kernel):
    inputs = layer["in_channels"] // layer.get("groups", 1)
    return with_bias(layer, {"weight": (layer["out_channels"], inputs, *kernel)})


def batch_norm_shapes(layer):
    names = ["weight", "bias"] if layer.get("affine", True) else []
    return {name: (layer["num_features"],) for name in [*names, "running_mean", "running_var"]}


def layer_norm_shapes(layer):
    shapes = with_bias(layer, {"weight": (layer["normalized_shape"],)})
    return shapes if layer.get("elementwise_affine", True) else {}


def attention_shapes(layer):
    size = layer["embed_dim"]
    shapes = {"in_proj_weight": (3 * size, size), "out_proj.weight": (size, size)}
    return shapes | ({"in_proj_bias": (3 * size,), "out_proj.bias": (size,)} if layer.get("bias", True) else {})


def additive_attention_shapes(layer):
    size = layer["hidden_size"]
    return {"project.weight": (size, layer["in_features"]), "project.bias": (size,), "score.weight": (1, size)}


def channel_attention_shapes(layer):
    size = layer["length"]
    return {"dct_norm.weight": (size,), "dct_norm.bias": (size,), "fc.0.weight": (2 * size, size),
            "fc.3.weight": (size, 2 * size)}


SHAPES = {
    "lstm": lambda layer: recurrent_shapes(layer, 4),
    "gru": lambda layer: recurrent_shapes(layer, 3),
    "linear": lambda layer: with_bias(layer, {"weight": (layer["out_features"], layer["in_features"])}),
    "conv1d": lambda layer: convolution_shapes(layer, pair(layer["kernel_size"])[-1:]),
    "conv2d": lambda layer: convolution_shapes(layer, pair(layer["kernel_size"])),
    "batch_norm": batch_norm_shapes,
    "layer_norm": layer_norm_shapes,
    "embedding": lambda layer: {"weight": (layer["num_embeddings"], layer["embedding_dim"])},
    "attention": attention_shapes,
    "additive_attention": additive_attention_shapes,
    "channel_attention": channel_attention_shapes,
}
WITHOUT_TENSORS = {"max_pool", "avg_pool", "relu", "silu", "tanh", "sigmoid", "hardtanh", "leaky_relu", "gelu",
                   "hardswish", "hardsigmoid", "softmax", "stack", "flatten", "dropout"}


def expected(layers, place="architecture"):
    """{name of a tensor: its shape} of layers."""
    shapes = {}
    for number, layer in enumerate(layers):
        where = f"{place}[{number}]"
        try:
            new = shapes_of(layer, where)
        except KeyError as error:
            raise ConvertError(f"{where}: {layer.get('type')} needs {error}") from error
        twice = sorted(shapes.keys() & new.keys())
        if twice:
            raise ConvertError(f"{where}: {', '.join(twice)} belongs to another layer")
        shapes |= new
    return shapes


def shapes_of(layer, where):
    kind = layer.get("type")
    if kind == "residual":
        return expected(layer["layers"], where + ".layers") | expected(layer.get("shortcut", []), where + ".shortcut")
    if kind in WITHOUT_TENSORS:
        return {}
    if kind not in SHAPES:
        raise NoLayer(f"{where}: {kind}")
    return {f"{layer['name']}.{suffix}": shape for suffix, shape in SHAPES[kind](layer).items()}


def check(description, tensors):
    """Raises a ConvertError unless the tensors are those of the layers."""
    shapes = expected(description["architecture"])
    others = description.get("other_tensors", [])
    extra = [name for name in tensors if name not in shapes
             and not any(name == other or name.startswith(other + ".") for other in others)]
    if shapes.keys() - tensors.keys():
        raise ConvertError(f"no tensor {', '.join(sorted(shapes.keys() - tensors.keys()))}")
    if extra:
        raise ConvertError(f"no layer has {', '.join(sorted(extra))}")
    for name, shape in shapes.items():
        if tensors[name].shape != shape:
            raise ConvertError(f"{name} is {list(tensors[name].shape)}, not {list(shape)}")
        if not numpy.isfinite(tensors[name]).all():
            raise ConvertError(f"{name} has numbers that are not finite")


def write(path, description, tensors):
    check(description, tensors)
    weights.write(path, tensors, description)


def count(tensors):
    """How many numbers the tensors have."""
    return sum(math.prod(tensor.shape) for tensor in tensors.values())
