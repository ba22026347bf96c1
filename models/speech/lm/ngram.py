"""N-gram estimation and the ARPA format. An n-gram is a tuple of words, the predicted one last."""
import collections
import math

START, END = "<s>", "</s>"
NEVER = -99.0  # log10 probability of <s>, which is never predicted


def count(sentences, order):
    """[{n-gram: count} for n in 1..order], with sentence marks."""
    counts = [collections.Counter() for _ in range(order)]
    for sentence in sentences:
        words = [START, *sentence.split(), END]
        for n in range(1, order + 1):
            counts[n - 1].update(zip(*(words[k:] for k in range(n))))
    del counts[0][(START,)]
    return counts


def witten_bell(counts):
    """Interpolated Witten-Bell estimates -> [{n-gram: probability}], {context: back-off weight}.
    The lowest order is interpolated with equal probabilities of all its words."""
    probabilities, backoff = [], {}
    for n, grams in enumerate(counts):
        totals, kinds = collections.Counter(), collections.Counter()
        for gram, number in grams.items():
            totals[gram[:-1]] += number
            kinds[gram[:-1]] += 1
        backoff.update({h: kinds[h] / (totals[h] + kinds[h]) for h in totals})
        probabilities.append({})
        for gram, number in grams.items():
            h = gram[:-1]
            lower = probabilities[n - 1][gram[1:]] if n else 1 / len(grams)
            probabilities[n][gram] = number / (totals[h] + kinds[h]) + backoff[h] * lower
    backoff.pop(())
    return probabilities, backoff


def write_arpa(path, probabilities, backoff):
    """backoff: {context: weight}; a context without one has weight 1."""
    orders = [{(START,): None, **probabilities[0]}, *probabilities[1:]]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\\data\\\n")
        file.writelines(f"ngram {n}={len(grams)}\n" for n, grams in enumerate(orders, 1))
        for n, grams in enumerate(orders, 1):
            file.write(f"\n\\{n}-grams:\n")
            for gram in sorted(grams):
                p = NEVER if grams[gram] is None else math.log10(grams[gram])
                weight = f"\t{math.log10(backoff[gram]):.3f}" if gram in backoff else ""
                file.write(f"{p:.3f}\t{' '.join(gram)}{weight}\n")
        file.write("\n\\end\\\n")


def probability(gram, probabilities, backoff):
    """P(last word | the others), backing off; None for a word the model lacks."""
    if gram in probabilities[len(gram) - 1]:
        return probabilities[len(gram) - 1][gram]
    if len(gram) == 1:
        return None
    lower = probability(gram[1:], probabilities, backoff)
    return lower and lower * backoff.get(gram[:-1], 1.0)


def perplexity(sentences, probabilities, backoff):
    """-> perplexity of the known words, part of words that the model lacks."""
    total, known, unknown, order = 0.0, 0, 0, len(probabilities)
    for sentence in sentences:
        words = [START, *sentence.split(), END]
        for k in range(1, len(words)):
            p = probability(tuple(words[max(0, k - order + 1) : k + 1]), probabilities, backoff)
            known, unknown = known + bool(p), unknown + (p is None)
            total += math.log(p) if p else 0.0
    return math.exp(-total / known), unknown / (known + unknown)
