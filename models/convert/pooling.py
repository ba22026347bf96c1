"""Pooling and what it shares with convolutions: which axis is the height, which the steps."""
from .formulas import behind, settle
from .values import Atom, ConvertError, NoLayer


def numbers(value, count):
    """A number or a list -> a list of so many."""
    return [int(value)] * count if isinstance(value, (int, float)) else [int(number) for number in value]


def roles(value, spatial):
    """`h` or `s` for each spatial axis; an axis of size 1 is what the others leave over."""
    known = {value.steps: "s", value.height: "h"}
    found = [known.get(value.axes[index][0]) if len(value.axes[index]) == 1 else None for index in spatial]
    for place, index in enumerate(spatial):
        if not value.axes[index]:
            found[place] = next(role for role in "hs" if role not in found)
    return found


def length(size, kernel, stride, pads, dilation=1):
    result = (size + sum(pads) - dilation * (kernel - 1) - 1) // stride + 1
    if result < 1:
        raise ConvertError(f"a kernel of {kernel} does not fit into {size}")
    return result


def same_pads(size, kernel, stride=1, dilation=1):
    """Zeros (before, behind) with which size / stride numbers come out, rounded up."""
    total = max((-(-size // stride) - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return total // 2, total - total // 2


def resized(value, sizes):
    """Changes of the atoms of height and steps to these sizes, and of the axes that hold them."""
    new = {"h": Atom("h", sizes.get("h", value.height.size)), "s": Atom("s", sizes.get("s", value.steps.size))}
    old = {value.height: new["h"], value.steps: new["s"]}
    axes = tuple(tuple(old.get(atom, atom) for atom in axis) for axis in value.axes)
    axes = tuple(tuple(atom for atom in axis if atom.size > 1) for axis in axes)
    return {"axes": axes, "height": new["h"], "steps": new["s"]}


def pool(value, kind, spatial, kernel, stride=None, pads=None, ceil=False):
    """kind: `max_pool` or `avg_pool`; pads: (before, behind) for each axis; ceil: windows may stick out at the end."""
    value = settle(value)
    kernel = numbers(kernel, len(spatial))
    stride = numbers(stride, len(spatial)) if stride else kernel
    pads = pads or [(0, 0)] * len(spatial)
    windows = [window for window in zip(roles(value, spatial), kernel, stride, pads)
               if window[1:] != (1, 1, (0, 0))]
    sizes, layer = {}, {"kernel_size": [1, 1], "stride": [1, 1], "padding": [0, 0]}
    for role, width, step, (before, after) in windows:
        size = value.height.size if role == "h" else value.steps.size
        if role is None or before != after:
            raise NoLayer("pooling over channels, or padded more on one side,")
        place = "hs".index(role)
        layer["kernel_size"][place], layer["stride"][place], layer["padding"][place] = width, step, before
        sizes[role] = length(size, width, step, (before, after))
        if ceil and (size + before + after - width) % step:
            raise NoLayer(f"pooling {size} numbers by windows that stick out")
    return behind(value, {"type": kind} | layer, **resized(value, sizes)) if windows else value


def pad(value, pads):
    """Zeros for the next convolution to take in: (before, behind) for each axis."""
    value = value if value.padding else settle(value)
    wanted = {index: tuple(pair) for index, pair in enumerate(pads) if any(pair)}
    found = dict(zip(wanted, roles(value, list(wanted)))) if wanted else {}
    if None in found.values() or any(number < 0 for pair in wanted.values() for number in pair):
        raise NoLayer("padding of other axes than height and steps, or cutting off,")
    size = {"h": value.height.size, "s": value.steps.size}
    padding = dict(value.padding)
    for index, role in found.items():
        before, after = padding.get(role, (0, 0))
        padding[role] = (before + wanted[index][0], after + wanted[index][1])
        size[role] += sum(wanted[index])
    return value.change(padding=padding, **resized(value, size))
