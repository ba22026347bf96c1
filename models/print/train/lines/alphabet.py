"""The characters that the model writes, and how other ones are brought down to them."""
import re
import unicodedata

ASCII = "".join(map(chr, range(32, 127)))
LATIN_1 = "".join(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)]))
CENTRAL = ("ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚțẞſ")
MONEY = "€£¥¢"
MARKS = "‘’‚“”„«»‹›–—…•·¡¿§¶©®™°ªº±×÷²³¹½¼¾µ†‡‰№→✓"
CHARACTERS = ASCII + LATIN_1 + CENTRAL + MONEY + MARKS
BLANK = 0
ALPHABET = ["", *CHARACTERS]
INDEX = {character: index for index, character in enumerate(ALPHABET) if character}

SAME = str.maketrans({
    "Ţ": "Ț",
    "ţ": "ț",
    "−": "–",
    "‐": "-",
    "‑": "-",
    "⸗": "-",
    "⹀": "-",
    "ʼ": "’",
    "μ": "µ",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\t": " ",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "\u00ad": ""
})
PLAIN = {
    "‘": "'",
    "’": "'",
    "‚": ",",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "ſ": "s",
    "•": "*",
    "«": '"',
    "»": '"',
    "‹": "'",
    "›": "'",
    "×": "x",
    "№": "No",
    "→": ">",
    "✓": "x",
    "ẞ": "SS"
}


def known(text):
    """The text in characters of the alphabet, with single spaces: what a line is trained to give."""
    text = unicodedata.normalize("NFC", text.replace("\u0364", "\u0308")).translate(SAME)  # a small e above: an umlaut
    return re.sub(r" +", " ", "".join(c for c in text if c in INDEX)).strip()


def within(text, characters):
    """The text in characters that a font has: typographic signs made plain, what is left taken out."""
    return "".join(c if c in characters or c == " " else PLAIN.get(c, "") if set(PLAIN.get(c, "")) <= characters else ""
                   for c in text)


def encode(text):
    return [INDEX[character] for character in text]


def decode(labels):
    """Labels of the steps -> text: repeats and blanks out."""
    return "".join(ALPHABET[label] for before, label in zip([BLANK, *labels], labels)
                   if label != before and label != BLANK).strip()
