"""Who and what a report speaks of: every mention of a person, body, state, place or group, joined to one entity.

First all names are found (`names`) and joined (`bearers`, `aliases`), then titles and appositions are given to their
bearers (`titles`), then adjectives and parts of compounds (`small`), descriptions (`join`) and pronouns (`pronouns`)
are joined left to right. What fits nobody clearly becomes an entity of its own, named as the report describes it.
"""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.entities.aliases import join_aliases
from lagebild.annotate.entities.bearers import cluster_names
from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.compounds import find_parts
from lagebild.annotate.entities.descriptions import find_descriptions
from lagebild.annotate.entities.holders import join_forward
from lagebild.annotate.entities.join import join_descriptions
from lagebild.annotate.entities.mention import Mention
from lagebild.annotate.entities.names import find_names
from lagebild.annotate.entities.naming import name_of
from lagebild.annotate.entities.pronouns import join_pronouns
from lagebild.annotate.entities.small import find_adjectives, join_small
from lagebild.annotate.entities.titles import attach_titles
from lagebild.annotate.home import home
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
    small = [*find_adjectives(analysis, taken, names, by_form), *find_parts(analysis, taken, by_form, home=home(text))]
    descriptions = find_descriptions(analysis, taken)
    parts = {m.last - 1: m for m in small if m.sort == "part"}
    for description in descriptions:
        if description.first in parts and not description.state:
            description.state = parts[description.first].name
    given = attach_titles(analysis, clusters, descriptions)
    join_small(clusters, small)
    join_descriptions(text, clusters, [d for d in descriptions if d.first not in given])
    join_forward(clusters)
    join_pronouns(analysis, clusters)
    return _numbered(analysis, clusters)


def _key(analysis: Analysis, mention: Mention) -> str:
    last = analysis.forms[mention.last - 1]
    return last if mention.kind == "person" else analysis.span(mention.first, mention.last).of(analysis.text)


def _numbered(analysis: Analysis, clusters: list[Cluster]) -> tuple[Entity, ...]:
    named = [(min(m.span for m in c.mentions), c, name_of(analysis, c)) for c in clusters if c.mentions]
    return tuple(
        Entity(
            id=f"e{number}",
            kind=cluster.kind,
            name=name,
            mentions=tuple(sorted({m.span for m in cluster.mentions})),
            name_spans=tuple(sorted({m.span for m in cluster.mentions if m.sort == "name"})),
            because={"kind": cluster.kind_rule, "name": rule, "mentions": _joined_by(cluster)},
        )
        for number, (_, cluster, (name, rule)) in enumerate(
            sorted((n for n in named if n[2][0]), key=lambda n: n[0]), start=1
        )
    )


def _joined_by(cluster: Cluster) -> str:
    """The rules that found the mentions of an entity and joined them, in the order of their first use in the text."""
    rules = (rule for m in sorted(cluster.mentions, key=lambda m: m.span) for rule in (m.rule, m.joined) if rule)
    return " + ".join(dict.fromkeys(name for rule in rules for name in rule.split(" + ")))
