"""Text normalisation and the alphabet. What the recogniser can write is exactly `ALPHABET`.

Rules, in order: Unicode is folded to ASCII; upper-case acronyms inside mixed-case text are spelled
("PBX" -> "p b x"); everything is lower case; "mr", "&" and the like are written out; tokens of
digits are verbalised ("7" -> "seven", five digits or more one by one); hyphens and all other
punctuation become spaces; an apostrophe stays only inside a word.
"""
import re
import unicodedata

BLANK = 0
ALPHABET = ["", " "] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["'"]
LABEL = {symbol: index for index, symbol in enumerate(ALPHABET)}

DIGITS = "zero one two three four five six seven eight nine".split()
WRITTEN_OUT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "etc": "et cetera"}
SYMBOLS = {"&": " and ", "*": " star ", "#": " pound ", "%": " percent ", "+": " plus "}
SPOKEN_ACRONYMS = {"SIP", "PIN", "NASA"}
LONG_NUMBER = 5  # digits; shorter numbers are read in more than one way


def spell_acronyms(text):
    if text.isupper():
        return text  # a corpus in capitals says nothing about acronyms
    spell = lambda match: match[0] if match[0] in SPOKEN_ACRONYMS else " ".join(match[0])
    return re.sub(r"\b[A-Z]{2,5}\b", spell, text)


def verbalise(token):
    """The words of one token, or None where it could be read in several ways ("48", "3d")."""
    if not re.search(r"\d", token):
        return WRITTEN_OUT.get(token, token)
    if not token.isdigit() or 1 < len(token) < LONG_NUMBER:
        return None
    return " ".join(DIGITS[int(digit)] for digit in token)


def normalise(text):
    """Text as the recogniser should write it, or None if that is not known; "" where nothing is said."""
    text = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    text = spell_acronyms(text.encode("ascii", "ignore").decode())
    for symbol, words in SYMBOLS.items():
        text = text.replace(symbol, words)
    tokens = re.sub(r"[^a-z0-9']+", " ", text.lower()).split()
    words = [verbalise(token.strip("'")) for token in tokens]
    if None in words or text and not any(words):
        return None
    return " ".join(word for word in words if word)


def encode(text):
    return [LABEL[symbol] for symbol in text]
