"""What reports brought that nobody had told before, for a page and as JSON."""

from __future__ import annotations

from typing import Any

from lagebild.export import answers
from lagebild.export.answer_rows import DisputeRow
from lagebild.store.news import News


def shown(news: News) -> dict[str, Any]:
    """What a page shows."""
    return {"news": news, "disputes": _disputes(news)}


def brought(news: News) -> dict[str, Any]:
    """What JSON's readers get: how many reports and incidents, and what is new of each kind."""
    return {
        "reports": news.reports,
        "incidents": news.incidents,
        "newest": news.newest,
        "first_told": [answers.incident(one) for one in news.first_told],
        "told_again": [answers.incident(one) for one in news.told_again],
        "offices": [answers.tenure(one) for one in news.offices],
        "disputes": _disputes(news),
    }


def _disputes(news: News) -> list[DisputeRow]:
    return [
        *(answers.dispute_of_incident(*pair) for pair in news.disputes),
        *(answers.dispute(one) for one in news.contested),
    ]
