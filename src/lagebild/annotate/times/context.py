"""What a text is talking about where an expression stands: tense of the clause, date last named, register."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.times.dates import Date
from lagebild.annotate.times.tokens import Token

Tense = Literal["past", "present", "future"]

_PARTICIPLE = re.compile(
    r"(\w{0,8}ge[a-zäöüß]{2,}(t|en)|(be|ver|er|ent|zer|miss|über|unter|hinter|wider)[a-zäöüß]{3,}(t|en)|\w+iert)\Z"
)
_TO_INFINITIVE = re.compile(
    r"(ab|an|auf|aus|bei|durch|ein|fest|her|hin|los|mit|nach|vor|weg|zu|zurück)\w*zu[a-zäöüß]{2,}n\Z"
)
_PREFIX = re.compile(
    r"(ab|an|auf|aus|be|bei|durch|ein|ent|er|ge|her|hin|miss|mit|nach|nieder|teil|über|um|unter|ver|vor|weg|wider|zer|zu|zurück|zusammen)(\w+)\Z"
)
_PRETERITE = re.compile(r"[a-zäöüß]{2,}(te|ten)\Z")
_DAILY = frozenset({"gestern", "vorgestern", "übermorgen"})
REACH = 60
"""Tokens after which a date that was named no longer anchors a bare month or day."""


@cache
def cues() -> dict[str, str]:
    """Forms that show tense, from `time_cues.tsv`."""
    return {row["form"]: row["value"] for row in lexicon.load("time_cues", required=("form", "value"), unique=True)}


class Context:
    """One text's tokens with what has been resolved so far."""

    def __init__(self, tokens: list[Token], published: Date | None, analysis: Analysis | None = None) -> None:
        self.tokens = tokens
        self.published = published
        self.analysis = analysis
        self.anchor: Date | None = None
        self.anchor_unit = ""
        self.anchor_at = -10_000
        self.day: Date | None = None
        self.several_at = -10_000
        self.day_at = -10_000
        self.sentence = _sentences(tokens)
        lower = [token.text.lower() for token in tokens]
        days = sum(word in _DAILY for word in lower) + sum(t.kind in ("WEEKDAY", "WDPART") for t in tokens)
        gone = sum(word in _DAILY for word in lower)
        self.daily = gone > 0 or len(tokens) < 250 or (days > 0 and len(tokens) < 700)

    def name(self, day: Date, unit: str, at: int) -> None:
        """Remember the date that the text named last, with its granularity (`D`, `M`, `Y` …)."""
        if at and self.tokens[at - 1].kind == "SEIT":
            return  # what lasts since then says nothing of when the next thing happened
        self.anchor, self.anchor_unit, self.anchor_at = day, unit, at
        if unit == "D":
            self.day, self.day_at = day, at

    def name_several(self, at: int) -> None:
        """Remember that token `at` belongs to a list of days or to a set: a clock time after it holds for all."""
        self.several_at = at

    def name_single(self, at: int) -> None:
        """Remember that token `at` names one day, which ends a list unless it is its last member."""
        self.several_at = at if at - self.several_at <= 6 else -10_000

    def holds_for_several(self, at: int) -> bool:
        """Whether a clock time at token `at` follows a list of days or a set."""
        return at - self.several_at <= 10

    def near(self, at: int, reach: int = REACH) -> Date | None:
        """The date last named, if it is close enough to anchor something at token `at`."""
        return self.anchor if self.anchor and at - self.anchor_at <= reach else None

    def told_from(self, at: int) -> Date | None:
        """The date last named, if the tale of token `at` goes on from it, not from the day of publication.

        In the past tense a year carries to the next sentence, a month or day three; in the present (the historic one
        too) a month or day carries within its sentence only.
        """
        if self.anchor is None or self.anchor_unit not in ("Y", "M", "D"):
            return None
        now, exact = self.published, self.anchor_unit != "Y"
        if now is not None and self.anchor > now and self.tense(at) != "future":
            return None  # a date to come (*die Wahl im Juni*) does not begin a tale of the past
        if now is not None and self.anchor.year == now.year:
            return None
        distance = self.sentence[at] - self.sentence[self.anchor_at]
        tense = self.tense(at)
        if tense == "past":
            return self.anchor if distance <= (3 if exact else 1) else None
        return self.anchor if tense == "present" and exact and distance == 0 else None

    def near_day(self, at: int, reach: int = REACH) -> Date | None:
        """The day last named, if it is close enough."""
        return self.day if self.day and at - self.day_at <= reach else None

    def tense(self, at: int, *, narrow: bool = False) -> Tense:
        """The tense of the clause around a token; unless `narrow`, of its sentence where the clause shows none."""
        low, high = self._clause(at)
        found = self._signs(low, high)
        if found is None and not narrow:
            found = self._signs(*self._sentence(at))
        return found or "present"

    def _sentence(self, at: int) -> tuple[int, int]:
        number = self.sentence[at]
        low = high = at
        while low > 0 and self.sentence[low - 1] == number:
            low -= 1
        while high < len(self.tokens) and self.sentence[high] == number:
            high += 1
        return low, high

    def _clause(self, at: int) -> tuple[int, int]:
        low, high = self._sentence(at)
        left = at
        while left > low and self.tokens[left - 1].kind not in ("COMMA", "COLON"):
            left -= 1
        right = at
        while right < high and self.tokens[right].kind not in ("COMMA", "COLON"):
            right += 1
        return left, right

    def _signs(self, low: int, high: int) -> Tense | None:
        """The tense of some tokens; the analysis decides where the cues, which err less, see nothing."""
        found = self._cued(low, high)
        if found is None and self.analysis is not None and low < high:
            found = self._analysed(self.analysis, self.tokens[low].start, self.tokens[high - 1].end)
        return found

    def _cued(self, low: int, high: int) -> Tense | None:
        table, perfect, future = cues(), False, False
        present = False
        participle = finite = to_infinitive = plural = False
        for token in self.tokens[low:high]:
            word = token.text.lower() if token.start == self.tokens[low].start else token.text
            sign = table.get(word) or _prefixed(word)
            if sign == "past":
                return "past"
            finite = finite or sign in ("perfect", "future")
            if sign == "perfect":
                perfect = True
            elif sign == "future":
                future = True
            elif sign is None and word[0].islower() and token.kind in ("WORD", "TODAY"):
                if _TO_INFINITIVE.match(word):
                    to_infinitive = True
                elif _PRETERITE.match(word) and not word.startswith("ge"):
                    if word.endswith("te"):
                        return "past"
                    plural = True
                participle = participle or bool(_PARTICIPLE.match(word))
                present = True
        if to_infinitive and not finite:
            return "future"
        if plural and not future:  # beside *will*, *soll*, *wird* it is an infinitive: *arbeiten*, *vertreten*
            return "past"
        if perfect and participle:
            return "past"
        if future:
            return "future"
        return "present" if perfect and present else None

    @staticmethod
    def _analysed(analysis: Analysis, start: int, end: int) -> Tense | None:
        """Past or future, where the tags of the tokens from `start` to `end` show it."""
        first = analysis.token_at(start)
        if first is None:
            return None
        perfect = future = False
        participle = False
        token = first
        while token < len(analysis) and analysis.starts[token] < end:
            if analysis.tags[token] in ("VERB", "AUX"):
                feats = analysis.feats[token]
                if "VerbForm=Part" in feats:
                    participle = True
                elif "VerbForm=Inf" not in feats:
                    if "Tense=Past" in feats and "Mood=Sub" not in feats:
                        return "past"
                    lemma = analysis.lemmas[token]
                    perfect = perfect or lemma in ("haben", "sein")
                    future = future or lemma in ("werden", "sollen", "wollen", "planen")
            token += 1
        if perfect and participle:
            return "past"
        if future:
            return "future"
        return None


@lru_cache(maxsize=4096)
def _prefixed(word: str) -> str | None:
    """`past` for a strong past form behind a prefix: *verriet*, *abtrat*, *unterschrieb*."""
    if not word[0].islower():
        return None
    match = _PREFIX.match(word)
    return "past" if match and len(match[2]) > 2 and cues().get(match[2]) == "past" else None


def _sentences(tokens: list[Token]) -> list[int]:
    """For each token the number of its sentence, by marks and capitals."""
    numbers, number = [], 0
    for index, token in enumerate(tokens):
        numbers.append(number)
        if token.text in "!?" or (token.text == "." and _ends(tokens, index)):
            number += 1
    return numbers


def _ends(tokens: list[Token], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1] if index else None
    if after is None or before is None:
        return True
    if before.kind in ("DAY", "NUM") and after.kind in ("MONTH", "DAY", "COMMA", "CENTURY", "UND", "BIS"):
        return False
    return after.start > tokens[index].end and (not after.text[0].islower()) and len(before.text) > 1
