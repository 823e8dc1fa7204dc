"""What a web page says of its report: title, date, outlet, address, language, each from the most reliable place that has it.

In this order: schema.org (JSON-LD, then microdata), OpenGraph and other `<meta>`, `<link>`, `<time>`, the address. Nothing is
taken from running text: a date in a report is seldom that of the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from lagebild.sources import dates

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "pubdate", "publish-date", "publishdate",
    "article.published", "last-published",
)  # fmt: skip
_SITE = ("og:site_name", "application-name", "twitter:site:name", "dc.publisher", "dcterms.publisher", "publisher")
_DAY_IN_URL = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d)[/-](?P<day>\d\d)(?=[/_.-]|$)")
_RUN_TOGETHER = re.compile(r"[/_.-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)")
_MOST_LD = 2_000_000
_DEEPEST = 30
_MOST_MARKED = 20
"""So many elements with one mark of schema.org are looked at: in one another, each has all that the next ones have."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of its report. `partial` if it shows only some of it, `body` is the text that schema.org gives."""

    fields: dict[str, object]
    partial: bool = False
    article: bool = False
    body: str = ""


def facts(tree: Any, *, url: str | None = None) -> Facts:
    """The facts of a page; `tree` is its lxml element, `url` the address that it was fetched from, if known."""
    metas = _metas(tree)
    scripts = list(_scripts(tree))
    article = next((item for script in scripts for item in _articles(script)), {})
    address = _address(tree, metas, article, url)
    published = (
        _date(article.get("datePublished") or article.get("dateCreated"))
        or _micro_date(tree)
        or next((d for name in _PUBLISHED if (d := _date(metas.get(name)))), None)
        or _time(tree)
        or _day_of(address)
    )
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    outlet = (
        _name(_meant(article.get("publisher"), scripts))
        or _micro(tree, "publisher")
        or next((metas[name] for name in _SITE if metas.get(name)), None)
        or host
    )
    title = _text(article.get("headline")) or _micro(tree, "headline") or metas.get("og:title") or _title(tree)
    return Facts(
        fields={
            "published": published,
            "title": title,
            "outlet": outlet,
            "url": address,
            "language": _language(tree, metas, article),
        },
        partial=article.get("isAccessibleForFree") in (False, "False", "false", "http://schema.org/False"),
        article=bool(article) or metas.get("og:type") == "article",
        body=_text(article.get("articleBody")),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.casefold(), content)
    return found


def _scripts(tree: Any) -> Iterator[object]:
    for script in tree.iter("script"):
        kind, content = (script.get("type") or "").casefold(), script.text or ""
        if kind.startswith("application/ld+json") and len(content) <= _MOST_LD:
            try:
                yield json.loads(content.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
            except (ValueError, RecursionError):
                continue  # a page with broken metadata is still a page


def _articles(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are articles, in `@graph` and lists, too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _articles(one, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), dict | list):
                yield from _articles(value[name], depth + 1)


def _meant(value: object, scripts: Sequence[object]) -> object:
    """A value of JSON-LD or, if it only points to another object of the page, that object.

    Many blogs have one person as publisher: that is no name of an outlet, and something else on the page may have it.
    """
    if not isinstance(value, dict) or "name" in value or not isinstance(value.get("@id"), str):
        return value
    found = next((one for one in _objects(scripts) if one.get("@id") == value["@id"] and "name" in one), {})
    kinds = found.get("@type")
    return {} if "Person" in (kinds if isinstance(kinds, list) else [kinds]) else found


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """All objects of JSON-LD, the outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    return value.strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _date(value: object) -> str | None:
    """A date in its one form; None for what is none, so that the next place is asked."""
    try:
        return dates.iso(_text(value)) if _text(value) else None
    except ValueError:
        return None


def _marked(tree: Any, name: str) -> Iterator[Any]:
    for element in tree.iter():
        if isinstance(element.tag, str) and name in (element.get("itemprop") or "").split():
            yield element


def _micro(tree: Any, name: str) -> str:
    for element in islice(_marked(tree, name), _MOST_MARKED):
        inner = next(_marked(element, "name"), element) if name == "publisher" else element
        found = inner.get("content") or " ".join(inner.text_content().split())
        if found and len(found) < 300:
            return str(found)
    return ""


def _micro_date(tree: Any) -> str | None:
    for element in islice(_marked(tree, "datePublished"), _MOST_MARKED):
        if found := _date(element.get("datetime") or element.get("content") or element.text_content()):
            return found
    return None


def _time(tree: Any) -> str | None:
    """The date of a `<time>`: one that says it is the publication's, else the first in the article, else an only one."""
    times = list(tree.iter("time"))
    said = [t for t in times if t.get("pubdate") is not None or "publi" in (t.get("class") or "").casefold()]
    inside = [t for t in times if any(a.tag in ("article", "main") for a in t.iterancestors())]
    for element in (*said, *inside[:1], *(times if len(times) == 1 else ())):
        if found := _date(element.get("datetime")) or _date(element.text_content()):
            return found
    return None


def _day_of(address: str | None) -> str | None:
    path = urlsplit(address).path if address else ""
    match = _DAY_IN_URL.search(path) or _RUN_TOGETHER.search(path)
    return _date("-".join(match.group("year", "month", "day"))) if match else None


def _address(tree: Any, metas: dict[str, str], article: dict[str, Any], url: str | None) -> str | None:
    link = next((e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").split()), None)
    for found in (link, metas.get("og:url"), _text(article.get("url")), url):
        try:
            address = urljoin(url or "", found) if found else ""
            if urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname:
                return address
        except ValueError:
            continue
    return None


def _language(tree: Any, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    said = (
        _text(article.get("inLanguage")) or root.get("lang") or metas.get("og:locale") or metas.get("content-language")
    )
    code = re.match(r"[A-Za-z]{2,3}(?=[-_]|$)", said or "")
    return code[0].casefold() if code else None


def _title(tree: Any) -> str | None:
    heads = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    head = next(filter(None, heads), None)
    page = next((" ".join(t.text_content().split()) for t in tree.iter("title")), None)
    return head or page or None
