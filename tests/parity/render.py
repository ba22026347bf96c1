"""Renders lines of text in several scripts with Debian's fonts: the parity test's images."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

FONTS = Path("/usr/share/fonts")
LATIN = ["truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSerif.ttf",
         "truetype/noto/NotoSerif-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf"]
ARABIC = ["truetype/noto/NotoNaskhArabic-Regular.ttf", "truetype/noto/NotoSansArabic-Regular.ttf"]
DEVANAGARI = ["truetype/noto/NotoSansDevanagari-Regular.ttf", "truetype/noto/NotoSerifDevanagari-Regular.ttf"]
CJK = ["opentype/noto/NotoSansCJK-Regular.ttc"]

# Per model: fonts and texts (all our own).
LINES = {
    "eng": (LATIN, [
        "The harbour lay still under a thin morning fog.", "Invoice no. 2024-0917: total $1,284.50 (net 30 days)",
        "\"Don't wait for me,\" she said, and closed the door.", "Tel. +49 30 1234567, e-mail: info@example.org",
        "Rows & columns: 3 x 4 = 12; 7/8 > 0.85", "JUNCTION BOX - CHECK FUSES BEFORE USE",
        "a quiet hill where nobody ever counts the sheep"]),
    "deu": (LATIN, [
        "Die Brücke über den Fluss wird nächstes Jahr erneuert.", "Größe: 42, Preis: 19,90 EUR inkl. MwSt.",
        "»Schöne Grüße aus Köln«, schrieb er auf die Karte.", "Äpfel, Öl und Übermut passen nicht zusammen.",
        "Straße 17, 10115 Berlin", "Wer zuletzt geht, schließt bitte die Türen ab."]),
    "fra": (LATIN, [
        "Le garçon a mangé une pêche près du château.", "Où êtes-vous allés cet été ?",
        "Prix : 12,50 € la pièce, port compris.", "L'œuvre complète paraîtra en février.",
        "Il n'a pas répondu à ma lettre du 3 août.", "Ça, c'est une drôle d'idée !"]),
    "ara": (ARABIC, [
        "ذهب الولد إلى المدرسة صباحا", "الكتاب على الطاولة الكبيرة", "في عام 1998 كان عدد السكان 350",
        "هذا الطريق طويل جدا", "السلام عليكم ورحمة الله", "البحر هادئ اليوم والسماء صافية"]),
    "hin": (DEVANAGARI, [
        "भारत एक विशाल देश है", "आज मौसम बहुत अच्छा है।", "बच्चे बगीचे में खेल रहे हैं",
        "यह पुस्तक मेज पर रखी है", "हमें सुबह जल्दी उठना चाहिए", "कमरा 12, पृष्ठ 1 से 110"]),
    "chi_sim": (CJK, [
        "今天天气很好，我们去公园散步。", "这本书的价格是三十五元。", "火车将于上午九点到达北京站",
        "请把门关好", "他在学校学习英语和数学", "会议室在二楼左边"]),
    "jpn": (CJK, [
        "東京は日本の首都です。", "明日は友達と映画を見に行きます", "コーヒーを一杯ください",
        "駅まで歩いて十分かかります。", "この本はとても面白いです", "カタカナとひらがなを練習する"]),
    "kor": (CJK, [
        "오늘은 날씨가 아주 좋습니다", "도서관에서 책을 빌렸어요", "서울은 한국의 수도입니다.",
        "아침에 커피를 마십니다", "내일 다시 만나요", "기차는 아홉 시에 출발합니다"]),
}
SIZES = [18, 27, 40]


def draw(font, pixels, text):
    face = ImageFont.truetype(str(FONTS / font), pixels)
    left, top, right, bottom = face.getbbox(text)
    image = Image.new("L", (right - left + 14, bottom - top + 12), 238)
    ImageDraw.Draw(image).text((7 - left, 6 - top), text, fill=24, font=face)
    return image


def worn(image, rng):
    """Slightly blurred and noisy, as a scan is: makes the search weigh alternatives."""
    noise = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height))
    return Image.blend(image.filter(ImageFilter.GaussianBlur(0.8)), noise, 0.22)


def render(folder):
    """Writes the images as PNG; returns {model: [paths]}. The same on every run."""
    assert features.check("raqm"), "Pillow needs raqm to shape Arabic and Devanagari"
    rng = random.Random(20240601)
    paths = {}
    for model, (fonts, texts) in LINES.items():
        for i, text in enumerate(texts):
            for pixels in SIZES:
                image = draw(fonts[(i + pixels) % len(fonts)], pixels, text)
                for kind, picture in (("clean", image), ("worn", worn(image, rng))):
                    path = Path(folder) / f"{model}-{i}-{pixels}-{kind}.png"
                    picture.save(path)
                    paths.setdefault(model, []).append(path)
    return paths
