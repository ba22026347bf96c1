"""Reads and writes `.safetensors`: 8 bytes of header length, a JSON header, the tensors."""
import json
import struct

import numpy

DTYPES = {"F32": "<f4", "F16": "<f2", "I8": "i1"}
NAMES = {numpy.dtype(code): name for name, code in DTYPES.items()}


def write(path, tensors, metadata):
    """tensors: {name: numpy array}; metadata: what `__metadata__.longhand` will hold."""
    header, offset = {"__metadata__": {"longhand": json.dumps(metadata)}}, 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [offset, offset + tensor.nbytes]}
        offset += tensor.nbytes
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        for tensor in tensors.values():
            file.write(tensor.tobytes())


def read(path):
    """-> {name: numpy array}, metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = json.loads(header.pop("__metadata__")["longhand"])
    return {name: numpy.frombuffer(data[slice(*entry["data_offsets"])], DTYPES[entry["dtype"]])
            .reshape(entry["shape"]) for name, entry in header.items()}, metadata


def quantise(tensors):
    """Every matrix becomes I8 with one scale per row (`NAME.scale`, F32): value = int8 * scale."""
    result = {}
    for name, tensor in tensors.items():
        tensor = tensor.astype("f4")
        if tensor.ndim != 2:
            result[name] = tensor
            continue
        scale = numpy.maximum(numpy.abs(tensor).max(1), 1e-12).astype("f4") / numpy.float32(127)
        result[name] = numpy.rint(tensor / scale[:, None]).clip(-127, 127).astype("i1")
        result[name + ".scale"] = scale
    return result


def dequantise(tensors):
    """The F32 weights, whatever the file holds."""
    return {name: tensor.astype("f4") * tensors[name + ".scale"][:, None]
            if tensor.dtype == numpy.int8 else tensor.astype("f4")
            for name, tensor in tensors.items() if not name.endswith(".scale")}
