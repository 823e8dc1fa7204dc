"""Headlines: a line of a report made readable by itself, in the report's own words.

A reading's line (`gist_text`) has the words that say who did what to whom. Where they come from the middle of a sentence,
they are no sentence yet: their verb stands last, their article is an object's, or what governs them is missing. Here the
verb of such a clause goes where a main clause has it, short cuts are filled again, and where that does not help, the
sentence itself is the headline. No word is added that the sentence does not have; only the first one gets its capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus
from lagebild.record.standing_alone import (
    CUT,
    ends_with_infinitive,
    has_verb,
    is_noun_with_relative,
    opens_inner,
    stands_alone,
    words_of,
)

_GAP = 4
"""So many words cut from a line come in again."""
_TAIL = 8
"""So many words to the end of its clause come in again."""
_NO_CLAUSE = 5
"""So few words of a clause that goes on for long are its subject only."""
_LEAD = 4
"""So many words from the beginning of its clause come in again."""
_LONGEST = 26
"""Words of a headline at most; a longer sentence is cut."""
_BOUND = re.compile(r"[;!?–—()\[\]„“”«»\"]|,(?!\d)|:(?!\d)|(?<!\d)\.(?!\w)|\s-\s")
"""What parts clauses: no comma within a number, no stop behind one."""
_BRACKET = re.compile(r"\s*\([^()]*\)")
_STRONG = re.compile(r"[;:](?=\s)|\s[–—]\s")
_REAL = frozenset({"happened", "ongoing"})


class Cut(NamedTuple):
    """The pieces of a line in its sentence, from where to where each goes."""

    sentence: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]

    @property
    def opening(self) -> str:
        """What stands before the line in its clause."""
        begins = max((found.end() for found in _BOUND.finditer(self.sentence, 0, self.start)), default=0)
        return self.sentence[begins : self.start].strip()

    @property
    def tail(self) -> str:
        """What follows to the end of the clause."""
        found = _BOUND.search(self.sentence, self.end)
        return self.sentence[self.end : found.start() if found else len(self.sentence)]


def headline(
    line: str, sentence: str, *, status: EventStatus, actors: Iterable[str] = (), recipients: Iterable[str] = ()
) -> str:
    """The headline of an event: its line as a sentence of its own, else the sentence, cut where it is long.

    `actors` and `recipients` are the names of those who do it and to whom it is done. What is only possible, announced,
    demanded or denied keeps what it hangs on: *ob er kandidiert* never becomes *Er kandidiert*.
    """
    sentence = " ".join(sentence.split())
    line = " ".join(line.split())
    cut = _found(line, sentence) if line else None
    if cut is None:
        return _capital(line) if line else _short(sentence)
    opener = _without_coordinator(cut.opening)
    if _opens_clause(opener):
        main = _main(cut, opener, " ".join(actors), " ".join(recipients)) if status in _REAL else None
        return main or _short(sentence, cut)
    if opener.casefold() in closed("infinitive_openers"):
        return _short(sentence, cut)
    words = words_of(line)
    if opener and line[0].isupper() and not (len(words) > 1 and ends_with_infinitive(words)):
        phrase = _filled(cut) or line
        if not (has_verb(phrase) or is_noun_with_relative(phrase) or words[0] in closed("nouns_behind_prepositions")):
            return phrase  # the phrase of a noun
    return _whole(cut, opener) or _short(sentence, cut)


def _found(line: str, sentence: str) -> Cut | None:
    """Where the pieces of a line stand in its sentence; None if they don't."""
    pieces: list[tuple[int, int]] = []
    at = 0
    for part in line.split(CUT):
        start = _word_at(part, sentence, at)
        if start >= 0:
            pieces.append((start, start + len(part)))
            at = start + len(part)
            continue
        # a comma or a bracket was cut without a mark
        for word in part.split():
            start = _word_at(word, sentence, at)
            if start < 0:
                return None
            if pieces and not sentence[at:start].strip():
                pieces[-1] = (pieces[-1][0], start + len(word))
            else:
                pieces.append((start, start + len(word)))
            at = start + len(word)
    return Cut(sentence, tuple(pieces))


def _word_at(part: str, sentence: str, at: int) -> int:
    """Where words of a line stand in a sentence from a place on, never inside of another word; -1 if they don't."""
    found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(sentence, at)
    return found.start() if found else -1


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _without_coordinator(opening: str) -> str:
    return re.sub(r"^(?:und|oder|aber|sondern|denn|doch)\b\s*", "", opening)


def _opens_clause(opening: str) -> bool:
    """Whether the words before a line open a clause whose verb stands last (*nachdem*, *in der*)."""
    words = opening.casefold().split()
    if not words:
        return False
    relative = words[-1] in closed("relative_pronouns") and len(words) == 2 and words[0] in closed("role_prepositions")
    if opening[0].isupper():  # *Nach der Wahl*, *Seit Montag* open no clause
        return words[0] in closed("subordinators") - closed("subordinators_like_prepositions")
    return relative or words[0] in closed("subordinators")


def _main(cut: Cut, opener: str, actors: str, recipients: str) -> str | None:
    """The words of a subordinate clause in the order of a main clause; None if that order is not certain."""
    words = opener.casefold().split()
    if len(words) > 2 or (len(words) == 1 and words[0] not in closed("subordinators_of_facts")):
        return None
    if len(words) == 2 and not (words[0] in closed("lying_in") and words[1] in closed("relative_pronouns")):
        return None  # *zu dem* is a part of what is told, *in der* only says when or where
    text = _joined(cut)
    if any(opens_inner(rest.split()) for rest in text.split(",")[1:]):
        return None  # the verb at the end is that of the inner clause
    tokens = text.split()
    verb = _closing_verb(cut, tokens)
    if verb is None:
        return None
    rest = tokens[:-1]
    reflexive = rest[:1] == ["sich"]
    rest = rest[1:] if reflexive else rest
    size = _first_part(rest, actors, recipients)
    if not size:
        return None
    found = [*rest[:size], verb, *(["sich"] if reflexive else []), *rest[size:]]
    return _capital(" ".join(found)) if len(found) <= _LONGEST else None


def _joined(cut: Cut) -> str:
    """A line, with the short cuts filled that join no other deed to it."""
    text = ""
    for (start, end), before in zip(cut.pieces, (None, *cut.pieces), strict=False):
        between = cut.sentence[before[1] : start] if before else ""
        if before:
            shared = between.rstrip().endswith((" und", " oder"))  # another verb of the same subject
            text += " " if shared else _between(between)
        text += cut.sentence[start:end]
    return text


def _between(cut: str) -> str:
    """What was cut from a line, without brackets; ` … ` for much of it."""
    left = _BRACKET.sub("", cut)
    return (left or " ") if len(words_of(left)) <= _GAP else CUT


def _closing_verb(cut: Cut, tokens: list[str]) -> str | None:
    """The finite verb at the end of a subordinate clause; None where the last word is not surely one."""
    after = cut.sentence[cut.end :].lstrip()
    if after and not _BOUND.match(after) and not after.startswith(("und ", "oder ")):
        return None
    last = tokens[-1]
    if not last.isalpha() or not last.islower() or len(tokens) < 3:
        return None
    helpers = closed("finite_helpers")
    closing: list[str] = []
    for token in reversed(tokens[:-1]):
        if not token.isalpha() or not token.islower():
            break
        closing.append(token)
    if last in helpers:
        return None if any(token in helpers for token in closing) else last  # hätte werden können
    if any(token in helpers or token == "zu" for token in closing):
        return None
    parted = any(last.startswith(p) for p in closed("separable_particles"))
    return None if parted or not re.search(r"(?:te|ten|t|en|[bdfgklmnprsßz])$", last) else last


def _first_part(tokens: list[str], actors: str, recipients: str) -> int:
    """How many tokens the first part of a clause has; 0 if that is not certain."""
    if not tokens:
        return 0
    first = tokens[0]
    if first in closed("subjects_alone"):
        return 1
    at = 0
    if first in closed("short_article_prepositions"):
        at = 1
    elif first in closed("determiners_of_no_subject") or first in closed("role_prepositions"):
        return 0
    while at < len(tokens) and _before_noun(tokens, at):
        at += 1
    begins = at
    while at < len(tokens) and (tokens[at][0].isupper() or (at > begins and re.fullmatch(r"\d{4}", tokens[at]))):
        named = re.sub(r"\W", "", tokens[at])
        if at > begins and not tokens[at][0].isdigit():
            known, other = named in _names(actors), named in _names(recipients)
            if not known or (other and first not in closed("articles")):
                return 0  # it may be the object
        at += 1
    if at == begins:
        return 0
    on_day = first in closed("short_article_prepositions") and any(token[0].isdigit() for token in tokens[:at])
    return at if on_day or at == len(tokens) or _may_follow(tokens[at]) else 0


def _names(names: str) -> set[str]:
    return {re.sub(r"\W", "", word) for word in names.split()}


def _before_noun(tokens: list[str], at: int) -> bool:
    """Whether a token can stand before the noun of the first part: an article, a number, an adjective."""
    token = tokens[at]
    if token[0].isdigit():
        return True
    if not token.islower() or token in closed("adverbs_like_adjectives") or token in closed("role_prepositions"):
        return False
    if token in closed("reflexive_pronouns"):
        return False
    return at + 1 < len(tokens) and (tokens[at + 1][0].isupper() or tokens[at + 1].endswith(("e", "en", "er", "es")))


def _may_follow(token: str) -> bool:
    """Whether what follows cannot be a part of the noun before it."""
    if token in closed("coordinators") or token in closed("genitive_determiners") or token[0].isupper():
        return False
    if token in closed("role_prepositions") or token in closed("short_article_prepositions"):
        return token in closed("prepositions_behind_a_subject")
    return token.isalpha() or token[0].isdigit()


def _filled(cut: Cut) -> str | None:
    """A line with its short cuts filled; None if it has two long ones, of which nobody can make sense."""
    text, long = "", 0
    for (start, end), before in zip(cut.pieces, (None, *cut.pieces), strict=False):
        if before:
            between = cut.sentence[before[1] : start]
            if _between(between) == CUT:
                long += 1
                opened = between.rpartition(",")[2].split()
                if "," in between and opens_inner(opened):
                    return None  # what follows is a part of the clause that was cut
            text += _between(between)
        text += cut.sentence[start:end]
    return text if long < 2 else None


def _whole(cut: Cut, opener: str) -> str | None:
    """A line from the beginning of its clause to the end of it; None if it is none of its own even so."""
    text = _filled(cut)
    if text is None:
        return None
    if opener:
        if len(words_of(opener)) > _LEAD:
            return None
        text = f"{opener} {text}"
    if len(words_of(cut.tail)) > _TAIL:
        if opener or len(words_of(text)) <= _NO_CLAUSE:
            return None
    elif not re.match(r"\s*(?:und|oder|sowie)\b", cut.tail):  # it joins another deed
        text = (text + cut.tail.rstrip()).removesuffix(".")
        if _goes_on(cut):
            return None
    words = words_of(text)
    if len(words) < 3 or len(words) > _LONGEST or not stands_alone(text, words):
        return None
    for mark, other in ("„“", "»«", "“”"):
        if mark in text and other not in text:
            return None
    return _capital(text)


def _goes_on(cut: Cut) -> bool:
    """Whether what a clause says stands behind its end: in a clause with *dass*, an infinitive, or quotation marks."""
    rest = cut.sentence[cut.end + len(cut.tail) :]
    if re.match(r":\s*[„“»«\"]", rest):
        return True
    if not rest.startswith(","):
        return False
    found = _BOUND.search(rest, 1)
    words = words_of(rest[: found.start() if found else len(rest)])
    if not words:
        return False
    if words[0] in ("dass", "daß", "ob"):
        return True
    return len(words) > 1 and words[0] not in closed("infinitive_openers") and ends_with_infinitive(words)


def _short(sentence: str, cut: Cut | None = None) -> str:
    """A sentence without its last stop; a long one from a strong mark on, or cut at its end."""
    start, end = 0, len(sentence)
    if len(words_of(sentence)) > _LONGEST and cut is not None:
        marks = list(_STRONG.finditer(sentence))
        start = max((found.end() for found in marks if found.end() <= cut.start), default=0)
        end = min((found.start() for found in marks if found.start() >= cut.end), default=end)
    text = sentence[start:end].strip().rstrip(".:").rstrip() or sentence
    found = list(re.finditer(r"\S+", text))
    if len(found) <= _LONGEST:
        return _capital(text)
    last = max((n for n, word in enumerate(found) if cut and word.start() + start < cut.end), default=0)
    stop = max(_LONGEST, min(last + 1, 2 * _LONGEST))
    if stop >= len(found):
        return _capital(text)
    return _capital(text[: found[stop - 1].end()].rstrip(",;:") + " …")
