"""How the pages put what outlets say: headlines with the word for the deed, claims by value, the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lagebild.export.answer_rows import ClaimRow
from lagebild.record.incidents import Incident
from lagebild.record.side_by_side import Answer, Quoted
from lagebild.web.overlay import marked


def words_for(question: str, answer: Answer, said: Quoted) -> str:
    """The words of a sentence to mark as an answer: the name or count if it stands there, else the word for the deed."""
    value = str(answer.value)
    if question in ("what", "when", "status", "words") or not re.search(
        rf"(?<!\w){re.escape(value)}(?!\w)", said.sentence
    ):
        return said.trigger
    return value


def headline(incident: Incident) -> list[tuple[str, bool]]:
    """The headline of an incident in pieces; True are the words for the deed."""
    best = (t for t in incident.tellings if (t.gist, t.headline) == (incident.gist, incident.headline))
    trigger = next((telling.trigger for telling in best), "")
    return marked(incident.headline, trigger) if trigger else [(incident.headline, False)]


def reported(incident: Incident) -> str | None:
    """The day of the first report that tells of an incident (ISO date); None if no report has one."""
    return min((told.published[:10] for told in incident.evidence if told.published), default=None)


def by_value(claims: Iterable[ClaimRow]) -> list[tuple[str, list[ClaimRow]]]:
    """The claims of a dispute, those with one value together, in their order."""
    found: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        found.setdefault(claim.value, []).append(claim)
    return list(found.items())
