"""What stands for a tensor while a network is converted: no numbers, but what each axis is made of.

Frameworks arrange their tensors in many ways, [batch, channels, height, width] or [steps, batch, features]; Longhand
has one, [step][batch][height][channels]. So every axis is a list of atoms, each of which is the batch, the steps, the
height or a part of the channels. Permuting and reshaping moves atoms and needs no layer; a layer asks which axis holds
what it works on. Atoms of size 1 are left out: they can stand anywhere.
"""
import dataclasses
import math

import numpy

SAMPLE_BATCH, SAMPLE_STEPS = 2, 5040  # sizes that nothing depends on; many strides divide 5040


class ConvertError(Exception):
    """What cannot be converted; `placed` once the message says where; `reached`: how many layers went well before."""

    def __init__(self, message, placed=False, reached=0):
        super().__init__(message)
        self.placed, self.reached = placed, reached


class NoLayer(ConvertError):
    """What Longhand has no layer for; without a name, what stands at the place itself."""

    def __init__(self, what=""):
        super().__init__(f"{what} is no layer that Longhand has".strip())
        self.joint = ": " if what else " "


class standing_at:
    """Puts the name of a place before the message of a ConvertError."""

    def __init__(self, place, reached=0):
        self.place, self.reached = place, reached

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, ConvertError) and not error.placed and self.place:
            joint = getattr(error, "joint", ": ")
            raise ConvertError(f"{self.place}{joint}{error}", True, self.reached) from error


@dataclasses.dataclass(frozen=True, eq=False)
class Atom:
    role: str  # "b" batch, "s" steps, "h" height, "c" channels
    size: int


@dataclasses.dataclass(frozen=True, eq=False)
class Value:
    """`axes`: a tuple of atoms for each axis of the framework's tensor; `channels`: those atoms in Longhand's order.

    `padding`: zeros that the next convolution takes in, {role: (before, behind)}. `formula` and `operands`: set where
    the value is an elementwise function of what `node` puts out that is no layer yet (formulas.py).
    """

    node: object
    axes: tuple
    batch: Atom
    steps: Atom
    height: Atom
    channels: tuple
    padding: dict = dataclasses.field(default_factory=dict)
    formula: object = None
    operands: tuple = ()
    settled: list = dataclasses.field(default_factory=list)

    def change(self, **changes):
        return dataclasses.replace(self, **{"settled": [], **changes})

    @property
    def shape(self):
        return tuple(math.prod(atom.size for atom in axis) for axis in self.axes)

    @property
    def width(self):
        """How many channels there are."""
        return math.prod(atom.size for atom in self.channels)

    def axis(self, index):
        """The index of an axis that may be counted from the end."""
        if not -len(self.axes) <= index < len(self.axes):
            raise ConvertError(f"there is no axis {index} among {len(self.axes)}")
        return index % len(self.axes)

    def holds(self, index, atom):
        """Whether an axis is made of one atom (or of none, where its size is 1)."""
        return self.axes[index] == ((atom,) if atom.size > 1 else ())

    def with_axis(self, index, atoms):
        return self.axes[:index] + (tuple(atom for atom in atoms if atom.size > 1),) + self.axes[index + 1:]


def collapsed(value):
    """Where one axis holds all channels in Longhand's order, they become one atom."""
    parts = tuple(atom for atom in value.channels if atom.size > 1)
    if len(parts) < 2 or parts not in value.axes:
        return value
    whole = Atom("c", value.width)
    return value.change(axes=value.with_axis(value.axes.index(parts), (whole,)), channels=(whole,))


def channel_order(value, index):
    """For each number of an axis that holds all channels: its place among Longhand's channels."""
    atoms, channels = value.axes[index], [atom for atom in value.channels if atom.size > 1]
    if set(atoms) != set(channels):
        raise ConvertError(f"axis {index} of {list(value.shape)} does not hold the channels and nothing else")
    places = numpy.arange(value.width).reshape([atom.size for atom in channels])
    return places.transpose([channels.index(atom) for atom in atoms]).reshape(-1)


def parse_layout(text):
    """`b,c=1,h=32,s` -> [("b", None), ("c", 1), ("h", 32), ("s", None)]"""
    layout = []
    for part in text.split(","):
        letter, _, size = part.strip().partition("=")
        if letter not in ("b", "s", "h", "c") or (size and not size.isdigit()):
            raise ConvertError(f"the layout has {part!r} where b, s, h=SIZE or c=SIZE belongs")
        layout.append((letter, int(size) if size else None))
    letters = [letter for letter, _ in layout]
    if len(set(letters)) < len(letters) or "s" not in letters:
        raise ConvertError(f"the layout {text!r} needs s, and each letter once")
    return layout


def input_value(node, layout):
    """The network's input; sizes of the batch and of the steps that are not given are samples."""
    sizes = {"b": SAMPLE_BATCH, "s": SAMPLE_STEPS, "h": 1, "c": 1} | {letter: size for letter, size in layout if size}
    if any(letter in "hc" and size is None for letter, size in layout):
        raise ConvertError("the layout of the input needs the sizes of c and h, as in b,c=1,h=32,s")
    atoms = {role: Atom(role, size) for role, size in sizes.items()}
    axes = tuple((atoms[letter],) if atoms[letter].size > 1 else () for letter, _ in layout)
    return Value(node, axes, atoms["b"], atoms["s"], atoms["h"], (atoms["c"],))


def layouts_of(texts, sizes, steps=None):
    """Layouts with the sizes that a file says (None: any), without those whose height or channels stay unknown."""
    found = []
    for layout in map(parse_layout, texts):
        layout = [(letter, size or said) for (letter, size), said in zip(layout, sizes) if len(layout) == len(sizes)]
        layout = [(letter, steps if letter == "s" and steps else size) for letter, size in layout]
        if layout and all(size for letter, size in layout if letter in "hc"):
            found += [layout, [(letter, size or (1 if letter == "b" else None)) for letter, size in layout]]
    if not found:
        raise ConvertError(f"the input is of the sizes {sizes}: say how it is arranged, as in --input b,c=1,h=32,s")
    return found
