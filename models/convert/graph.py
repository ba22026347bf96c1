"""The layers of a network that is being converted, each behind the one that it takes its input from."""
import dataclasses

import numpy


@dataclasses.dataclass(eq=False)
class Node:
    """A layer: what the description says of it, its tensors, the node before it. A residual has branches of nodes."""

    layer: dict
    tensors: dict = dataclasses.field(default_factory=dict)
    source: "Node" = None
    branches: dict = dataclasses.field(default_factory=dict)

    @property
    def type(self):
        return self.layer.get("type", "input")


def path(node):
    """The nodes from the input to this one."""
    nodes = []
    while node:
        nodes.append(node)
        node = node.source
    return nodes[::-1]


def residual(first, second):
    """The sum of what two nodes put out, which part at some node before both."""
    one, other = path(first), path(second)
    common = sum(1 for a, b in zip(one, other) if a is b)
    one, other = sorted((one[common:], other[common:]), key=len, reverse=True)
    shared = path(first)[common - 1]
    return Node({"type": "residual"}, source=shared, branches={"layers": one} | ({"shortcut": other} if other else {}))


class Describer:
    """Nodes -> the architecture of a description and all its tensors; no two layers get the same name."""

    def __init__(self):
        self.tensors, self.names = {}, set()

    def unused_name(self, wanted):
        name, number = wanted, 2
        while name in self.names:
            name, number = f"{wanted}_{number}", number + 1
        self.names.add(name)
        return name

    def describe(self, node):
        layer = dict(node.layer)
        if node.tensors:
            layer["name"] = self.unused_name(layer["name"])
        for suffix, tensor in node.tensors.items():
            self.tensors[f"{layer['name']}.{suffix}"] = numpy.ascontiguousarray(tensor, "f4")
        return layer | {branch: [self.describe(inner) for inner in nodes] for branch, nodes in node.branches.items()}
