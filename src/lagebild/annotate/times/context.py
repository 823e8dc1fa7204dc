"""What a text is talking about where an expression stands: tense of the clause, date last named, register.

This is a view of its own, beside `annotate.text.Text`. Times must be found in any text without an analysis (`times.find`,
the spaCy component), and they have tokens of their own, which part digits from letters. So a clause is here what stands
between commas, and its tense is told by light cues first: on news they err less than the tags. An analysis, where there
is one, is asked only where the cues see nothing, and for *-ten*, which can end a present (*sie beraten*).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from lagebild import lexicon
from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.times.dates import Date
from lagebild.annotate.times.tokens import Token
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.verbforms import participle

Tense = Literal["past", "present", "future"]

_PRETERITE = re.compile(r"[a-zäöüß]{2,}(te|ten)\Z")
_BEFORE_EXPRESSION = ("DET", "PHASE", "EARLY", "APPROX", "GANZ")
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
        self._sentences = _stretches(tokens, self.sentence, marks=())
        self._clauses = _stretches(tokens, self.sentence, marks=("COMMA", "COLON", "SEMICOLON"))
        self._known_signs: dict[tuple[int, int], Tense | None] = {}
        self._known_words: dict[tuple[int, int, str], bool] = {}
        self._known_ends: dict[tuple[int, int], int | None] = {}
        dated = any(token.text.lower() in closed("days_told_from_today") for token in tokens)
        weekdays = any(token.kind in ("WEEKDAY", "WDPART") for token in tokens)
        self.daily = dated or len(tokens) < 250 or (weekdays and len(tokens) < 700)

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
        """True if a clock time at token `at` follows a list of days or a set."""
        return at - self.several_at <= 10

    def opens(self, at: int) -> bool:
        """Whether token `at` is the first of its sentence, or stands behind a mark."""
        before = self.tokens[at - 1] if at else None
        return before is None or self.sentence[at - 1] != self.sentence[at] or not before.text.isalnum()

    def lead(self, at: int) -> str:
        """The class of the word that leads the expression at token `at`: its preposition, past articles and the like."""
        at -= 1
        while at >= 0 and self.tokens[at].kind in _BEFORE_EXPRESSION:
            at -= 1
        return self.tokens[at].kind if at >= 0 else ""

    def clause(self, at: int) -> tuple[int, int]:
        """The first and the last token (exclusive) of the stretch between commas around token `at`."""
        return self._clauses[at]

    def side(self, at: int) -> Tense | None:
        """The side of the report's day on which a bare date must lie: past or future; None where nothing tells for sure.

        *Seit* leads back always. *Auf* and *für* lead to either side (*für April geplant*), and so does a past verb that
        announces (*kündigte für den 3. Mai an*).
        """
        lead = self.lead(at)
        if lead == "SEIT":
            return "past"
        if lead in ("AUF", "FUER", "BIS", "AB", "ZU"):
            return None
        low, high = self._clauses[at]
        tense = self._signs(low, high)
        if tense == "past" and not self._has("announce_ahead", low, high):
            return "past"
        if tense == "future" and self._has("surely_ahead", low, high):
            return "future"
        return None

    def _has(self, words: str, low: int, high: int) -> bool:
        """Whether some tokens hold a word of a set: looked up once for a clause, which may name thousands of months."""
        key = (low, high, words)
        if key not in self._known_words:
            wanted = word_set(words)
            self._known_words[key] = any(token.text.casefold() in wanted for token in self.tokens[low:high])
        return self._known_words[key]

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
        if self._in_attribute(at):
            return "past"
        found = self._signs(*self._clauses[at])
        if found == "present" and self._closed_by_participle(at):
            return "past"
        if found == "present" and self.lead(at) == "VON":
            found = None  # *zu den Protesten vom Sonntag heißt es*
        if found is None and not narrow:
            found = (self._of_its_verb(at) if self.lead(at) != "VON" else None) or self._signs(*self._sentences[at])
        return found or "present"

    def _of_its_verb(self, at: int) -> Tense | None:
        """`present` for what hangs on a verb in the present, whatever stands between (*findet …, sondern im Mai statt*)."""
        a = self.analysis
        token = a.token_at(self.tokens[at].start) if a is not None and at < len(self.tokens) else None
        if a is None or token is None:
            return None
        for _ in range(4):
            if token == ROOT or a.tags[token] in ("VERB", "AUX"):
                break
            token = a.heads[token]
        return "present" if token != ROOT and _is_present(a, token) else None

    def _closed_by_participle(self, at: int) -> bool:
        """True if the participle of a perfect stands behind commas, last in its sentence (*ist ein Bus, …, verunglückt*)."""
        word = self._last_word(*self._sentences[at])
        if word is None or word < self._clauses[at][1]:
            return False
        return _is_participle(self.tokens[word].text) and self._signs(*self._clauses[word]) is None

    def _last_word(self, low: int, high: int) -> int | None:
        """The last of some tokens that is a word."""
        if (low, high) not in self._known_ends:
            words = (n for n in range(high - 1, low - 1, -1) if self.tokens[n].text.isalpha())
            self._known_ends[low, high] = next(words, None)
        return self._known_ends[low, high]

    def _in_attribute(self, at: int) -> bool:
        """Whether a token belongs to a past participle before its noun (*der am Freitag verhaftete Bauer*)."""
        a = self.analysis
        token = a.token_at(self.tokens[at].start) if a is not None and at < len(self.tokens) else None
        if a is None or token is None:
            return False
        for verb in (a.heads[token], a.heads[a.heads[token]] if a.heads[token] >= 0 else -1):
            if verb > token and a.labels[verb].startswith(("amod", "acl")) and a.forms[verb].islower():
                found = participle(a.forms[verb])
                return found is not None and found[1] == "past"
        return False

    def _signs(self, low: int, high: int) -> Tense | None:
        """The tense of some tokens; the analysis decides where the cues, which err less, see nothing."""
        if (low, high) not in self._known_signs:
            found = self._cued(low, high)
            if found is None and self.analysis is not None and low < high:
                found = self._analysed(self.analysis, self.tokens[low].start, self.tokens[high - 1].end)
            self._known_signs[low, high] = found
        return self._known_signs[low, high]

    def _cued(self, low: int, high: int) -> Tense | None:
        table, perfect, future = cues(), False, False
        present = supposed = perfect_infinitive = over = False
        participle = finite = to_infinitive = plural = either = False
        for at, token in enumerate(self.tokens[low:high], low):
            opens = token.start == self.tokens[low].start
            word = token.text.lower() if opens else token.text
            # *Vorstand*, *Verband*: with a capital they are nouns rather than a prefix before a strong past form
            sign = table.get(word) or (None if opens and token.kind == "CAP" else _prefixed(word))
            supposed = supposed or word in closed("modals_of_supposition")
            perfect_infinitive = perfect_infinitive or word in ("haben", "sein", "worden")
            over = over or word in ("haben", "worden")
            if sign == "past" and word.endswith("en") and _is_participle(word) and self._closes(at, high):
                either = participle = True  # *weil die Richter entschieden*, *wird am Freitag entschieden*
                continue
            if sign == "past":
                return "past"
            finite = finite or sign in ("perfect", "future")
            if sign == "perfect":
                perfect = True
            elif sign == "future":
                future = True
            elif sign is None and word[0].islower() and token.kind in ("WORD", "TODAY"):
                if _is_to_infinitive(word):
                    to_infinitive = True
                elif _PRETERITE.match(word) and not word.startswith("ge"):
                    if word.endswith("te"):
                        return "past"
                    plural = plural or not self._is_infinitive(token)
                replaced = perfect and word in closed("infinitives_for_participles") and self._closes(at, high)
                participle = participle or _is_participle(word) or replaced
                present = True
            elif opens and token.kind == "CAP" and _is_participle(word) and noun(token.text) is None:
                after = self.tokens[at + 1].text if at + 1 < high else ""
                participle = table.get(after) == "perfect"  # *Verhaftet hat die Polizei …*
        # beside *will*, *soll*, *wird* it is an infinitive or a participle: *arbeiten*, *vertreten*, *entschieden*
        if either and not (future or supposed):
            return "past"
        if to_infinitive and not finite:
            return "future"
        if plural and not (future or supposed):
            return "past"
        if perfect and participle:
            return "past"
        if (future or supposed) and over and participle:
            return "past"  # *soll am Freitag vergiftet worden sein*
        if future or (supposed and not perfect_infinitive):
            return "future"
        return "present" if perfect and present else None

    def _closes(self, at: int, high: int) -> bool:
        """True if a word closes its stretch, or only verbs follow it (*verschoben werden*): there a participle stands."""
        after = self.tokens[at + 1].text if at + 1 < high else ""
        return not after.isalpha() or after in closed("behind_participles")

    def _is_infinitive(self, token: Token) -> bool:
        """True if a form in *-ten* is that of the infinitive, and so no preterite (*sie beraten*, *sie warten*)."""
        a = self.analysis
        found = a.token_at(token.start) if a is not None else None
        if a is None or found is None or "VerbForm=Part" in a.feats[found]:
            return False
        return a.lemmas[found] == token.text

    @staticmethod
    def _analysed(analysis: Analysis, start: int, end: int) -> Tense | None:
        """Past or future, where the tags of the tokens from `start` to `end` show it."""
        first = analysis.token_at(start)
        if first is None:
            return None
        perfect = future = present = False
        participle = False
        token = first
        while token < len(analysis) and analysis.starts[token] < end:
            if analysis.tags[token] in ("VERB", "AUX"):
                feats = analysis.feats[token]
                if "VerbForm=Part" in feats:
                    participle = True
                elif "VerbForm=Inf" not in feats:
                    # no past form ends so, whatever its tag says (*reist*, *verweist*)
                    past = "Tense=Past" in feats and not analysis.forms[token].endswith("st")
                    if past and "Mood=Sub" not in feats:
                        return "past"
                    lemma = analysis.lemmas[token]
                    perfect = perfect or lemma in ("haben", "sein")
                    future = future or lemma in closed("future_auxiliaries")
                    present = present or _is_present(analysis, token)
            token += 1
        if perfect and participle:
            return "past"
        if future:
            return "future"
        return "present" if present else None


def _is_present(a: Analysis, token: int) -> bool:
    """Whether a verb is a finite present with no auxiliary (*stimmt*, not *hat gestimmt*)."""
    feats = a.feats[token]
    return (
        a.tags[token] == "VERB"
        and "Tense=Pres" in feats
        and "Mood=Ind" in feats
        and not a.has(token, "aux", "aux:pass")
    )


@lru_cache(maxsize=4096)
def _prefixed(word: str) -> str | None:
    """`past` for a strong past form behind a prefix: *verriet*, *abtrat*, *unterschrieb*."""
    if not word[0].islower():
        return None
    rests = (word.removeprefix(prefix) for prefix in closed("prefixes_of_strong_verbs") if word.startswith(prefix))
    return "past" if any(len(rest) > 2 and cues().get(rest) == "past" for rest in rests) else None


@lru_cache(maxsize=4096)
def _is_participle(word: str) -> bool:
    """True if a word has the shape of a past participle: *gebaut*, *abgesagt*, *verraten*, *kritisiert*."""
    return _participle().match(word) is not None


@cache
def _participle() -> re.Pattern[str]:
    unstressed = _any("prefixes_of_participles_without_ge")
    return re.compile(rf"(\w{{0,8}}ge[a-zäöüß]{{2,}}(t|en)|({unstressed})[a-zäöüß]{{3,}}(t|en)|\w+iert)\Z")


@lru_cache(maxsize=4096)
def _is_to_infinitive(word: str) -> bool:
    """True if a word has the shape of an infinitive with *zu* in it: *abzureisen*."""
    return _to_infinitive().match(word) is not None


@cache
def _to_infinitive() -> re.Pattern[str]:
    return re.compile(rf"({_any('prefixes_before_zu')})\w*zu[a-zäöüß]{{2,}}n\Z")


def _any(name: str) -> str:
    """The words of a closed class as the alternatives of a pattern, the longest first."""
    return "|".join(sorted(closed(name), key=lambda word: (-len(word), word)))


def _stretches(tokens: list[Token], sentence: list[int], *, marks: tuple[str, ...]) -> list[tuple[int, int]]:
    """For each token where the stretch between marks, within its sentence, begins and ends (exclusive).

    A mark itself ends the stretch before it.
    """
    found: list[tuple[int, int]] = []
    low = 0
    for at in range(len(tokens) + 1):
        ends = at == len(tokens) or (at > 0 and sentence[at] != sentence[at - 1])
        if ends:
            found += [(low, at)] * (at - len(found))
            low = at
        if at < len(tokens) and tokens[at].kind in marks:
            found += [(low, at)] * (at + 1 - len(found))
            low = at + 1
    return found


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
