"""A reading as a TimeML 1.2.1 document: its times as TIMEX3 tags inside `<TEXT>`, its date as `<DCT>`."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from lagebild.reading import Reading, Time

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def to_timeml(reading: Reading) -> str:
    """One TimeML document, well-formed XML 1.0.

    The content of `<TEXT>` is the reading's text; only characters that XML 1.0 cannot hold (control characters, lone
    surrogates) become U+FFFD, so that offsets stay. A reading without a date has an empty `<DCT>`.
    """
    times = sorted(reading.times, key=lambda t: (t.start, t.end))
    body, position = [], 0
    for number, time in enumerate(times, start=1):
        if time.start < position:
            continue
        body.append(_content(reading.text[position : time.start]))
        body.append(_tag(time, number) + _content(reading.text[time.start : time.end]) + "</TIMEX3>")
        position = time.end
    body.append(_content(reading.text[position:]))
    day = (reading.published or "")[:10]
    stamp = (
        f'<TIMEX3 tid="t0" type="DATE" value={quoteattr(day)} functionInDocument="CREATION_TIME">{escape(day)}</TIMEX3>'
        if day
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
        f"<DOCID>{_content(reading.id)}</DOCID>\n<DCT>{stamp}</DCT>\n"
        + (f"<TITLE>{_content(reading.title)}</TITLE>\n" if reading.title else "")
        + f"<TEXT>{''.join(body)}</TEXT>\n</TimeML>\n"
    )


def _content(text: str) -> str:
    """Text as XML content; a carriage return becomes a reference, because parsers turn a bare one into a newline.

    So does what a terminal would obey: C1 controls and signs that turn the direction of reading.
    """
    content = escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})
    return _OBEYED.sub(lambda sign: f"&#x{ord(sign[0]):X};", content)


def _tag(time: Time, number: int) -> str:
    mod = f" mod={quoteattr(time.mod)}" if time.mod else ""
    return f'<TIMEX3 tid="t{number}" type="{time.type}" value={quoteattr(time.value or "")}{mod}>'
