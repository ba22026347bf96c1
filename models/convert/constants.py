"""What ONNX graphs compute of constants and of shapes, with numpy."""
import numpy
from onnx import TensorProto, numpy_helper

TYPES = {TensorProto.FLOAT: "f4", TensorProto.FLOAT16: "f2", TensorProto.DOUBLE: "f8", TensorProto.BOOL: "?",
         TensorProto.INT8: "i1", TensorProto.UINT8: "u1", TensorProto.INT32: "i4", TensorProto.INT64: "i8"}


def constant(op):
    value = next(iter(op.attributes.values()))
    return numpy_helper.to_array(value) if isinstance(value, TensorProto) else numpy.array(value)


def filled(op, shape):
    value = op.get("value")
    value = numpy.zeros(1, "f4") if value is None else numpy_helper.to_array(value)
    return numpy.full([int(size) for size in shape], value[0], value.dtype)


def cut(op, rank, more):
    """A slice for each axis; what to cut is in attributes or, in newer graphs, in inputs."""
    starts, ends, axes, steps = [*more, None, None, None, None][:4]
    starts, ends = op.get("starts", starts), op.get("ends", ends)
    axes = op.get("axes", range(len(starts)) if axes is None else axes)
    parts = [slice(None)] * rank
    for number, axis in enumerate(axes):
        step = 1 if steps is None else int(steps[number])
        parts[int(axis)] = slice(int(starts[number]), int(ends[number]), step)
    return tuple(parts)


def squeezed(op, value, axes=None):
    axes = op.get("axes", axes)
    return numpy.squeeze(value, None if axes is None else tuple(int(axis) for axis in axes))


def unsqueezed(op, value, axes=None):
    return numpy.expand_dims(value, tuple(int(axis) for axis in op.get("axes", axes)))


def reshaped(op, value, shape):
    return numpy.reshape(value, [value.shape[index] if size == 0 else int(size) for index, size in enumerate(shape)])


def divided(op, first, second):
    return first // second if numpy.issubdtype(numpy.asarray(first).dtype, numpy.integer) else first / second


CONSTANTS = {
    "Constant": constant, "ConstantOfShape": filled, "Squeeze": squeezed, "Unsqueeze": unsqueezed, "Reshape": reshaped,
    "Gather": lambda op, value, places: numpy.take(value, places, op.get("axis", 0)),
    "Concat": lambda op, *parts: numpy.concatenate(parts, op.get("axis")),
    "Slice": lambda op, value, *more: value[cut(op, value.ndim, more)],
    "Cast": lambda op, value: numpy.asarray(value).astype(TYPES[op.get("to")]),
    "Shape": lambda op, value: numpy.array(numpy.shape(value), "i8"),
    "Transpose": lambda op, value: numpy.transpose(value, op.get("perm")),
    "Expand": lambda op, value, shape: value * numpy.ones([int(size) for size in shape], value.dtype),
    "Range": lambda op, *ends: numpy.arange(*map(numpy.squeeze, ends)),
    "Equal": lambda op, first, second: numpy.equal(first, second),
    "Where": lambda op, condition, first, second: numpy.where(condition, first, second),
    "Add": lambda op, first, second: first + second, "Sub": lambda op, first, second: first - second,
    "Mul": lambda op, first, second: first * second, "Div": divided, "Neg": lambda op, value: -value,
    "Sqrt": lambda op, value: numpy.sqrt(value), "Pow": lambda op, value, power: value**power,
    "Identity": lambda op, value: value,
}
