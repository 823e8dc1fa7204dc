"""Who says what: direct and indirect speech, with cue and speaker.

Types are those of Petersen-Frey and Biemann (2024): *direct* in quotation marks; *indirect* with a cue (a verb of saying,
`laut`, `so X`); *reported* for a speech act told without its words; *indirect_free_indirect* in the subjunctive without a
cue of its own, carried on from the sentence before. Words in the subjunctive behind a colon are
*indirect*, too. Nothing else is a statement here.
"""

from __future__ import annotations

from lagebild.annotate.statements.carried import carried_on
from lagebild.annotate.statements.chains import cited
from lagebild.annotate.statements.colons import behind_colons
from lagebild.annotate.statements.cue_nouns import by_nouns
from lagebild.annotate.statements.cues import framed, introduced
from lagebild.annotate.statements.headlines import headed
from lagebild.annotate.statements.phrases import according_to
from lagebild.annotate.statements.quotes import left_over, quoted
from lagebild.annotate.statements.reported import reported
from lagebild.annotate.statements.turns import answers
from lagebild.annotate.text import Text
from lagebild.reading import Statement

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Statement, ...]:
    """The statements of a text, in the order of what is said."""
    found = list(introduced(text))
    found += [*by_nouns(text, found), *according_to(text)]
    found, open_ = quoted(text, found)
    found += cited(text, found)
    found += [*answers(text), *headed(text, found)]
    found += list(reported(text, found))
    found = left_over(carried_on(text, behind_colons(text, found)), open_)
    found = [framed(text, statement) for statement in found]
    return tuple(sorted(found, key=lambda s: (s.quote_spans[0], s.quote_spans[-1])))
