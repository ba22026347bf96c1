"""Keras models: a model, a `.keras` file or an `.h5` file of a whole model. Files are read without Keras."""
import io
import json
import re
import zipfile

import numpy

from . import axes, formulas, layers, pooling
from .conversion import convert
from .graph import Node
from .values import ConvertError, NoLayer, input_value, layouts_of, standing_at

LAYOUTS = {4: ["b,h,s,c", "b,s,h,c"], 3: ["b,s,c"], 2: ["b,s"]}


class Layer:
    """A layer of the configuration: its members, its weights in Keras' order, the layers before it."""

    def __init__(self, entry, weights, major):
        self.type, self.config, self.weights, self.major = entry["class_name"], entry["config"], weights, major
        self.name = self.config.get("name") or entry.get("name")
        self.sources = sources(entry.get("inbound_nodes", []))
        self.place = f"{self.name}: {self.type}"

    def get(self, name, default=None):
        return self.config.get(name, default)

    def inner(self):
        """The layer that a wrapper wraps."""
        return Layer(self.config["layer"], self.weights, self.major)

    def bias(self, index=1):
        return self.weights[index] if self.get("use_bias", True) else None


def sources(nodes):
    """Names of the layers that put out the inputs, of either way to write them down."""
    if isinstance(nodes, dict):
        if nodes.get("class_name") == "__keras_tensor__":
            return [nodes["config"]["keras_history"][0]]
        return [name for entry in nodes.values() for name in sources(entry)]
    if isinstance(nodes, (list, tuple)):
        if len(nodes) >= 3 and isinstance(nodes[0], str) and isinstance(nodes[1], int):
            return [nodes[0]]
        return [name for entry in nodes for name in sources(entry)]
    return []


def activated(layer, value, wanted):
    """A value through the activation of this name."""
    wanted = wanted if isinstance(wanted, str) or wanted is None else wanted.get("config")
    if wanted in (None, "linear"):
        return value
    if wanted in ("softmax", "log_softmax"):
        return layers.softmax(value, -1, wanted)
    if wanted == "hard_sigmoid" and layer.major < 3:
        scaled = formulas.apply(lambda x: 0.2 * x + 0.5, value)
        return formulas.apply(lambda x: numpy.clip(x, 0, 1), scaled)
    if not isinstance(wanted, str) or wanted not in ACTIVATIONS:
        raise NoLayer(f"the activation {wanted}")
    return formulas.apply(ACTIVATIONS[wanted], value)


def spatial_axes(value):
    return list(range(1, len(value.axes) - 1))


def pads_of(layer, value, kernel, stride, dilation):
    """(before, behind) for each axis that a window moves along."""
    mode = layer.get("padding", "valid")
    if layer.get("data_format") not in (None, "channels_last"):
        raise ConvertError("data_format channels_first is not what is known of Keras here")
    if mode == "causal":
        return [(dilation[0] * (kernel[0] - 1), 0)]
    if mode != "same":
        return [(0, 0)] * len(kernel)
    windows = zip(spatial_axes(value), kernel, stride, dilation)
    return [pooling.same_pads(value.shape[axis], *window) for axis, *window in windows]


def convolve(layer, value, weight, bias, groups, name=None):
    """`weight`: [out, in / groups, kernel...]"""
    count = weight.ndim - 2
    stride, dilation = (pooling.numbers(layer.get(key, 1), count) for key in ("strides", "dilation_rate"))
    pads = pads_of(layer, value, weight.shape[2:], stride, dilation)
    return layers.convolution(value, name or layer.name, weight, bias, spatial_axes(value), -1, stride, pads, dilation,
                              groups)


def convolution(layer, value):
    kernel = layer.weights[0]
    weight = kernel.transpose([kernel.ndim - 1, kernel.ndim - 2, *range(kernel.ndim - 2)])
    value = convolve(layer, value, weight, layer.bias(), layer.get("groups", 1))
    return activated(layer, value, layer.get("activation"))


def depthwise_weight(kernel):
    """[kernel..., in, multiplier] -> [in * multiplier, 1, kernel...]"""
    spatial = kernel.shape[:-2]
    kernel = kernel.transpose([kernel.ndim - 2, kernel.ndim - 1, *range(kernel.ndim - 2)])
    return kernel.reshape(-1, 1, *spatial)


def depthwise(layer, value):
    weight = depthwise_weight(layer.weights[0])
    return activated(layer, convolve(layer, value, weight, layer.bias(), value.width), layer.get("activation"))


def separable(layer, value):
    weight = depthwise_weight(layer.weights[0])
    value = convolve(layer, value, weight, None, value.width, layer.name + ".depthwise")
    pointwise = layer.weights[1]
    pointwise = pointwise.transpose([pointwise.ndim - 1, pointwise.ndim - 2, *range(pointwise.ndim - 2)])
    value = layers.convolution(value, layer.name + ".pointwise", pointwise, layer.bias(2), spatial_axes(value), -1)
    return activated(layer, value, layer.get("activation"))


def dense(layer, value):
    value = layers.linear(value, layer.name, layer.weights[0].T, layer.bias())
    return activated(layer, value, layer.get("activation"))


def pool(kind):
    def function(layer, value):
        count = len(value.axes) - 2
        kernel = pooling.numbers(layer.get("pool_size"), count)
        stride = pooling.numbers(layer.get("strides") or kernel, count)
        pads = pads_of(layer, value, kernel, stride, [1] * count)
        if kind == "avg_pool" and any(map(any, pads)):
            raise NoLayer("an average that leaves padding out")
        return pooling.pool(value, kind, spatial_axes(value), kernel, stride, pads)

    return function


def normalised(layer, names):
    """{PyTorch's name: weight} of the weights that there are."""
    there = [name for name in names if layer.get({"weight": "scale", "bias": "center"}.get(name), True)]
    return dict(zip(there, layer.weights))


def last_axis(layer, value):
    axis = layer.get("axis", -1)
    axis = axis[0] if isinstance(axis, (list, tuple)) and len(axis) == 1 else axis
    if axis not in (-1, len(value.axes) - 1):
        raise NoLayer(f"a normalisation over axis {axis}")


def batch_norm(layer, value):
    last_axis(layer, value)
    tensors = normalised(layer, ["weight", "bias", "running_mean", "running_var"])
    if ("weight" in tensors) != ("bias" in tensors):
        size = len(tensors["running_mean"])
        tensors = {"weight": numpy.ones(size, "f4"), "bias": numpy.zeros(size, "f4")} | tensors
    return layers.batch_norm(value, layer.name, tensors, layer.get("epsilon", 1e-3), -1)


def layer_norm(layer, value):
    last_axis(layer, value)
    tensors = normalised(layer, ["weight", "bias"])
    if "bias" in tensors and "weight" not in tensors:
        tensors["weight"] = numpy.ones(len(tensors["bias"]), "f4")
    return layers.layer_norm(value, layer.name, tensors, layer.get("epsilon", 1e-3))


def check_recurrent(layer):
    unusual = {
        "return_sequences=False": not layer.get("return_sequences"), "go_backwards": layer.get("go_backwards"),
        "reset_after=False": layer.type == "GRU" and not layer.get("reset_after", True),
        "an activation other than tanh": layer.get("activation", "tanh") != "tanh",
        "a recurrent_activation other than sigmoid": layer.get("recurrent_activation", "sigmoid") != "sigmoid",
        "time_major": layer.get("time_major"),
    }
    found = [what for what, there in unusual.items() if there]
    if found:
        raise ConvertError(f"{', '.join(found)} is not what Longhand has")


def direction(kind, weights, end):
    """Weights of one direction in PyTorch's shapes; the gates of a GRU change places."""
    def rows(tensor):
        if kind == "LSTM":
            return tensor
        update, reset, new = numpy.split(tensor, 3)
        return numpy.concatenate([reset, update, new])

    tensors = {"weight_ih" + end: rows(weights[0].T), "weight_hh" + end: rows(weights[1].T)}
    if len(weights) > 2:
        first, second = weights[2] if weights[2].ndim == 2 else (weights[2], numpy.zeros_like(weights[2]))
        tensors |= {"bias_ih" + end: rows(first), "bias_hh" + end: rows(second)}
    return tensors


def recurrent(layer, value, name=None, bidirectional=False):
    check_recurrent(layer)
    size = len(layer.weights) // (2 if bidirectional else 1)
    tensors = direction(layer.type, layer.weights[:size], "_l0")
    if bidirectional:
        tensors |= direction(layer.type, layer.weights[size:], "_l0_reverse")
    members = {"hidden_size": layer.get("units"), "bidirectional": bidirectional, "bias": size > 2}
    return layers.recurrent(value, layer.type.lower(), name or layer.name, tensors, members, 1, 0)


def bidirectional(layer, value):
    inner, mode = layer.inner(), layer.get("merge_mode", "concat")
    if inner.type not in ("LSTM", "GRU") or mode not in ("concat", "sum", "ave"):
        raise ConvertError(f"merge_mode {mode} of {inner.type} is not what Longhand has")
    value = recurrent(inner, value, layer.name, True)
    if mode == "concat":
        return value
    value = axes.reshape(value, [*value.shape[:2], 2, value.width // 2])
    return axes.reduce(value, [2], False, "sum" if mode == "sum" else "mean")


def time_distributed(layer, value):
    inner = layer.inner()
    if inner.type not in STEPWISE:
        raise NoLayer(f"{inner.type} of each step")
    inner.name = layer.name
    return LAYERS[inner.type](inner, value)


def relu(layer, value):
    slope, highest = layer.get("negative_slope") or 0.0, layer.get("max_value")
    if layer.get("threshold"):
        raise ConvertError("a threshold is not what Longhand has")
    highest = numpy.inf if highest is None else highest
    return formulas.apply(lambda x: numpy.minimum(numpy.where(x < 0, slope * x, x), highest), value)


def leaky_relu(layer, value):
    return formulas.apply(formulas.leaky_relu(layer.get("negative_slope", layer.get("alpha", 0.3))), value)


def pad(layer, value):
    sizes = layer.get("padding")
    sizes = [sizes] if len(value.axes) == 3 else [sizes] * 2 if isinstance(sizes, int) else sizes
    pairs = [tuple(pooling.numbers(size, 2)) for size in sizes]
    return pooling.pad(value, [(0, 0), *pairs, (0, 0)])


def rescaling(layer, value):
    scale, shift = numpy.asarray(layer.get("scale")), numpy.asarray(layer.get("offset", 0.0))
    return formulas.combine(numpy.add, formulas.combine(numpy.multiply, value, scale), shift)


def add(layer, value, *others):
    for other in others:
        value = formulas.add(value, other)
    return value


def unchanged(layer, value):
    return value


ACTIVATIONS = {
    "relu": lambda x: numpy.maximum(x, 0), "relu6": lambda x: numpy.clip(x, 0, 6), "tanh": numpy.tanh,
    "sigmoid": formulas.sigmoid, "silu": lambda x: x * formulas.sigmoid(x), "swish": lambda x: x * formulas.sigmoid(x),
    "gelu": formulas.gelu, "hard_sigmoid": formulas.hardsigmoid, "leaky_relu": formulas.leaky_relu(0.2),
    "hard_silu": lambda x: x * formulas.hardsigmoid(x), "hard_swish": lambda x: x * formulas.hardsigmoid(x),
}
LAYERS = {
    "Conv1D": convolution, "Conv2D": convolution, "DepthwiseConv1D": depthwise, "DepthwiseConv2D": depthwise,
    "SeparableConv1D": separable, "SeparableConv2D": separable, "Dense": dense, "LSTM": recurrent, "GRU": recurrent,
    "Bidirectional": bidirectional, "TimeDistributed": time_distributed, "BatchNormalization": batch_norm,
    "LayerNormalization": layer_norm, "MaxPooling1D": pool("max_pool"), "MaxPooling2D": pool("max_pool"),
    "AveragePooling1D": pool("avg_pool"), "AveragePooling2D": pool("avg_pool"), "ReLU": relu, "LeakyReLU": leaky_relu,
    "Activation": lambda layer, value: activated(layer, value, layer.get("activation")),
    "Softmax": lambda layer, value: layers.softmax(value, layer.get("axis", -1)),
    "Reshape": lambda layer, value: axes.reshape(value, [value.shape[0], *layer.get("target_shape")]),
    "Permute": lambda layer, value: axes.permute(value, [0, *layer.get("dims")]),
    "Embedding": lambda layer, value: layers.embedding(value, layer.name, layer.weights[0]),
    "ZeroPadding1D": pad, "ZeroPadding2D": pad, "Rescaling": rescaling, "Add": add,
    "Dropout": unchanged, "SpatialDropout1D": unchanged, "SpatialDropout2D": unchanged, "GaussianNoise": unchanged,
    "GaussianDropout": unchanged, "ActivityRegularization": unchanged,
}
STEPWISE = ("Dense", "Activation", "Dropout", "ReLU", "LeakyReLU", "BatchNormalization", "LayerNormalization")


class Network:
    """A Sequential or Functional model: its layers in order, the shape of its input, the layer that puts out."""

    def __init__(self, entry, weights, major):
        config = entry["config"] if isinstance(entry["config"], dict) else {"layers": entry["config"]}
        if entry["class_name"] not in ("Sequential", "Functional", "Model"):
            raise ConvertError(f"{entry['class_name']} is neither Sequential nor Functional")
        self.layers = [Layer(inner, weights.get(inner["config"].get("name") or inner.get("name"), []), major)
                       for inner in config["layers"]]
        if entry["class_name"] == "Sequential":
            for before, layer in zip(self.layers, self.layers[1:]):
                layer.sources = [before.name]
            self.output = self.layers[-1].name
        else:
            self.output = sources([config["output_layers"]])[0]
        self.sizes = next(filter(None, map(input_shape, self.layers)), None)
        if self.sizes is None:
            raise ConvertError("the shape of the input is not known: build the model first")

    def trace(self, layout):
        start, known = input_value(Node({}), layout), {}
        for number, layer in enumerate(self.layers):
            with standing_at(layer.place, number):
                known[layer.name] = compute(layer, [known[name] for name in layer.sources], start)
        return known[self.output]


def input_shape(layer):
    shape = layer.get("batch_shape") or layer.get("batch_input_shape")
    return shape and list(shape[0] if isinstance(shape[0], (list, tuple)) else shape)


def compute(layer, values, start):
    if layer.type == "InputLayer":
        return start
    if layer.type not in LAYERS:
        raise NoLayer()
    return LAYERS[layer.type](layer, *(values or [start]))


def snake_case(name):
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def groups_of(entry):
    """{name of a layer: what a `.keras` file calls it}: its type, numbered."""
    counts, groups = {}, {}
    for layer in entry["config"]["layers"]:
        kind = snake_case(layer["class_name"])
        number = counts[kind] = counts.get(kind, -1) + 1
        groups[layer["config"]["name"]] = f"layers/{kind}_{number}" if number else f"layers/{kind}"
    return groups


def stored(group):
    """Weights below a group of a `.keras` file, those of a forward layer before those of the backward one."""
    found = []
    if "vars" in group:
        found += [numpy.asarray(group["vars"][key]) for key in sorted(group["vars"], key=int)]
    for key in ("cell", "forward_layer", "backward_layer", "layer"):
        if key in group and not (key == "layer" and "forward_layer" in group):
            found += stored(group[key])
    return found


def read_keras(path):
    """-> the configuration, {name of a layer: its weights}, Keras' major version"""
    import h5py

    with zipfile.ZipFile(path) as archive:
        entry, about = (json.loads(archive.read(name)) for name in ("config.json", "metadata.json"))
        with h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r") as file:
            weights = {name: stored(file[group]) for name, group in groups_of(entry).items() if group in file}
    return entry, weights, major_of(about.get("keras_version"))


def read_h5(path):
    import h5py

    with h5py.File(path, "r") as file:
        if "model_config" not in file.attrs:
            raise ConvertError(f"{path} holds weights without the model: save the whole model")
        groups = file["model_weights"]
        weights = {name: [numpy.asarray(group[key]) for key in group.attrs["weight_names"]]
                   for name, group in groups.items()}
        return json.loads(file.attrs["model_config"]), weights, major_of(file.attrs.get("keras_version"))


def major_of(version):
    version = version.decode() if isinstance(version, bytes) else version
    return int((version or "2").split(".")[0])


def from_config(entry, weights, major, layout=None, steps=None):
    network = Network(entry, weights, major)
    texts = [layout] if layout else LAYOUTS.get(len(network.sizes), [])
    return convert(network.trace, layouts_of(texts, network.sizes, steps))


def from_file(path, layout=None, steps=None):
    read = read_keras if str(path).endswith(".keras") else read_h5
    return from_config(*read(path), layout, steps)


def from_model(model, layout=None, steps=None, major=3):
    """A model that is loaded; `major`: the version of Keras."""
    entry = {"class_name": type(model).__name__, "config": model.get_config()}
    weights = {layer.name: layer.get_weights() for layer in model.layers}
    return from_config(entry, weights, major, layout, steps)


def runner(path):
    """What runs the file, None without Keras."""
    try:
        import keras
    except ImportError:
        return None
    model = keras.models.load_model(path, compile=False)
    return lambda data, integers: numpy.asarray(model.predict(data.astype("i4" if integers else "f4"), verbose=0))
