"""Moves axes about: most of it needs no layer, as Longhand has one arrangement of its own."""
import math

from .formulas import settle
from .layers import flatten, stack, weigh
from .pooling import pool
from .values import Atom, ConvertError, NoLayer, collapsed


def permute(value, order):
    value = settle(value)
    order = [value.axis(index) for index in order]
    if sorted(order) != list(range(len(value.axes))):
        raise ConvertError(f"a tensor of {len(value.axes)} axes cannot be permuted to {order}")
    return value.change(axes=tuple(value.axes[index] for index in order))


def transpose(value, first, second):
    order = list(range(len(value.axes)))
    first, second = value.axis(first), value.axis(second)
    order[first], order[second] = second, first
    return permute(value, order)


def squeeze(value, indices=None):
    """Without the axes of size 1, or without those of them that are named."""
    value = settle(value)
    named = range(len(value.axes)) if indices is None else [value.axis(index) for index in indices]
    gone = [index for index in named if not value.axes[index]]
    return value.change(axes=tuple(axis for index, axis in enumerate(value.axes) if index not in gone))


def unsqueeze(value, indices):
    value = settle(value)
    rank = len(value.axes) + len(indices)
    places, axes = {index % rank for index in indices}, iter(value.axes)
    return value.change(axes=tuple(() if index in places else next(axes) for index in range(rank)))


def replaced(atoms, old, parts):
    return tuple(part for atom in atoms for part in (parts if atom is old else (atom,)))


def split(value, atom, first):
    """Cuts an atom in two, the first part of so many: steps are stacked; parts of the channels get other names."""
    parts = Atom(atom.role, first), Atom("c", atom.size // first)
    if atom is value.steps:
        return stack(value, *parts)
    if atom not in value.channels:
        raise ConvertError("a reshape cuts the batch or the height in two")
    *axes, channels = (replaced(atoms, atom, parts) for atoms in (*value.axes, value.channels))
    return value.change(axes=tuple(axes), channels=channels)


def reshape(value, shape):
    value = settle(value)
    shape = [value.shape[index] if size == 0 else int(size) for index, size in enumerate(shape)]
    total, known = math.prod(value.shape), math.prod(size for size in shape if size != -1)
    shape = [total // known if size == -1 else size for size in shape]
    if math.prod(shape) != total:
        raise ConvertError(f"{list(value.shape)} cannot be reshaped to {shape}")
    return arrange(value, shape)


def arrange(value, shape):
    """Deals the atoms out to axes of these sizes."""
    atoms, axes = [atom for axis in value.axes for atom in axis], []
    for size in shape:
        axis = []
        while size > 1:
            atom = atoms.pop(0)
            if size % atom.size:
                if atom.size % size:
                    raise ConvertError(f"{list(value.shape)} cannot be reshaped to {shape}")
                return arrange(split(value, atom, size), shape)
            axis.append(atom)
            size //= atom.size
        axes.append(tuple(axis))
    return collapsed(flattened(value.change(axes=tuple(axes))))


def flattened(value):
    """Puts a `flatten` where an axis has come to hold height and channels."""
    whole = {atom for atom in (value.height, *value.channels) if atom.size > 1}
    held = any(set(axis) == whole for axis in value.axes)
    return flatten(value) if value.height.size > 1 and held else value


def join(value, start, end):
    """Axes start to end as one."""
    start, end = value.axis(start), value.axis(end)
    shape = value.shape
    return reshape(value, [*shape[:start], math.prod(shape[start:end + 1]), *shape[end + 1:]])


def reduce(value, indices, keep, kind):
    """`mean`, `max` or `sum` over axes."""
    value = settle(value)
    indices = sorted((value.axis(index) for index in indices), reverse=True)
    for index in indices:
        value = reduce_one(value, index, kind)
    return value if keep else squeeze(value, indices)


def reduce_one(value, index, kind):
    if not value.axes[index]:
        return value
    if value.axes[index] == (value.height,) and kind in ("mean", "max"):
        return pool(value, "avg_pool" if kind == "mean" else "max_pool", [index], [value.height.size])
    if set(value.axes[index]) < set(value.channels) and kind in ("mean", "sum"):
        return weigh(value, index, 1 / value.shape[index] if kind == "mean" else 1)
    raise NoLayer(f"the {kind} over axis {index} of {list(value.shape)}")


def adaptive_pool(value, kind, sizes):
    """Pools the last axes to these sizes (None: as they are)."""
    for index, size in zip(range(-len(sizes), 0), sizes):
        index = value.axis(index)
        have = value.shape[index]
        if size in (None, have):
            continue
        if value.axes[index] != (value.height,) or have % size:
            raise NoLayer(f"pooling {have} numbers of axis {index} to {size}")
        value = pool(value, kind, [index], [have // size])
    return value


def take(value, index, place):
    """One number of an axis, which must be the only one."""
    if value.axes[value.axis(index)] or place not in (0, -1):
        raise NoLayer(f"taking number {place} of axis {index} of {list(value.shape)}")
    return squeeze(value, [index])
