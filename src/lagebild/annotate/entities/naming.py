"""The name of an entity: its fullest form in the report, in the nominative."""

from __future__ import annotations

import re

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention
from lagebild.lexicon.gazetteer import folded
from lagebild.lexicon.nouns import noun

_ADJECTIVE = re.compile(r"([A-ZÄÖÜ]\w+(?:sch|lich|ig|isch|end|at|al|iv|ional|ut|roßen|en|t|d|r|n|m))(en|er|es|em)$")
_HEAD_GENDER = re.compile(
    r"(Partei|Union|Front|Bewegung|Bank|Liga|Versammlung|Gemeinschaft|Republik|Föderation|Organisation|"
    r"Kommission|Gesellschaft|Allianz|Zeitung|Armee|Kraft|Koalition|Revolution|Agentur|Behörde)$"
)
_NEUTER = re.compile(r"(Amt|Gericht|Bündnis|Kreuz|Komitee|Parlament|Institut|Ministerium|Forum|Haus)s?$")
_MASCULINE = re.compile(
    r"(?i:Rat|Gerichtshof|Ausschuss|Verband|Bund|Fonds|Dienst|Abschirmdienst|Kongress|Senat|Konzern)e?s?$"
)


def name_of(analysis: Analysis, cluster: Cluster) -> str:
    """The standing name of a cluster."""
    names = [m for m in cluster.mentions if m.sort == "name"]
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
        if name[-2:] in ("’s", "'s"):
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


def _weak_before(analysis: Analysis, mention: Mention) -> bool:
    before = analysis.forms[mention.first - 1].lower() if mention.first else ""
    return before in ("des", "eines", "dieses")


def _strong(name: str) -> str:
    """`Verfassungsgebenden Versammlung` gives `Verfassungsgebende Versammlung`; names without an adjective stay."""
    words = name.split()
    if len(words) < 2 or not (found := _ADJECTIVE.match(words[0])):
        return name
    head = next((w for w in words[1:] if w[:1].isupper() and not _ADJECTIVE.match(w)), words[-1])
    ending = (
        "e" if _HEAD_GENDER.search(head) else "es" if _NEUTER.search(head) else "er" if _MASCULINE.search(head) else ""
    )
    return " ".join([found[1] + ending, *words[1:]]) if ending else name
