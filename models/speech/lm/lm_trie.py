"""Reads the n-gram model of Debian's `pocketsphinx-en-us` (a bit-packed trie of three orders, keyed
by the last word first). Its own converter cannot write this file as ARPA."""
import numpy

PATH = "/usr/share/pocketsphinx/model/en-us/en-us.lm.bin"
MAGIC = b"Trie Language Model"
LOG10 = numpy.log10(1.0001)  # of the base of the file's logarithms
BINS = 1 << 16  # of each table of quantised values


def bits_for(value):
    return int(value).bit_length()


def bit_field(data, count, stride, offset, width):
    """`width` (at most 32) bits at bit `offset` of each of `count` records of `stride` bits."""
    start = numpy.arange(count, dtype=numpy.int64) * stride + offset
    window = numpy.zeros(count, numpy.uint64)
    for byte in range(6):
        window |= data[(start >> 3) + byte].astype(numpy.uint64) << numpy.uint64(8 * byte)
    return (window >> (start & 7).astype(numpy.uint64)) & numpy.uint64((1 << width) - 1)


def read(path=PATH):
    """-> words, unigrams (log10 probability and back-off per word), bigrams (arrays: first word,
    second word, log10 probability)."""
    data = numpy.fromfile(path, numpy.uint8)
    at = len(MAGIC)
    if data[:at].tobytes() != MAGIC or data[at] != 3:
        raise ValueError(f"{path}: not a trie of three orders")
    counts = data[at + 1 : at + 13].view("<u4").astype(int)
    at += 13 + 4
    tables = data[at : at + 3 * BINS * 4].view("<f4")
    at += 3 * BINS * 4
    unigrams = data[at : at + 12 * (counts[0] + 1)].view([("p", "<f4"), ("b", "<f4"), ("n", "<u4")])
    at += 12 * (counts[0] + 1)
    word_bits, next_bits = bits_for(counts[0]), bits_for(counts[2])
    stride = word_bits + 32 + next_bits
    middle = data[at:]
    first = bit_field(middle, counts[1], stride, 0, word_bits).astype(int)
    prob = tables[bit_field(middle, counts[1], stride, word_bits + 16, 16).astype(int)]
    second = numpy.repeat(numpy.arange(counts[0]), numpy.diff(unigrams["n"].astype(int)))
    at += ((1 + counts[1]) * stride + 7) // 8 + 8
    at += ((1 + counts[2]) * (word_bits + 16) + 7) // 8 + 8
    words = data[at + 4 :].tobytes().decode("utf-8").split("\0")[: counts[0]]
    unigrams = numpy.stack([unigrams["p"], unigrams["b"]], 1)[:-1]
    return words, unigrams * LOG10, (first[: len(second)], second, prob[: len(second)] * LOG10)
