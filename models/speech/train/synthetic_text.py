"""Texts for synthetic voices, drawn at random: digits, spelled words, numbers, dates, times, names,
commands and, for the variety of words, chains of bigrams of lm/en.arpa."""
import collections
import pathlib

import numpy

from text import DIGITS

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BIGRAMS = pathlib.Path(__file__).parent.parent / "lm" / "en.arpa"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
MONTHS = ("january february march april may june july august september october november "
          "december").split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fifteenth twentieth thirtieth").split()
FIRST_NAMES = ("james mary robert linda michael susan david karen peter nancy thomas laura mark "
               "helen paul diana andrew ruth kevin alice brian julia george emma martin jane henry "
               "claire philip rachel simon anna oliver sophie victor irene walter grace").split()
SURNAMES = ("smith jones brown taylor wilson davies evans walker wright robinson thompson white "
            "hughes edwards green hall wood harris martin jackson clarke turner hill cooper morris "
            "ward moore king baker harrison morgan allen fisher murphy kelly carter bell").split()
STREETS = ("street", "avenue", "road", "drive", "lane", "court", "place")
COMMANDS = (
    "turn {state} the {thing} in the {room}", "switch the {thing} {state}", "{state} please",
    "set the {thing} to {number} percent", "set a timer for {number} minutes", "volume {number}",
    "wake me up at {time}", "call {name}", "send a message to {name}", "play the {ordinal} song",
    "what time is it in {name}", "go back", "stop", "cancel", "repeat that", "next page", "help",
    "yes", "no", "start", "enter {digits}", "erase that", "open the {thing}", "close the {thing}",
    "remind me on {day} at {time}", "my number is {digits}", "how far is it to {name} {street}")
THINGS = "light lights lamp fan heater radio door window television alarm music blind".split()
ROOMS = "kitchen bedroom bathroom garage hall office garden cellar living room".split()


class Texts:
    def __init__(self, seed):
        self.random = numpy.random.default_rng(seed)
        self.followers = read_bigrams(BIGRAMS)
        self.kinds = [self.digits, self.spelled, self.number, self.date, self.time, self.name,
                      self.address, self.command, self.sentence]
        self.shares = numpy.array([2, 3, 2, 1.5, 1, 2, 1.5, 3, 7])

    def next(self):
        """One text, in the letters of the alphabet."""
        kind = self.random.choice(len(self.kinds), p=self.shares / self.shares.sum())
        return self.kinds[kind]()

    def one(self, words):
        return words[self.random.integers(len(words))]

    def digits(self):
        return " ".join(self.one(DIGITS) for _ in range(self.random.integers(1, 9)))

    def spelled(self):
        if self.random.random() < 0.5:
            return " ".join(self.one([*FIRST_NAMES, *SURNAMES, *MONTHS]))
        return " ".join(self.one(LETTERS) for _ in range(self.random.integers(1, 8)))

    def number(self):
        tens = self.one([self.one(TENS) + " " + self.one(DIGITS[1:]), self.one(TENS), self.one(TEENS)])
        hundreds = self.one(DIGITS[1:]) + " hundred"
        return self.one([tens, hundreds, f"{hundreds} and {tens}", f"nineteen {tens}",
                         f"{self.one(DIGITS[1:])} thousand {hundreds}"])

    def date(self):
        return self.one([f"{self.one(MONTHS)} {self.one(ORDINALS)} nineteen {self.one(TENS)}",
                         f"the {self.one(ORDINALS)} of {self.one(MONTHS)}",
                         f"{self.one(DAYS)} {self.one(MONTHS)} {self.one(DIGITS[1:])}"])

    def time(self):
        hour = self.one(DIGITS[1:] + TEENS[:3])
        return self.one([f"{hour} o'clock", f"half past {hour}", f"quarter to {hour}",
                         f"{hour} {self.one(TENS[:4])} {self.one(['a m', 'p m'])}"])

    def name(self):
        return f"{self.one(FIRST_NAMES)} {self.one(SURNAMES)}"

    def address(self):
        return f"{self.number()} {self.one(SURNAMES)} {self.one(STREETS)}"

    def command(self):
        return self.one(COMMANDS).format(
            state=self.one(["on", "off"]), thing=self.one(THINGS), room=self.one(ROOMS),
            number=self.number(), time=self.time(), name=self.name(), digits=self.digits(),
            day=self.one(DAYS), ordinal=self.one(ORDINALS), street=self.one(STREETS))

    def sentence(self):
        words, word = [], "<s>"
        for _ in range(self.random.integers(4, 13)):
            followers, shares = self.followers[word]
            word = followers[self.random.choice(len(followers), p=shares)]
            if word == "</s>" or word not in self.followers:
                break
            words.append(word)
        return " ".join(words) or self.name()


def read_bigrams(path):
    """{word: (its followers, their shares)} of an ARPA file, without single letters as words."""
    followers = collections.defaultdict(list)
    with open(path, encoding="ascii") as file:
        for line in file:
            fields = line.split()
            if len(fields) == 3 and fields[0].startswith("-") and "\\" not in line:
                followers[fields[1]].append((fields[2], 10 ** float(fields[0])))
    return {word: normalised(pairs) for word, pairs in followers.items()}


def normalised(pairs):
    shares = numpy.array([share for _, share in pairs])
    return [word for word, _ in pairs], shares / shares.sum()
