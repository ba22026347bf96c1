"""What happens to print before it is read: shape, ink, light, dirt, lenses, files. Pictures are float32, 0 to 1."""
import io

import numpy
from PIL import Image, ImageFilter


def to_image(array):
    return Image.fromarray((array * 255).clip(0, 255).astype("u1"))


def to_array(image):
    return numpy.asarray(image, "f4") / 255


def blurred(array, radius):
    return to_array(to_image(array).filter(ImageFilter.GaussianBlur(radius)))


def clouds(rng, shape, cell):
    """Smooth noise of mean 0 and deviation 1, its spots about `cell` pixels wide."""
    small = rng.standard_normal((max(2, shape[0] // cell + 1), max(2, shape[1] // cell + 1)), "f4")
    return numpy.asarray(Image.fromarray(small).resize(shape[::-1], Image.BICUBIC))


def bent(rng, image, strength):
    """Turned, slanted, seen from the side, curved: all by one mesh of quadrilaterals. strength: 0 to 1."""
    width, height = image.size
    turn = numpy.tan(numpy.radians(numpy.clip(rng.normal(0, 1.2 * strength), -3, 3)))
    turn = numpy.clip(turn, -0.35 * height / width, 0.35 * height / width)
    slant = rng.normal(0, 0.12 * strength)
    widen, curve = rng.normal(0, 0.1 * strength, 2) if rng.random() < 0.5 else (0, 0)
    wave = height * curve * (rng.random() < 0.5)
    pieces = int(numpy.clip(width // 64, 1, 8))
    edges = numpy.linspace(0, width, pieces + 1).round().astype(int)

    def source(x, y):
        along, above = x / width - 0.5, y - height / 2
        return (x + slant * above,
                height / 2 + above * (1 + widen * along) + turn * (x - width / 2) + wave * (4 * along * along - 0.33))

    mesh = [((left, 0, right, height), (*source(left, 0), *source(left, height), *source(right, height),
                                        *source(right, 0))) for left, right in zip(edges, edges[1:])]
    return image.transform(image.size, Image.MESH, mesh, Image.BILINEAR, fillcolor=0)


def spread(rng, ink, amount):
    """Ink that runs (amount > 0) or lacks (< 0); edges get a little uneven."""
    soft = blurred(ink, 0.8)
    if rng.random() < 0.3:
        soft = soft + 0.12 * clouds(rng, ink.shape, 2) * (soft > 0.05)
    return ((soft - 0.5 + amount) * 2.2 + 0.5).clip(0, 1)


def thermal(rng, ink):
    """A receipt printer: faint, in dots or bands, with missing rows."""
    kind = rng.integers(4)
    if kind == 0:  # dots of the head
        pitch = rng.uniform(2, 4)
        rows = 0.5 + 0.5 * numpy.cos(numpy.arange(ink.shape[0]) * 2 * numpy.pi / pitch)
        columns = 0.5 + 0.5 * numpy.cos(numpy.arange(ink.shape[1]) * 2 * numpy.pi / pitch)
        ink = ink * (1 - rng.uniform(0.2, 0.7) * (1 - numpy.outer(rows, columns)**0.5)).astype("f4")
    elif kind == 1:  # heat that varies along the paper and across
        ink = ink * (0.75 + 0.3 * clouds(rng, ink.shape, int(rng.integers(3, 12)))).clip(0.1, 1)
    elif kind == 2:  # broken strokes
        ink = ink * (clouds(rng, ink.shape, int(rng.integers(2, 5))) > -rng.uniform(0.6, 1.8))
    if rng.random() < 0.25:  # dead dots of the head
        gone = rng.integers(0, ink.shape[0], rng.integers(1, 4))
        ink = ink.copy()
        ink[gone] *= rng.uniform(0, 0.6)
    return ink


def rules(rng, ink, box):
    """Lines that are drawn beside, under or through the text: of forms, tables, text fields."""
    ink, (top, bottom) = ink.copy(), box
    height, width = ink.shape
    thick, dark = int(rng.integers(1, max(2, height // 16) + 1)), rng.uniform(0.3, 1)
    for _ in range(rng.integers(1, 3)):
        kind = rng.integers(5)
        if kind < 3:
            row = int((bottom + rng.uniform(0, 4), top - rng.uniform(1, 4), rng.uniform(bottom - 3, height))[kind])
            row = min(max(row, 0), height - 1)
            start, stop = (0, width) if rng.random() < 0.7 else sorted(rng.integers(0, width + 1, 2))
            dotted = slice(start, stop, int(rng.integers(2, 5))) if rng.random() < 0.2 else slice(start, stop)
            ink[row:row + thick, dotted] = numpy.maximum(ink[row:row + thick, dotted], dark)
        else:
            column = 0 if rng.random() < 0.5 else width - thick
            column = max(0, column + int(rng.integers(-3, 4)))
            ink[:, column:column + thick] = numpy.maximum(ink[:, column:column + thick], dark)
    return ink


def stamp(rng, ink):
    """A ring or a stroke of another ink across the line."""
    height, width = ink.shape
    y, x = numpy.mgrid[0:height, 0:width].astype("f4")
    if rng.random() < 0.6:
        radius = rng.uniform(0.6, 2) * height
        away = abs(numpy.hypot(x - rng.uniform(0, width), y - rng.uniform(-0.5, 1.5) * height) - radius)
    else:
        slope = rng.normal(0, 0.6)
        away = abs(y - rng.uniform(0, height) - slope * (x - rng.uniform(0, width))) / numpy.hypot(1, slope)
    return numpy.maximum(ink, rng.uniform(0.2, 0.6) * (away < rng.uniform(0.5, 2.5)))


def paper(rng, shape, strength):
    """Light of the ground around 0: a gradient, shadows, fibres."""
    ground = numpy.zeros(shape, "f4")
    if rng.random() < 0.5:
        along, across = rng.normal(0, 0.12 * strength, 2)
        ground += numpy.linspace(-along, along, shape[1], dtype="f4") + numpy.linspace(
            -across, across, shape[0], dtype="f4")[:, None]
    if rng.random() < 0.4:
        ground += 0.06 * strength * clouds(rng, shape, int(rng.choice([3, 8, 24, 60])))
    if rng.random() < 0.15:  # the edge of a shadow
        edge = rng.uniform(0, shape[1]) + rng.normal(0, 1) * numpy.arange(shape[0])[:, None]
        ground -= rng.uniform(0.1, 0.35) * strength * (numpy.arange(shape[1]) > edge)
    return ground


def textured(rng, shape):
    """Ground that is busy: bricks, stripes, blotches, pictures."""
    kind = rng.integers(4)
    if kind == 0:
        return 0.25 * clouds(rng, shape, int(rng.integers(2, 20)))
    y, x = numpy.mgrid[0:shape[0], 0:shape[1]].astype("f4")
    if kind == 1:
        turn = rng.uniform(0, numpy.pi)
        return 0.15 * numpy.sin((x * numpy.cos(turn) + y * numpy.sin(turn)) * 2 * numpy.pi / rng.uniform(3, 30))
    if kind == 2:
        return 0.2 * ((x // rng.integers(8, 30) + y // rng.integers(6, 20)) % 2)
    return 0.3 * numpy.tanh(2 * clouds(rng, shape, int(rng.integers(6, 30))))


def jpeg(image, quality):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=int(quality))
    return Image.open(file).convert("L")


def smeared(rng, array):
    """Moved while it was taken: along the line or across."""
    reach = int(rng.integers(2, 4))
    axis = int(rng.random() < 0.7)
    return sum(numpy.roll(array, shift, axis) for shift in range(reach)) / reach


def noisy(rng, array, amount):
    array = array + amount * rng.standard_normal(array.shape, "f4")
    if rng.random() < 0.15:
        dots = rng.random(array.shape, "f4")
        array = numpy.where(dots < 0.006, 0, numpy.where(dots > 0.994, 1, array))
    return array
