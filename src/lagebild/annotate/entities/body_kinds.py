"""What kind of body a cluster of mentions is: a company, a court, a party."""

from __future__ import annotations

from lagebild.annotate.entities.cluster import Cluster
from lagebild.lexicon.body_kinds import kinds_by_lemma, kinds_by_name, kinds_by_noun
from lagebild.lexicon.nouns import noun


def kinds_of(cluster: Cluster) -> frozenset[str]:
    """The kinds that a body may be of: by its known name, else by what it is called; empty if nothing tells."""
    names = {m.known.name if m.known is not None else m.name for m in cluster.mentions if m.sort == "name"}
    known = frozenset(kind for name in names for kind in kinds_by_name(name))
    if known:
        return known
    called = [here for word in cluster.name_words if (here := noun(word)) is not None]
    nouns = frozenset(kind for here in called for kind in kinds_by_noun(here))
    return nouns | frozenset(kind for head in cluster.heads for kind in kinds_by_lemma(head))
