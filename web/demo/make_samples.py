#!/usr/bin/env python3
"""Renders the samples of the page: its lines, public/samples/*.png and samples.json, and its pages,
public/samples/pages/* and page_samples.json.

Needs Debian 12's fonts-dejavu-core, fonts-liberation, fonts-noto-core, fonts-noto-cjk and
python3-pil (with raqm).  Run: make_samples.py [lines] [pages]
"""
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from page_pictures import PAGES

OUT = Path(__file__).parent / "public" / "samples"
FONTS = Path("/usr/share/fonts")
DEJAVU = "truetype/dejavu/DejaVu"
LIBERATION = "truetype/liberation/Liberation"
NOTO = "truetype/noto/Noto"
CJK = "opentype/noto/NotoSansCJK-Regular.ttc"

# name, language of the model, font, index in it, text, ink, paper, noise, tilt in degrees
SAMPLES = [
    ("night", "eng", LIBERATION + "Sans-Bold.ttf", 0,
     "Platform 9 departs at 18:45", (255, 214, 110), (22, 30, 48), 3, 0),
    ("novel", "eng", LIBERATION + "Serif-Regular.ttf", 0,
     "Nobody saw the tide come in that night.", (42, 36, 30), (246, 240, 226), 5, 0.15),
    ("receipt", "eng", DEJAVU + "SansMono.ttf", 0,
     "TOTAL  $1,204.50   12/03/2021", (60, 60, 66), (250, 250, 248), 12, -0.3),
    ("german", "deu", DEJAVU + "Serif-Bold.ttf", 0,
     "Schöne Grüße aus Köln", (30, 34, 60), (255, 255, 255), 2, 0),
    ("french", "fra", LIBERATION + "Serif-Italic.ttf", 0,
     "Où êtes-vous allés cet été ?", (50, 30, 30), (250, 246, 238), 4, 0.2),
    ("russian", "rus", LIBERATION + "Sans-Regular.ttf", 0,
     "Завтра будет тёплый день.", (20, 20, 20), (255, 255, 255), 2, 0),
    ("arabic", "ara", NOTO + "NaskhArabic-Regular.ttf", 0,
     "ذهب الولد إلى المدرسة.", (34, 30, 26), (252, 249, 240), 3, 0),
    ("hindi", "hin", NOTO + "SansDevanagari-Regular.ttf", 0,
     "भारत एक विशाल देश है", (26, 26, 26), (255, 255, 255), 2, 0),
    ("chinese", "chi_sim", CJK, 2, "今天天气很好，我们去北京。", (30, 26, 26), (253, 250, 244), 3, 0),
    ("japanese", "jpn", CJK, 0, "東京は日本の首都です。", (26, 26, 30), (255, 255, 255), 2, 0),
    ("korean", "kor", CJK, 1, "오늘 날씨가 좋습니다", (26, 26, 30), (255, 255, 255), 2, 0),
]


def render(font_file, index, text, ink, paper, noise, tilt, size=44, margin=14):
    font = ImageFont.truetype(str(FONTS / font_file), size, index=index)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("RGB", (right - left + 2 * margin, bottom - top + 2 * margin), paper)
    ImageDraw.Draw(image).text((margin - left, margin - top), text, fill=ink, font=font)
    image = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=paper)
    image = image.filter(ImageFilter.GaussianBlur(0.5))
    grain = np.random.default_rng(7).normal(0, noise, (image.height, image.width, 1))
    speckled = np.clip(np.asarray(image, np.float32) + grain, 0, 255).astype(np.uint8)
    return Image.fromarray(speckled).quantize(32)


def save_lines():
    listed = []
    for name, model, font, index, text, *style in SAMPLES:
        image = render(font, index, text, *style)
        image.save(OUT / f"{name}.png", optimize=True)
        listed.append({"name": name, "model": model, "text": text,
                       "width": image.width, "height": image.height})
    return listed


def save_pages():
    listed = []
    for name, title, model, draw, ending in PAGES:
        image, lines = draw()
        kept = image.quantize(16) if ending == "png" else image
        kept.save(OUT / "pages" / f"{name}.{ending}", optimize=True, quality=72)
        listed.append({"name": name, "title": title, "model": model, "file": f"{name}.{ending}",
                       "width": image.width, "height": image.height, "lines": lines})
    return listed


def write(name, listed):
    text = json.dumps(listed, ensure_ascii=False, indent=2)
    (OUT.parent.parent / name).write_text(text + "\n", encoding="utf-8")


def main():
    (OUT / "pages").mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or ["lines", "pages"]
    if "lines" in wanted:
        write("samples.json", save_lines())
    if "pages" in wanted:
        write("page_samples.json", save_pages())


main()
