"""The name of an entity: its fullest form in the report, in the nominative."""

from __future__ import annotations

import re

from lagebild.analysis import Analysis
from lagebild.annotate.entities.aliases import ALIAS
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention
from lagebild.lexicon.gazetteer import adjective_place, folded
from lagebild.lexicon.nouns import noun, thing_gender

_ADJECTIVE = re.compile(r"([A-ZÄÖÜ][\w-]*[a-zäöüß])(en|er|es|em|e)$")
_MASCULINE = re.compile(
    r"(rat|hof|ausschuss|verband|bund|fonds|dienst|kongress|senat|konzern|verein|club|klub)(e?s)?$", re.I
)
_FEMININE = re.compile(
    r"(partei|union|front|liga|republik|welt|börse|armee|kraft|koalition|bank|bahn|post|zeitung)$", re.I
)
_ENDINGS = {"m": "er", "f": "e", "n": "es"}


def name_of(analysis: Analysis, cluster: Cluster) -> str:
    """The standing name of a cluster."""
    every = [m for m in cluster.mentions if m.sort == "name"]
    names = [m for m in every if m.rule != ALIAS] or every
    small = [m for m in cluster.mentions if m.sort in ("adjective", "part")]
    for mention in [*names, *small]:
        if cluster.kind == "state" and mention.known is not None:
            return mention.known.name
    if names:
        candidates = [nominative(analysis, m, names) for m in names]
        return max(candidates, key=lambda n: (len(n.split()) if cluster.kind == "person" else not n.isupper(), len(n)))
    if small:
        return small[0].name
    described = [m for m in cluster.mentions if m.sort in ("description", "title")]
    return max((m.name for m in described), key=len, default="")


def nominative(analysis: Analysis, mention: Mention, others: list[Mention]) -> str:
    """A name without the endings that its case gave it."""
    if mention.known is not None:
        return mention.known.name
    name = mention.name.rstrip("'’`´")
    if name != mention.name:
        return name
    if name.endswith("s") and len(name) > 3:
        bare = name[:-1].rstrip("’'")
        same = {folded(w) for o in others if o is not mention for w in o.name.split()}
        last = bare.split()[-1]
        if folded(last) in same and folded(name.split()[-1]) not in same:
            return bare
        if name[-2:] in ("’s", "'s") or (mention.kind == "place" and _follows_its_noun(analysis, mention)):
            return bare
        if (
            analysis.feat(mention.last - 1, "Case") == "Gen"
            and mention.kind != "person"
            and _weak_before(analysis, mention)
        ):
            known_noun = noun(name.split()[-1])
            words = name.split()[:-1]
            return _strong(" ".join([*words, known_noun.base]) if known_noun and words else bare)
    return _strong(name)


def _follows_its_noun(analysis: Analysis, mention: Mention) -> bool:
    """Whether a name of one word in -s is the genitive of the noun right before it (`die Hauptstadt Kalmariens`).

    A name that itself ends in -s has an apostrophe there or stands with *von* (Rat für deutsche Rechtschreibung, § 96).
    """
    token = mention.first
    return (
        mention.last == token + 1
        and analysis.sentence_of[token - 1 : token] == (analysis.sentence_of[token],)
        and analysis.tags[token - 1] == "NOUN"
        and analysis.labels[token] == "nmod"
        and analysis.feat(token, "Case") == "Gen"
    )


def _weak_before(analysis: Analysis, mention: Mention) -> bool:
    before = analysis.forms[mention.first - 1].lower() if mention.first else ""
    return before in ("des", "eines", "dieses")


def _strong(name: str) -> str:
    """`Ständigen Kommission` gives `Ständige Kommission`; names without an adjective in capitals stay."""
    words = name.split()
    lead = 0
    while lead < len(words) - 1 and _ADJECTIVE.match(words[lead]):
        here = noun(words[lead])
        if here is not None and not here.adjectival:
            break
        lead += 1
    ending = _ENDINGS.get(_gender(words[lead]), "") if lead else ""
    if not ending or not all(_ADJECTIVE.match(word) and _inflected(word) for word in words[:lead]):
        return name
    return " ".join([*(_ADJECTIVE.sub(rf"\g<1>{ending}", word) for word in words[:lead]), *words[lead:]])


def _inflected(word: str) -> bool:
    """Whether a word is an adjective and no name in -er (`Berliner Rundfunk`) or other name (`Hansen Bank`)."""
    return adjective_place(word) is None and word.endswith(("en", "e", "es", "em", "scher"))


def _gender(head: str) -> str:
    return "m" if _MASCULINE.search(head) else "f" if _FEMININE.search(head) else thing_gender(head)
