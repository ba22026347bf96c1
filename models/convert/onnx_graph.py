"""ONNX graphs, as the exporters of PyTorch, Keras (tf2onnx) and PaddleOCR write them."""
import numpy
import onnx
from onnx import numpy_helper

from . import axes, formulas, layers, pooling
from .constants import CONSTANTS, cut
from .conversion import convert
from .graph import Node
from .values import ConvertError, NoLayer, input_value, layouts_of, standing_at

LAYOUTS = {4: ["b,c,h,s", "b,c,s,h", "b,h,s,c", "b,s,h,c"], 3: ["b,s,c", "s,b,c", "b,c,s", "b,s,h", "b,h,s"],
           2: ["b,s", "s,b", "s,c"]}
TYPES = {"LSTM": "lstm", "GRU": "gru"}
GATES = {"LSTM": [0, 2, 3, 1], "GRU": [1, 0, 2]}  # where PyTorch's gates stand among those of ONNX
ACTIVATIONS = {"LSTM": ["Sigmoid", "Tanh", "Tanh"], "GRU": ["Sigmoid", "Tanh"]}


class Operation:
    """A node of the graph: its attributes, its inputs by name, where it stands."""

    def __init__(self, node, opset):
        self.type, self.opset, self.inputs, self.outputs = node.op_type, opset, list(node.input), list(node.output)
        self.attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        self.place = f"{node.name or node.output[0]}: {node.op_type}"

    def get(self, name, default=None):
        value = self.attributes.get(name, default)
        return value.decode() if isinstance(value, bytes) else value

    @property
    def name(self):
        """What its weights are called, or its type."""
        weights = [name for name in self.inputs[1:] if name.endswith(".weight")]
        return weights[0][:-len(".weight")] if weights else self.type.lower()


def is_value(argument):
    return hasattr(argument, "node")


def axes_of(op, more, rank, every=True):
    """Axes that are an attribute or, in newer graphs, an input."""
    given = op.get("axes", more[0] if more and more[0] is not None else None)
    return list(range(rank)) if given is None and every else None if given is None else [int(axis) for axis in given]


def spatial_axes(value):
    return list(range(2, len(value.axes)))


def pads_of(op, value, kernel, stride, dilation):
    """(before, behind) for each axis that a window moves along."""
    mode, count = op.get("auto_pad", "NOTSET"), len(kernel)
    if mode in ("NOTSET", "VALID"):
        pads = op.get("pads", [0] * 2 * count) if mode == "NOTSET" else [0] * 2 * count
        return list(zip(pads[:count], pads[count:]))
    windows = zip(spatial_axes(value), kernel, stride, dilation)
    pads = [pooling.same_pads(value.shape[axis], *window) for axis, *window in windows]
    return pads if mode == "SAME_UPPER" else [pair[::-1] for pair in pads]


def convolution(op, value, weight, bias=None):
    count = weight.ndim - 2
    stride, dilation = op.get("strides", [1] * count), op.get("dilations", [1] * count)
    pads = pads_of(op, value, weight.shape[2:], stride, dilation)
    return layers.convolution(value, op.name, weight, bias, spatial_axes(value), 1, stride, pads, dilation,
                              op.get("group", 1))


def pool(kind):
    def function(op, value):
        kernel = op.get("kernel_shape")
        ones = [1] * len(kernel)
        stride, dilation = op.get("strides", ones), op.get("dilations", ones)
        pads = pads_of(op, value, kernel, stride, dilation)
        uncounted = kind == "avg_pool" and any(map(any, pads)) and not op.get("count_include_pad", 0)
        if uncounted or list(dilation) != ones:
            raise ConvertError("dilations and count_include_pad=0 are not what Longhand has")
        return pooling.pool(value, kind, spatial_axes(value), kernel, stride, pads, op.get("ceil_mode", 0))

    return function


def batch_norm(op, value, weight, bias, mean, variance):
    tensors = {"weight": weight, "bias": bias, "running_mean": mean, "running_var": variance}
    return layers.batch_norm(value, op.name, tensors, op.get("epsilon", 1e-5))


def layer_norm(op, value, weight, bias=None):
    if op.get("axis", -1) not in (-1, len(value.axes) - 1):
        raise NoLayer("a normalisation over more than one axis")
    return layers.layer_norm(value, op.name, layers.optional(weight=weight, bias=bias), op.get("epsilon", 1e-5))


def matmul(op, value, weight):
    if is_value(weight) or not is_value(value) or weight.ndim != 2:
        raise NoLayer("the product of two tensors")
    return layers.linear(value, op.name, weight.T, None)


def gemm(op, value, weight, bias=None):
    if op.get("alpha", 1.0) != 1 or op.get("beta", 1.0) != 1 or op.get("transA", 0):
        raise ConvertError("alpha, beta and transA are not what Longhand has")
    bias = None if bias is None else numpy.broadcast_to(bias, weight.shape[0 if op.get("transB", 0) else 1:][:1])
    return layers.linear(value, op.name, weight if op.get("transB", 0) else weight.T, bias)


def add(op, first, *others):
    for other in others:
        both = is_value(first) and is_value(other)
        first = formulas.add(first, other) if both else formulas.combine(numpy.add, *ordered(first, other))
    return first


def ordered(first, second):
    return (first, second) if is_value(first) else (second, first)


def multiply(op, first, second):
    if is_value(first) and is_value(second):
        return formulas.apply(numpy.multiply, first, second)
    return formulas.combine(numpy.multiply, *ordered(first, second))


def subtract(op, first, second):
    return add(op, first, multiply(op, second, numpy.array(-1.0)) if is_value(second) else -second)


def divide(op, first, second):
    if is_value(second):
        raise NoLayer("division by a tensor")
    return multiply(op, first, 1 / numpy.asarray(second, "f8"))


def elementwise(function):
    return lambda op, value: formulas.apply(function, value)


def clip(op, value, low=None, high=None):
    low = op.get("min", -numpy.inf if low is None else float(low))
    high = op.get("max", numpy.inf if high is None else float(high))
    return formulas.apply(lambda x: numpy.clip(x, low, high), value)


def hardsigmoid(op, value):
    slope, shift = op.get("alpha", 0.2), op.get("beta", 0.5)
    scaled = formulas.apply(lambda x: slope * x + shift, value)
    return formulas.apply(lambda x: numpy.clip(x, 0, 1), scaled)


def gelu(op, value):
    return formulas.apply(formulas.gelu_tanh if op.get("approximate") == "tanh" else formulas.gelu, value)


def softmax(kind):
    return lambda op, value: layers.softmax(value, op.get("axis", -1 if op.opset >= 13 else 1), kind)


def reduction(kind):
    return lambda op, value, *more: axes.reduce(value, axes_of(op, more, len(value.axes)), op.get("keepdims", 1), kind)


def global_pool(kind):
    return lambda op, value: axes.reduce(value, spatial_axes(value), True, kind)


def squeeze(op, value, *more):
    return axes.squeeze(value, axes_of(op, more, len(value.axes), every=False))


def flatten(op, value):
    axis = value.axis(op.get("axis", 1))
    before = value.shape[:axis]
    return axes.reshape(value, [int(numpy.prod(before, dtype="i8")), -1])


def gather(op, value, places):
    """A row of an embedding for each number, or the one number of an axis."""
    if is_value(places) and not is_value(value) and op.get("axis", 0) == 0:
        return layers.embedding(places, op.name, value)
    if is_value(places) or numpy.size(places) != 1:
        raise NoLayer("gathering")
    index = value.axis(op.get("axis", 0))
    taken = axes.take(value, index, int(numpy.reshape(places, -1)[0]))
    return axes.unsqueeze(taken, [index]) if numpy.ndim(places) else taken


def slice_of(op, value, *more):
    """Only the whole."""
    parts = cut(op, len(value.axes), more)
    if any(part.indices(size) != (0, size, 1) for part, size in zip(parts, value.shape)):
        raise NoLayer("taking a part of a tensor")
    return value


def pad(op, value, pads=None, constant=None, *_):
    pads = op.get("pads") if pads is None else [int(number) for number in pads]
    filled = op.get("value", 0.0) or (constant is not None and numpy.any(constant))
    if op.get("mode", "constant") != "constant" or filled:
        raise NoLayer("padding with anything but zeros")
    return pooling.pad(value, list(zip(pads[:len(pads) // 2], pads[len(pads) // 2:])))


def recurrent(op, value, weights, recurrence, biases=None, lengths=None, *states):
    """Y only, [steps, directions, batch, hidden]."""
    check_recurrent(op, states, lengths, value)
    hidden, directions = recurrence.shape[2], len(weights)
    tensors = {}
    for number, end in zip(range(directions), ("_l0", "_l0_reverse")):
        found = {"weight_ih": weights[number], "weight_hh": recurrence[number]}
        if biases is not None:
            found["bias_ih"], found["bias_hh"] = numpy.split(biases[number], 2)
        tensors |= {name + end: gates_of(op.type, tensor) for name, tensor in found.items()}
    members = {"hidden_size": hidden, "bidirectional": directions == 2, "bias": biases is not None}
    value = layers.recurrent(value, TYPES[op.type], op.name, tensors, members, 0, 1)
    steps, batch, _ = value.shape
    return axes.permute(axes.reshape(value, [steps, batch, directions, hidden]), [0, 2, 1, 3])


def gates_of(kind, tensor):
    parts = numpy.split(tensor, len(GATES[kind]))
    return numpy.concatenate([parts[number] for number in GATES[kind]])


def check_recurrent(op, states, lengths, value):
    directions = 2 if op.get("direction", "forward") == "bidirectional" else 1
    activations = [name.decode() for name in op.get("activations", [])] or ACTIVATIONS[op.type] * directions
    unusual = {
        "direction reverse": op.get("direction", "forward") == "reverse",
        "activations": activations != ACTIVATIONS[op.type] * directions,
        "clip": op.get("clip"), "input_forget": op.get("input_forget"), "layout": op.get("layout"),
        "linear_before_reset=0": op.type == "GRU" and not op.get("linear_before_reset"),
        "a state that is given": any(is_value(state) or (state is not None and numpy.any(state)) for state in states),
        "lengths of sequences": lengths is not None and (is_value(lengths) or numpy.any(lengths != value.steps.size)),
    }
    found = [what for what, there in unusual.items() if there]
    if found:
        raise ConvertError(f"{', '.join(found)} is not what Longhand has")


def unchanged(op, value, *_):
    return value


OPERATIONS = {
    "Conv": convolution, "MaxPool": pool("max_pool"), "AveragePool": pool("avg_pool"),
    "GlobalAveragePool": global_pool("mean"), "GlobalMaxPool": global_pool("max"),
    "ReduceMean": reduction("mean"), "ReduceMax": reduction("max"), "ReduceSum": reduction("sum"),
    "BatchNormalization": batch_norm, "LayerNormalization": layer_norm, "MatMul": matmul, "Gemm": gemm,
    "LSTM": recurrent, "GRU": recurrent, "Softmax": softmax("softmax"), "LogSoftmax": softmax("log_softmax"),
    "Add": add, "Sum": add, "Sub": subtract, "Mul": multiply, "Div": divide,
    "Pow": lambda op, value, power: formulas.apply(lambda x: x**float(power), value),
    "Relu": elementwise(lambda x: numpy.maximum(x, 0)), "Sigmoid": elementwise(formulas.sigmoid),
    "Tanh": elementwise(numpy.tanh), "Erf": elementwise(formulas.erf), "Neg": elementwise(numpy.negative),
    "LeakyRelu": lambda op, value: formulas.apply(formulas.leaky_relu(op.get("alpha", 0.01)), value),
    "Clip": clip, "HardSigmoid": hardsigmoid, "Gelu": gelu,
    "HardSwish": elementwise(lambda x: x * formulas.hardsigmoid(x)),
    "Transpose": lambda op, value: axes.permute(value, op.get("perm", list(range(len(value.axes)))[::-1])),
    "Reshape": lambda op, value, shape: axes.reshape(value, [int(size) for size in shape]), "Flatten": flatten,
    "Squeeze": squeeze, "Unsqueeze": lambda op, value, *more: axes.unsqueeze(value, axes_of(op, more, len(value.axes))),
    "Shape": lambda op, value: numpy.array(value.shape, "i8"), "Gather": gather, "Slice": slice_of, "Pad": pad,
    "Identity": unchanged, "Dropout": unchanged, "Cast": unchanged,
}


class Graph:
    """An ONNX file: its operations in order, its constants, its input and its output."""

    def __init__(self, model):
        graph = model.graph
        opset = max(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        inputs = [entry for entry in graph.input if entry.name not in self.constants]
        if len(inputs) != 1:
            raise ConvertError(f"the network takes {', '.join(entry.name for entry in inputs)}, not one input")
        self.input, self.output = inputs[0].name, graph.output[0].name
        self.sizes = [dim.dim_value or None for dim in inputs[0].type.tensor_type.shape.dim]
        self.operations = needed([Operation(node, opset) for node in graph.node], self.output)

    def trace(self, layout):
        known = dict(self.constants) | {self.input: input_value(Node({}), layout), "": None}
        for number, op in enumerate(self.operations):
            with standing_at(op.place, number):
                known[op.outputs[0]] = compute(op, [known.get(name, Absent(name)) for name in op.inputs])
        if not is_value(known[self.output]):
            raise ConvertError("what the network puts out does not depend on its input")
        return known[self.output]


class Absent:
    """What an operation puts out besides its first result."""

    def __init__(self, name):
        self.name = name


def needed(operations, output):
    """Those that the output depends on."""
    wanted, kept = {output}, []
    for op in reversed(operations):
        if wanted & set(op.outputs):
            wanted |= set(op.inputs)
            kept.append(op)
    return kept[::-1]


def compute(op, arguments):
    absent = [argument.name for argument in arguments if isinstance(argument, Absent)]
    if absent:
        raise ConvertError(f"{', '.join(absent)} is no output that Longhand's layers have")
    if any(map(is_value, arguments)):
        if op.type not in OPERATIONS:
            raise NoLayer()
        return OPERATIONS[op.type](op, *arguments)
    if op.type not in CONSTANTS:
        raise ConvertError("cannot be computed of constants")
    return CONSTANTS[op.type](op, *arguments)


def from_model(model, layout=None, steps=None):
    graph = Graph(model)
    texts = [layout] if layout else LAYOUTS.get(len(graph.sizes), [])
    return convert(graph.trace, layouts_of(texts, graph.sizes, steps))


def from_file(path, layout=None, steps=None):
    return from_model(onnx.load(path), layout, steps)


def runner(path):
    """What runs the file, None without onnxruntime."""
    try:
        import onnxruntime
    except ImportError:
        return None
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda data, integers: session.run(None, {name: data.astype("i8" if integers else "f4")})[0]
