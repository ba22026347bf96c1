"""The sample pages: each a picture and the lines of print on it, in reading order."""
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/truetype/"
SERIF = "noto/NotoSerif-Regular.ttf"
SERIF_BOLD = "noto/NotoSerif-Bold.ttf"
SANS = "noto/NotoSans-Regular.ttf"
SANS_BOLD = "noto/NotoSans-Bold.ttf"
MONO = "dejavu/DejaVuSansMono.ttf"
MONO_BOLD = "dejavu/DejaVuSansMono-Bold.ttf"

ARTICLE = (
    "For sixty years the lighthouse at Carrow Point was kept by one family. This week the last of "
    "them, Ruth Hallam, carried her books down the hundred and twelve steps and gave the key to the "
    "town.",
    "Ships steer by satellite now, and the great lamp had been dark since spring. The council wanted "
    "to sell the tower. Then the fishermen came to the meeting, forty of them, in their boots.",
    "Nobody had asked them before. They told of fog in which every screen on board went blank, and "
    "of a light that did not. The vote was short.",
    "From May the tower will be open to visitors, and on foggy nights the lamp will burn. The "
    "keeper’s room becomes a small museum of knots, charts and weather.",
    "Hallam will show people around on Sundays. Each step has its own "
    "sound, she says, and it would be a pity to stop counting now.",
)
LETTER = (
    "Dear Mr Okafor,",
    "Thank you for your letter of 2 March and for the drawings of the footbridge. We have looked at "
    "them with great interest.",
    "The committee would like to see the bridge built of larch, as you propose, but one metre wider, "
    "so that two bicycles can pass. Please let us know by the end of April what this would cost.",
    "We would be glad to meet you at the river on any Thursday.",
    "Yours sincerely,",
    "Margaret Lindqvist",
)
GERMAN = (
    "Den Ofen auf 180 Grad vorheizen. Butter, Zucker und Salz schaumig rühren, die Eier einzeln "
    "zugeben. Mehl und Backpulver darüber sieben und mit der Milch unterheben.",
    "Den Teig in eine gefettete Form füllen. Die Zwetschgen waschen, halbieren, entsteinen und dicht "
    "an dicht auf den Teig setzen.",
    "Etwa 50 Minuten backen, bis die Früchte weich sind. Noch heiß mit Zimt und Zucker bestreuen und "
    "mit Schlagsahne genießen.",
)


def font(name, size):
    return ImageFont.truetype(FONTS + name, size)


def wrap(text, face, width):
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def blank(width, height, ground):
    image = Image.new("RGB", (width, height), ground)
    return image, ImageDraw.Draw(image)


def grained(image, noise):
    grain = np.random.default_rng(7).normal(0, noise, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def shaded(image, start, end):
    """Darker from one side to the other, as by a window."""
    width, height = image.size
    light = np.linspace(start, end, width)[None, :, None] * np.linspace(1, 0.92, height)[:, None, None]
    return Image.fromarray(np.clip(np.asarray(image) * light, 0, 255).astype(np.uint8))


def onto(ground, paper, corners):
    """The paper lying on the ground, its corners from the upper left one clockwise, with its shadow."""
    w, h = paper.size
    rows, targets = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)]):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        targets += [u, v]
    turn = np.linalg.solve(np.array(rows, float), np.array(targets, float))
    lay = lambda image: image.transform(ground.size, Image.Transform.PERSPECTIVE, turn,
                                        Image.Resampling.BICUBIC)
    mask = lay(Image.new("L", paper.size, 255))
    shadow = ImageChops.offset(mask, 10, 14).filter(ImageFilter.GaussianBlur(14))
    ground = Image.composite(Image.new("RGB", ground.size, (40, 28, 22)), ground,
                             shadow.point(lambda v: v // 2))
    return Image.composite(lay(paper), ground, mask)


def desk(width, height):
    """Planks with a soft grain."""
    rng = np.random.default_rng(3)
    grain = np.cumsum(rng.normal(0, 1.2, (height, 1)), axis=0)
    grain -= np.linspace(grain[0, 0], grain[-1, 0], height)[:, None]
    waves = 3 * np.sin(np.linspace(0, 9, width))[None, :]
    light = np.clip(grain + waves, -14, 14)[:, :, None]
    return Image.fromarray((np.array([128, 92, 66]) + light).astype(np.uint8))


def receipt():
    goods = [("Sourdough loaf", "4.20"), ("Butter 250 g", "2.95"), ("Cherry tomatoes", "3.10"),
             ("Olive oil 0.5 l", "8.75"), ("Eggs, free range", "3.60"), ("Dark chocolate", "2.40"),
             ("Oranges 1.2 kg", "3.36")]
    paper, draw = blank(560, 860, (250, 249, 244))
    ink, lines = (44, 44, 52), []

    def centred(y, text, face):
        draw.text((280 - face.getlength(text) / 2, y), text, font=face, fill=ink)
        lines.append(text)

    def row(y, name, price, face):
        draw.text((44, y), name, font=face, fill=ink)
        draw.text((516 - face.getlength(price), y), price, font=face, fill=ink)
        lines.append(f"{name} {price}")

    centred(40, "GREEN LANE GROCERY", font(MONO_BOLD, 34))
    centred(96, "27 Green Lane, Bristol", font(MONO, 22))
    centred(128, "14 May 2025, 17:42", font(MONO, 22))
    for i, (name, price) in enumerate(goods):
        row(196 + 46 * i, name, price, font(MONO, 25))
    draw.line((44, 524, 516, 524), fill=ink, width=2)
    row(556, "TOTAL", "28.36", font(MONO_BOLD, 30))
    row(610, "Cash", "30.00", font(MONO, 25))
    row(652, "Change", "1.64", font(MONO, 25))
    centred(736, "Thank you and see you soon", font(MONO, 22))
    image = onto(desk(1000, 1240), paper, [(200, 86), (800, 70), (838, 1158), (150, 1136)])
    shade = Image.new("L", image.size, 255)
    ImageDraw.Draw(shade).polygon([(620, 0), (1000, 0), (1000, 1240), (330, 1240)], fill=168)
    shade = shade.filter(ImageFilter.GaussianBlur(40))
    image = ImageChops.multiply(image, Image.merge("RGB", [shade] * 3))
    return grained(image.filter(ImageFilter.GaussianBlur(0.6)), 4), lines


def article():
    image, draw = blank(1000, 720, (250, 247, 240))
    ink, body = (30, 28, 26), font(SERIF, 24)
    title, byline = "The light stays on", "By Tom Brandt, Carrow Point"
    draw.text((60, 44), title, font=font(SERIF_BOLD, 76), fill=ink)
    draw.text((62, 142), byline, font=font(SANS, 20), fill=(90, 86, 80))
    draw.line((60, 186, 940, 186), fill=ink, width=2)
    rows = [(line, i == 0) for text in ARTICLE for i, line in enumerate(wrap(text, body, 410))]
    half = (len(rows) + 1) // 2
    for column, part in enumerate([rows[:half], rows[half:]]):
        y = 190
        for i, (line, opens) in enumerate(part):
            y += 46 if opens and i > 0 else 32
            draw.text((60 + 470 * column, y - 8), line, font=body, fill=ink)
    return image, [title, byline, *(line for line, _ in rows)]


def screen():
    image, draw = blank(1000, 640, (21, 24, 32))
    draw.rectangle((0, 0, 1000, 68), fill=(32, 37, 50))
    draw.text((36, 20), "Night trains", font=font(SANS_BOLD, 25), fill=(240, 242, 248))
    table = [("Train", "From", "To", "Departs", "Free beds"), ("EN 346", "Vienna", "Paris", "19:42", "12"),
             ("EN 420", "Zurich", "Hamburg", "20:59", "31"), ("NJ 466", "Graz", "Warsaw", "21:25", "4"),
             ("NJ 402", "Milan", "Munich", "22:10", "18"), ("EN 473", "Berlin", "Stockholm", "22:48", "27")]
    for i, cells in enumerate(table):
        face, ink = (font(SANS_BOLD, 19), (150, 160, 184)) if i == 0 else (font(SANS, 21), (226, 230, 240))
        for x, cell in zip((36, 220, 400, 600, 800), cells):
            draw.text((x, 106 + 58 * i), cell, font=face, fill=ink)
        draw.line((36, 147 + 58 * i, 964, 147 + 58 * i), fill=(44, 50, 66), width=1)
    note = "Prices include breakfast. Bicycles travel free on weekdays."
    draw.text((36, 478), note, font=font(SANS, 20), fill=(150, 160, 184))
    draw.rounded_rectangle((36, 540, 262, 596), 10, fill=(72, 118, 255))
    draw.text((72, 555), "Book a bed now", font=font(SANS_BOLD, 21), fill=(255, 255, 255))
    return image, ["Night trains", *(" ".join(cells) for cells in table), note, "Book a bed now"]


def letter():
    """Photographed from the side: turned by a quarter, and not quite straight."""
    paper, draw = blank(900, 1120, (247, 244, 236))
    ink, body = (38, 40, 66), font(SERIF, 29)
    head = ["Riverside Parish Council", "8 Mill Street, Ludlow", "17 March 2025"]
    for i, (line, face) in enumerate(zip(head, [font(SERIF_BOLD, 34), body, body])):
        draw.text((90, 80 + 44 * i), line, font=face, fill=ink)
    y, lines = 250, list(head)
    for text in LETTER:
        for line in wrap(text, body, 720):
            draw.text((90, y), line, font=body, fill=ink)
            lines.append(line)
            y += 40
        y += 26
    sheet = onto(Image.new("RGB", (980, 1200), (92, 98, 104)), paper,
                 [(52, 44), (936, 30), (946, 1160), (36, 1150)])
    image = shaded(sheet, 1, 0.72).rotate(90, expand=True)
    return grained(image.filter(ImageFilter.GaussianBlur(0.5)), 3), lines


def recipe():
    image, draw = blank(900, 1000, (255, 253, 247))
    ink, body = (52, 34, 28), font(SERIF, 27)
    title = "Omas Zwetschgenkuchen"
    draw.text((70, 60), title, font=font(SERIF_BOLD, 58), fill=(120, 34, 58))
    goods = [("2 Tassen", "Mehl"), ("1 Tasse", "weiche Butter"), ("1 Tasse", "Zucker"),
             ("3 große", "Eier"), ("1 Schluck", "Milch"), ("2 Pfund", "reife Zwetschgen")]
    for i, (amount, name) in enumerate(goods):
        draw.text((70, 170 + 42 * i), amount, font=body, fill=ink)
        draw.text((260, 170 + 42 * i), name, font=body, fill=ink)
    y, lines = 470, [title, *(" ".join(row) for row in goods)]
    for text in GERMAN:
        for line in wrap(text, body, 740):
            draw.text((70, y), line, font=body, fill=ink)
            lines.append(line)
            y += 40
        y += 28
    return image, lines


# name, title, language of the model, drawing, how it is kept
PAGES = [
    ("receipt", "Receipt on a desk", "eng", receipt, "jpg"),
    ("article", "Two columns", "eng", article, "png"),
    ("screen", "Dark screen", "eng", screen, "png"),
    ("letter", "Letter, turned", "eng", letter, "jpg"),
    ("recipe", "German recipe", "deu", recipe, "png"),
]
