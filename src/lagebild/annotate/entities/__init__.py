"""Who and what a report speaks of: every mention of a person, body, state, place or group, joined to one entity.

First all names are found and joined (`names`, `cluster`, `aliases`), then titles and appositions are given to their
bearers, then adjectives and parts of compounds, descriptions and pronouns are joined left to right (`descriptions`,
`join`). What fits nobody clearly becomes an entity of its own, named as the report describes it.
"""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.entities.aliases import join_aliases
from lagebild.annotate.entities.cluster import Cluster, attach_titles, cluster_names
from lagebild.annotate.entities.descriptions import find_adjectives, find_descriptions, find_parts
from lagebild.annotate.entities.join import join_descriptions, join_forward, join_pronouns, join_small
from lagebild.annotate.entities.mention import Mention
from lagebild.annotate.entities.names import find_names
from lagebild.annotate.entities.naming import name_of
from lagebild.annotate.text import Text
from lagebild.reading import Entity


def annotate(text: Text) -> tuple[Entity, ...]:
    """The entities of a report, numbered `e1`, `e2` … in the order of their first mentions."""
    analysis = text.analysis
    names = find_names(analysis)
    taken = {token for m in names for token in range(m.first, m.last)}
    clusters = cluster_names(analysis, names)
    join_aliases(analysis, clusters)
    by_form = {_key(analysis, m): m for m in reversed(names)}
    small = [*find_adjectives(analysis, taken), *find_parts(analysis, taken, by_form)]
    descriptions = find_descriptions(analysis, taken)
    parts = {m.last - 1: m for m in small if m.sort == "part"}
    for description in descriptions:
        if description.first in parts and not description.state:
            description.state = parts[description.first].name
    given = attach_titles(analysis, clusters, descriptions)
    join_small(clusters, small)
    join_descriptions(analysis, clusters, [d for d in descriptions if d.first not in given])
    join_forward(clusters)
    join_pronouns(analysis, clusters)
    return _numbered(analysis, clusters)


def _key(analysis: Analysis, mention: Mention) -> str:
    last = analysis.forms[mention.last - 1]
    return last if mention.kind == "person" else analysis.span(mention.first, mention.last).of(analysis.text)


def _numbered(analysis: Analysis, clusters: list[Cluster]) -> tuple[Entity, ...]:
    named = [
        (min(m.span for m in c.mentions), c, name) for c in clusters if c.mentions and (name := name_of(analysis, c))
    ]
    return tuple(
        Entity(
            id=f"e{number}",
            kind=cluster.kind,
            name=name,
            mentions=tuple(sorted({m.span for m in cluster.mentions})),
            name_spans=tuple(sorted({m.span for m in cluster.mentions if m.sort == "name"})),
            because={"kind": min(cluster.mentions, key=lambda m: m.span).rule},
        )
        for number, (_, cluster, name) in enumerate(sorted(named, key=lambda n: n[0]), start=1)
    )
