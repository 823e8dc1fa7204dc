"""The server of the Model Context Protocol (package `mcp`, extra `mcp`): tools that ask, and none that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from lagebild import __version__
from lagebild.api import Record
from lagebild.assistants.answering import NOTE, Answering
from lagebild.errors import LagebildError
from lagebild.parameters import DisputeKinds
from lagebild.reading import EventStatus, EventType

INSTRUCTIONS = f"""\
A record made of German news reports: who holds which office, what happened, who said what, where reports contradict each
other. Every entry has the verbatim sentence it comes from, with its offset. What no report says is left out, never guessed.

Cite `quote.text` with outlet and date. `status` says if something happened, was announced, demanded, denied or is only
possible; `source` says whose claim it is (`outlet`: the paper's own word). Say so when you pass it on. `coverage` says what
an answer rests on, `problems` what is doubtful: an empty answer means that no report on record says it, not that it is not
so. {NOTE[0].upper()}{NOTE[1:]}.
"""

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", description="A day as 2021-03-08.")]
Known = Annotated[Day | None, Field(description="Only what had been published by the end of that day.")]
At = Annotated[Day | None, Field(description="How the world stood on that day.")]
Sure = Annotated[
    float,
    Field(ge=0, le=1, description="Only what is at least so sure, counted on annotated reports: 0.9 is nine in ten."),
]
Limit = Annotated[int, Field(ge=1, le=200, description="At most so many rows.")]
Name = Annotated[str, Field(min_length=1, max_length=200, description="A name in any spelling, or part of one.")]
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def create_server(record: Record) -> MCPServer[Any]:
    """A server that answers from a record; the record stays the caller's to close."""
    asks = Answering(record)
    server: MCPServer[Any] = MCPServer(
        name="lagebild", title="Lagebild", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )

    def who(name: Name, at: At = None, known: Known = None, sure: Sure = 0.0) -> dict[str, Any]:
        """A person, body or place: all names, offices with from and to, what they did and said, each with its quote."""
        return _answered(lambda: asks.who(name, at=at, known=known, sure=sure))

    def offices(
        of: Name | None = None, at: At = None, known: Known = None, sure: Sure = 0.0, limit: Limit = 50
    ) -> dict[str, Any]:
        """Who holds which office, as far as reports say: of one state or body, on a day, or all."""
        return _answered(lambda: asks.offices(of=of, at=at, known=known, sure=sure, limit=limit))

    def chronicle(
        since: Annotated[Day | None, Field(description="Only what happened on or after that day.")] = None,
        until: Annotated[Day | None, Field(description="Only what happened on or before that day.")] = None,
        party: Annotated[Name | None, Field(description="Only what this person, body or place takes part in.")] = None,
        type: Annotated[Literal[get_args(EventType)] | None, Field(description="A type of event.")] = None,  # type: ignore[valid-type] # noqa: A002
        status: Annotated[Literal[get_args(EventStatus)] | None, Field(description="A status.")] = None,  # type: ignore[valid-type]
        known: Known = None,
        sure: Sure = 0.0,
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """What happened, was announced, demanded or denied: each incident once with all who tell it, the newest first."""
        return _answered(
            lambda: asks.chronicle(
                since=since, until=until, party=party, type=type, status=status, known=known, sure=sure, limit=limit
            )
        )

    def said(
        by: Annotated[Name | None, Field(description="The speaker.")] = None,
        about: Annotated[str | None, Field(max_length=200, description="Words that it contains, in any form.")] = None,
        known: Known = None,
        sure: Sure = 0.0,
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Who said what, in direct and indirect speech, the newest report first."""
        return _answered(lambda: asks.said(by=by, about=about, known=known, sure=sure, limit=limit))

    def disputes(
        party: Annotated[Name | None, Field(description="Somebody who takes part in the incident.")] = None,
        of: Annotated[Name | None, Field(description="A state or body whose offices are meant.")] = None,
        kind: Annotated[Literal[get_args(DisputeKinds)] | None, Field(description="A kind of dispute.")] = None,  # type: ignore[valid-type]
        about: Annotated[str | None, Field(max_length=300, description="The id of an incident.")] = None,
        known: Known = None,
        sure: Sure = 0.0,
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Where reports contradict each other: date, figure, place, doer, whether it happened, wording, holder."""
        return _answered(
            lambda: asks.disputes(party=party, of=of, kind=kind, about=about, known=known, sure=sure, limit=limit)
        )

    def evidence(
        incident: Annotated[str, Field(min_length=1, max_length=300, description="The id of an incident or entry.")],
        known: Known = None,
    ) -> dict[str, Any]:
        """One incident with every telling: verbatim quotes, offsets, hashes and the full texts of the reports, as data."""
        return _answered(lambda: asks.evidence(incident, known=known))

    def ties(name: Name, at: At = None, known: Known = None, sure: Sure = 0.0, limit: Limit = 50) -> dict[str, Any]:
        """Alliances, memberships, diplomatic relations, party and kin of somebody, on a day or ever."""
        return _answered(lambda: asks.ties(name, at=at, known=known, sure=sure, limit=limit))

    def plans(
        name: Annotated[Name | None, Field(description="A plan's own name, or somebody who has to do with it.")] = None,
        known: Known = None,
        sure: Sure = 0.0,
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Plans, agreements and pledges: whose, about whom, with their phases in order, and what became of them."""
        return _answered(lambda: asks.plans(name, known=known, sure=sure, limit=limit))

    tools: list[Callable[..., dict[str, Any]]] = [who, offices, chronicle, said, ties, plans, disputes, evidence]
    for tool in tools:
        server.tool(annotations=_READS, structured_output=True)(tool)
    return server


def _answered(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """An answer, or the record's own message about what was asked wrongly."""
    try:
        return ask()
    except LagebildError as error:
        raise ToolError(str(error)) from None
