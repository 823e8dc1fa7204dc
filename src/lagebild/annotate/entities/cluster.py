"""Names of one text joined: full name and surname, long form and abbreviation, a state and its other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import ARTICLES, OPENING, PREPOSITIONS, VERBAL, Mention, sentence_start
from lagebild.lexicon.gazetteer import folded, known
from lagebild.lexicon.nouns import Noun, noun
from lagebild.reading import EntityKind

_SPLIT = re.compile(r"[\s\-]+")
_ENDING = re.compile(r"(ischen|ischer|isches|ische|en|er|es|em|e|n|s)$")
_ACTING = frozenset(
    (
        "verhandeln",
        "fordern",
        "erklären",
        "drohen",
        "warnen",
        "reagieren",
        "betonen",
        "wollen",
        "lehnen",
        "kritisieren",
        "verlangen",
        "verurteilen",
        "werfen",
        "bezeichnen",
        "planen",
        "unterstützen",
        "kündigen",
        "ankündigen",
        "zustimmen",
        "bestreiten",
        "dementieren",
        "vorwerfen",
        "ablehnen",
        "beschuldigen",
        "versuchen",
        "hoffen",
        "erwarten",
        "begrüßen",
        "bestätigen",
        "versichern",
        "schweigen",
        "sehen",
        "setzen",
        "bestehen",
        "anerkennen",
        "drängen",
    )
)
_NO_APPOSITION = frozenset(("dass", "wo", "weil", "nachdem", "zum", "zur", "mit", "gegen", "bei", "beim", "vom", "von"))
_DEGREES = frozenset(("Dr.", "Prof.", "h.c.", "Dr", "Prof"))
_COLLEGE = re.compile(r"([Rr]at|[Vv]orstand)$")
"""Titles that are the name of the body, too: `Chef des Aufsichtsrats X` is the body's chief."""
_TALKS = re.compile(
    r"(verhandl|gespräch|beziehung|kooperation|abkommen|konflikt|streit|bündnis|zusammenarbeit)", re.IGNORECASE
)


@dataclass(slots=True)
class Cluster:
    """One entity in the making. `heads` are the nouns that describe it, `roles` the offices with their state."""

    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    number: str = "Sing"
    state: str = ""
    name: str = ""
    heads: set[str] = field(default_factory=set)
    roles: list[tuple[Noun, str]] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Takes a mention in."""
        self.mentions.append(mention)
        if not self.gender:
            self.gender = mention.gender
        if not self.state:
            self.state = mention.state

    def last_before(self, token: int) -> int:
        """The token of the last mention before a token, -1 if there is none."""
        return max((m.first for m in self.mentions if m.first < token), default=-1)

    def named_before(self, token: int) -> tuple[int, int]:
        """As `last_before`, after the last mention that is no genitive: who somebody belongs to is not whom it is about."""
        alone = max((m.first for m in self.mentions if m.first < token and not m.name.endswith("s")), default=-1)
        return alone, self.last_before(token)

    @property
    def named(self) -> bool:
        """Whether a name is among the mentions."""
        return any(m.sort in ("name", "part", "adjective") for m in self.mentions)


def person_key(name: str) -> tuple[str, ...]:
    """The words of a person's name for comparison."""
    return tuple(w for w in _SPLIT.split(folded(name).replace(".", " ").replace("’", "'")) if w)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name's words stand in a row in a longer name, at its end or as its beginning."""
    return (
        long[-len(short) :] == short
        or long[: len(short)] == short
        or (len(short) > 1 and any(long[i : i + len(short)] == short for i in range(len(long))))
        or (len(short) > 1 and short[-1] == long[-1] and short[0] == long[0])
    )


def _variants(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    last = key[-1]
    bare = last.rstrip("'`´")
    variants = [(*key[:-1], bare)] if bare else [key]
    if bare.endswith("s") and len(bare) > 3:
        variants.append((*key[:-1], bare[:-1].rstrip("'")))
    return variants


def body_key(name: str) -> tuple[str, ...]:
    """The words of a body's or place's name without their endings."""
    words = [w for w in re.findall(r"\w+", folded(name)) if w not in ("der", "die", "das", "des", "the")]
    return tuple(_ENDING.sub("", w) if len(w) > 3 else w for w in words)


def cluster_names(analysis: Analysis, names: list[Mention]) -> list[Cluster]:
    """One cluster for each bearer of a name."""
    clusters: list[Cluster] = []
    _persons(analysis, [m for m in names if m.kind == "person"], clusters)
    keyed: dict[tuple[str, ...], Cluster] = {}
    for mention in names:
        if mention.kind == "person":
            continue
        if mention.known is not None and mention.known.role == "capital" and stands_for_government(analysis, mention):
            state = known(mention.known.state)
            mention.kind, mention.name, mention.state = "state", mention.known.state, mention.known.state
            mention.rule, mention.known = "capital for government", state
        key = body_key(mention.known.name if mention.known else mention.name)
        if not key:
            continue
        cluster = keyed.get(key)
        if cluster is None:
            cluster = keyed[key] = Cluster(mention.kind)
            clusters.append(cluster)
        cluster.add(mention)
    return _abbreviated(analysis, clusters)


def _persons(analysis: Analysis, mentions: list[Mention], clusters: list[Cluster]) -> None:
    keys: list[tuple[tuple[str, ...], Cluster]] = []
    lasts = {key[-1] for m in mentions if (key := person_key(m.name))}
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        key = person_key(mention.name)
        if not key:
            continue
        if key[-1].endswith("s") and key[-1][:-1] in lasts:
            key = (*key[:-1], key[-1][:-1])
        fits = [
            (long, cluster)
            for variant in _variants(key)
            for long, cluster in keys
            if _within(variant, long) and not _at_odds(mention, cluster) and _spelled(mention, variant, long, cluster)
        ]
        # Bearers of one surname: the one named last before this place, else the first one named.
        best = max(fits, key=lambda f: (f[0] == key, f[1].named_before(mention.first)), default=None)
        if best is not None:
            best[1].add(mention)
            continue
        cluster = Cluster("person")
        cluster.add(mention)
        keys.append(
            (_variants(key)[0] if len(key) > 1 or not _genitive(analysis, mention) else _variants(key)[-1], cluster)
        )
        clusters.append(cluster)


def _spelled(mention: Mention, key: tuple[str, ...], long: tuple[str, ...], cluster: Cluster) -> bool:
    """Whether a first name alone has the accents that the full name has: Raúl is not Raul Weber."""
    if len(key) > 1 or key == long[-1:]:
        return True
    first = {m.name.split()[0].casefold() for m in cluster.mentions if m.name.strip()}
    return any(mention.name.casefold() in (form, f"{form}s", f"{form}'") for form in first)


def _genitive(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name in -s is a genitive: its case says so, or a noun follows at once."""
    return analysis.feat(mention.last - 1, "Case") == "Gen" and mention.name.endswith("s")


def _at_odds(mention: Mention, cluster: Cluster) -> bool:
    return bool(mention.gender and cluster.gender and mention.gender != cluster.gender) and mention.rule != "carried"


def stands_for_government(analysis: Analysis, mention: Mention) -> bool:
    """Whether a capital is named for its government: it acts, or one talks with it (Washington verhandelt)."""
    token, low = mention.first, sentence_start(analysis, mention.first)
    before = analysis.forms[token - 1].lower() if token > low else ""
    if analysis.labels[token].startswith("nsubj") and analysis.labels[token] != "nsubj:pass":
        head = analysis.heads[token]
        return head >= 0 and (analysis.lemmas[head] in _ACTING) and before not in ("in", "aus", "nach", "bei", "stadt")
    if before in ("mit", "zu", "zwischen"):
        near = analysis.forms[max(low, token - 5) : token + 5]
        return any(_TALKS.search(form) for form in near)
    return False


def _abbreviated(analysis: Analysis, clusters: list[Cluster]) -> list[Cluster]:
    """Joins `Long Name (LN)` and `LN (Long Name)`; a party in brackets after a person stays by itself."""
    by_first = {m.first: c for c in clusters for m in c.mentions if m.sort == "name"}
    by_last = {m.last: c for c in clusters for m in c.mentions if m.sort == "name"}
    for last, cluster in sorted(by_last.items()):
        place = last
        if place < len(analysis) and analysis.forms[place] in OPENING:
            place += 1
        if (
            place + 2 >= len(analysis)
            or analysis.forms[place] != "("
            or cluster.kind not in ("organisation", "state", "place")
        ):
            continue
        other = by_first.get(place + 1)
        if other is None or other is cluster or other.kind not in ("organisation", "place"):
            continue
        inner = next(m for m in other.mentions if m.first == place + 1)
        if inner.last >= len(analysis) or analysis.forms[inner.last] != ")":
            continue
        if cluster.kind == "place" and inner.rule != "bracket":
            continue
        if cluster.kind in ("place", "state") and not _initials(inner.name, analysis.span(0, last).of(analysis.text)):
            continue
        cluster.kind = "organisation" if cluster.kind == "place" else cluster.kind
        for mention in other.mentions:
            cluster.add(mention)
            by_first[mention.first] = cluster
        if other in clusters:
            clusters.remove(other)
    return clusters


def _initials(short: str, before: str) -> bool:
    letters = "".join(w[0] for w in re.findall(r"\w+", before)[-len(short) :])
    return letters.casefold() == short.casefold()


def attach_titles(analysis: Analysis, clusters: list[Cluster], descriptions: list[Mention]) -> set[int]:
    """Gives titles and appositions to the persons they belong to; returns the tokens of those given."""
    by_token = {m.first: m for m in descriptions}
    given: set[int] = set()
    bearers = [(m, c) for c in clusters if c.kind == "person" for m in c.mentions if m.sort == "name"]
    starts = {name.first for name, _ in bearers}
    for name, cluster in sorted(bearers, key=lambda b: b[0].first):
        for token in [*titles_before(analysis, name, by_token), *appositions_after(analysis, name, by_token, starts)]:
            if token in given:
                continue
            title = by_token[token]
            title.kind, title.sort, title.number = "person", "title", "Sing"
            cluster.add(title)
            given.add(token)
            if title.noun is not None:
                cluster.roles.append((title.noun, title.state))
                cluster.heads.add(title.noun.lemma)
                cluster.gender = cluster.gender or title.noun.gender
    return given


def _role(by_token: dict[int, Mention], token: int) -> Mention | None:
    mention = by_token.get(token)
    if mention is None or mention.noun is None or mention.noun.kind not in ("office", "person"):
        return None
    return mention if mention.noun.number != "Plur" else None


def titles_before(analysis: Analysis, name: Mention, by_token: dict[int, Mention]) -> list[int]:
    """Title nouns before a name: `Präsident X`, `Exvize und Chefin X`, `der Sprecher der Partei, X`."""
    low, place = sentence_start(analysis, name.first), name.first - 1
    forms = analysis.forms
    while place >= low and (forms[place] in OPENING or forms[place] in _DEGREES):
        place -= 1
    if place < low:
        return []
    found: list[int] = []
    while place >= low and _role(by_token, place) is not None:
        found.append(place)
        place -= 2 if place - 1 >= low and forms[place - 1] in ("und", "sowie") and _role(by_token, place - 2) else 1
    college = bool(found) and _COLLEGE.search(by_token[found[-1]].name) is not None
    if college and place > low and forms[place] == "des" and _role(by_token, place - 1) is not None:
        return [place - 1]
    if found and (place < low or forms[place] != ","):
        return found
    if forms[place].lower() in PREPOSITIONS or forms[place].lower() in ARTICLES:
        return []
    comma = forms[place] == ","
    if comma:
        place -= 1
        if _role(by_token, place) is not None and not by_token[place].definite:
            paired = forms[place - 1] in ("und", "sowie") and _role(by_token, place - 2) is not None
            return [*found, place, place - 2] if paired and by_token[place - 2].definite else found
    elif name.last - name.first == 1 and noun(forms[place]) is not None and not _role(by_token, place):
        return []  # `der Sprecher der Regierung Mool`: the name may be the body's
    for token in range(place, max(low - 1, place - 12), -1):
        if (
            forms[token] in (",", ";", ":", ".")
            or analysis.tags[token] in VERBAL
            or forms[token] in ("und", "als", "dass")
        ):
            break
        if token == place and comma and forms[token - 1].lower() == "des" and token - 2 >= low:
            # *der Sohn des Ministers, Jo Hals*: a name behind the comma is that of the one spoken of first
            head = by_token.get(token - 2)
            if head is not None and head.noun is not None and head.noun.kind in ("office", "person", "group"):
                return [*found, token - 2] if _role(by_token, token - 2) is not None else found
        if _role(by_token, token) is not None and (token < place or comma):
            if (token == place and not found) or _links(analysis, token):
                return [*found, token]
            break
    return found


def _coordinated(analysis: Analysis, place: int, by_token: dict[int, Mention], starts: set[int]) -> list[int]:
    """A second role after the first and what belongs to it: `Sprecher der Werft und Ratsmitglied`."""
    for token in range(place, min(place + 7, len(analysis) - 2)):
        if analysis.forms[token] in (",", ".", ";", ":") or analysis.tags[token] in VERBAL or token in starts:
            break
        if analysis.forms[token] in ("und", "sowie"):
            follows = _role(by_token, token + 1) is not None and token + 2 not in starts
            return [token + 1] if follows else []
    return []


def _links(analysis: Analysis, token: int) -> bool:
    """Whether a genitive, a preposition or a name goes with the noun at a token (`Chef der Werft`)."""
    following = analysis.forms[token + 1].lower()
    return (
        following in ("der", "des", "von", "vom", "für", "in", "im", "beim", "bei")
        or analysis.forms[token + 1][:1].isupper()
    )


def appositions_after(analysis: Analysis, name: Mention, by_token: dict[int, Mention], starts: set[int]) -> list[int]:
    """Role nouns after a name and a comma: `X, seit Sonntag Präsidentin …`, `X, der Sprecher …`.

    `starts` are the first tokens of persons' names: a noun right before one is that person's title.
    """
    forms, place = analysis.forms, name.last
    while place < len(forms) and (forms[place] in OPENING):
        place += 1
    if place < len(forms) and forms[place] == "(":
        closing = next((t for t in range(place, min(place + 6, len(forms))) if forms[t] == ")"), None)
        place = closing + 1 if closing is not None else place
    if place >= len(forms) or forms[place] != "," or analysis.sentence_of[place] != analysis.sentence_of[name.first]:
        return []
    found: list[int] = []
    if forms[min(place + 1, len(forms) - 1)] in ("und", "aber", "oder", "doch", "denn", "sowie"):
        return []
    for token in range(place + 1, min(place + 10, len(forms))):
        form = forms[token]
        if form in (",", ";", ":", "(", ".") or analysis.tags[token] in VERBAL or form in _NO_APPOSITION:
            break
        if _role(by_token, token) is not None:
            if token + 1 not in starts:
                found.append(token)
            found += _coordinated(analysis, token + 1, by_token, starts)
            break
        if form in ("deren", "dessen", "dem", "den") and token == place + 1 and analysis.tags[token] == "PRON":
            break
    return found
