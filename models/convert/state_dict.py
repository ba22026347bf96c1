"""Tensors saved by PyTorch, to be described by hand: a `state_dict`, or `.safetensors` without a description."""
import json
import struct

import numpy

from .chain import check
from .conversion import Conversion
from .values import ConvertError

PREFIXES = ("module.", "_orig_mod.")
INSIDE = ("state_dict", "model_state_dict", "model")  # what checkpoints call the tensors of the network
CODES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I8": "i1", "U8": "u1"}


def read_safetensors(path):
    """-> {name: numpy array}"""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: read_tensor(data, name, **entry) for name, entry in header.items()}


def read_tensor(data, name, dtype, shape, data_offsets):
    if dtype not in CODES:
        raise ConvertError(f"{name} is of the type {dtype}")
    tensor = numpy.frombuffer(data[slice(*data_offsets)], CODES[dtype]).reshape(shape)
    return (tensor.astype("u4") << 16).view("f4") if dtype == "BF16" else tensor


def load(path):
    """-> {name: numpy array} of a checkpoint that holds tensors only."""
    import torch

    try:
        saved = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise ConvertError(f"{path} holds more than tensors ({str(error).splitlines()[0]}): save the state_dict(), "
                           "or name FILE.py:FUNCTION, a function that returns the module") from error
    saved = next((saved[key] for key in INSIDE if isinstance(saved.get(key), dict)), saved)
    return {name: tensor.float().numpy() for name, tensor in saved.items() if isinstance(tensor, torch.Tensor)}


def clean(tensors):
    """Without what wrappers put before names and what only training needs, as F32."""
    result = {}
    for name, tensor in tensors.items():
        while name.startswith(PREFIXES):
            name = name.split(".", 1)[1]
        if not name.endswith("num_batches_tracked"):
            result[name] = numpy.ascontiguousarray(tensor, "f4")
    return result


def from_tensors(tensors, description):
    """The description says it all; there is no network to compare with."""
    if not description.get("architecture"):
        raise ConvertError("tensors alone do not say how they are used: --description FILE.json with the architecture")
    tensors = clean(tensors)
    check(description, tensors)
    first = description["architecture"][0]
    layout = [("s", None), ("b", None), ("h", description.get("height", 1)), ("c", first.get("in_channels", 1))]
    return Conversion({"format": 1, "kind": "sequence"} | description, tensors, layout, None)
