"""A network as Longhand has it, and how the original's tensors are arranged."""
import dataclasses

import numpy

from .formulas import settle
from .graph import Describer, path
from .values import ConvertError, NoLayer

ENDS = ("softmax", "log_softmax")


@dataclasses.dataclass
class Conversion:
    """`layout`: the axes of the original's input; `output`: the value that it puts out; `end`: what was left off."""

    description: dict
    tensors: dict
    layout: list
    output: object
    end: str = ""

    @property
    def height(self):
        return self.description.get("height", 1)

    @property
    def steps(self):
        """How many steps the original is made for, None if any."""
        return dict(self.layout).get("s")

    @property
    def channels(self):
        return dict(self.layout).get("c") or 1

    def for_original(self, data):
        """[steps][batch][height][channels] -> the axes of the original."""
        letters = [letter for letter, _ in self.layout]
        sizes = dict(zip("sbhc", data.shape))
        data = data.transpose(["sbhc".index(letter) for letter in letters] +
                              ["sbhc".index(letter) for letter in "sbhc" if letter not in letters])
        return data.reshape([sizes[letter] for letter in letters])

    def from_original(self, data):
        """What the original puts out for a batch of 1 -> [steps][numbers], a step's as Longhand puts them out."""
        value = self.output
        fixed = {atom: atom.size for atom in (value.height, *value.channels)} | {value.batch: 1, value.steps: -1}
        atoms = [atom for axis in value.axes for atom in axis]
        data = numpy.asarray(data).reshape([fixed[atom] for atom in atoms])
        wanted = [atom for atom in (value.steps, value.batch, value.height, *value.channels) if atom in atoms]
        data = data.transpose([atoms.index(atom) for atom in wanted])
        return data.reshape(-1, value.height.size * value.width)


def finish(output, layout):
    """The conversion of a network, from the value that it puts out; a softmax at the end is left off."""
    output = settle(output)
    nodes = path(output.node)[1:]
    end = nodes.pop().type if nodes and nodes[-1].type in ENDS else ""
    describer = Describer()
    architecture = [describer.describe(node) for node in nodes]
    if not architecture:
        raise ConvertError("the network has no layers")
    if any(node.type == "log_softmax" for node in nodes):
        raise NoLayer("log_softmax before the end")
    description = {"format": 1, "kind": "sequence", "architecture": architecture}
    height = dict(layout).get("h") or 1
    return Conversion(description | ({"height": height} if height > 1 else {}), describer.tensors, layout, output, end)


def convert(trace, layouts):
    """finish(trace(layout), layout) of the first layout that the network takes; else the mistake that came last."""
    mistakes = []
    for layout in layouts:
        try:
            return finish(trace(layout), layout)
        except ConvertError as error:
            mistakes.append(error)
    raise max(mistakes, key=lambda mistake: mistake.reached)
