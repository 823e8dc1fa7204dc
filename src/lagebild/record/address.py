"""Web addresses of reports, written one way: two addresses of one report are equal."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid twclid mc_cid mc_eid wt_mc wt_zmc wtmc at_medium at_campaign "
    "at_custom1 at_custom2 cmpid cmp xtor sara_ecid sara_icid".split()
)
_TRACKING_BEGINS = ("utm_", "pk_", "mtm_", "hsa_")
_PORTS = ("", "80", "443")


def address(url: str | None) -> str | None:
    """A report's address without what does not tell reports apart; None if it names no report.

    Left out are http or https, `www.`, case and port of the host, a slash at the end, the fragment, the order of
    parameters, and parameters that only track readers (`utm_source`, `fbclid` …). An address without path and parameters
    is a paper's front page, which many reports may name. What is no web address (`urn:newsml:…`) is kept as it is.
    """
    text = (url or "").strip()
    if not text:
        return None
    if "://" not in text and not text.startswith("//"):
        if ":" in text.partition("/")[0] or "." not in text.partition("/")[0]:
            return text
        text = f"//{text}"
    try:
        parts = urlsplit(text)
        host = _host(parts.hostname or "")
        port = "" if str(parts.port or "") in _PORTS else f":{parts.port}"
    except ValueError:
        return text
    if parts.scheme not in ("", "http", "https"):
        return text
    asked = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name.casefold())
    )
    path = parts.path.rstrip("/")
    place = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""  # some old sites name their pages there
    if not path and not asked and not place:
        return None
    return f"{host}{port}{_escaped(path)}{f'?{urlencode(asked)}' if asked else ''}{place}"


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_BEGINS)


def _host(name: str) -> str:
    plain = name.casefold().rstrip(".").removeprefix("www.")
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def _escaped(path: str) -> str:
    """A path whose escapes are written one way: `%c3%bc`, `%C3%BC` and `ü` are one letter."""
    return quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
