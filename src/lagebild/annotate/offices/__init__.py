"""Who holds which office: each place where a report ties a named person to an office, a rank or a function.

Three ways to say it are read: a title beside a name (`Außenministerin X`, `X, Sprecher der Werft`), a sentence that
gives somebody an office (`X ist …`, `X wurde zum … gewählt`), and one that ends it (`X trat als … zurück`). A title
that merely takes up somebody named before (`der Präsident`) is none.
"""

from __future__ import annotations

import re

import msgspec

from lagebild.annotate.offices.bodies import Setting, body_of, inherits, may_lend, possessor
from lagebild.annotate.offices.sentences import Claim, claims
from lagebild.annotate.offices.titles import Title, modifiers, office_noun, status_around, title_at
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.lexicon.nouns import feminine_of
from lagebild.reading import Entity, Office

_FARTHEST = 14


def annotate(text: Text) -> tuple[Office, ...]:
    """The offices of a report, in the order of the text; needs its entities, and its times for from and to."""
    setting = Setting(text)
    found: list[tuple[Office, Title, int]] = []
    for entity in text.reading.entities:
        if entity.kind != "person" or not entity.name_spans:
            continue
        for token, name in _titles(text, entity):
            made = _beside(text, entity, token, name)
            if made is not None:
                found.append((*made, token))
    taken = {token for _, _, token in found}
    for claim in claims(text):
        if claim.token not in taken:
            taken.add(claim.token)
            found.append((*_claimed(text, claim), claim.token))
    found.sort(key=lambda f: (f[0].start, f[0].end))
    return tuple(_inherit(text, setting, found))


def gender_of(entity: Entity) -> str:
    """A person's gender by the first name, empty where it does not tell."""
    words = entity.name.split()
    return (first_name_gender(words[0]) or "") if len(words) > 1 else ""


def _titles(text: Text, entity: Entity) -> list[tuple[int, tuple[int, int]]]:
    """Title tokens of a person that stand beside one of the person's names, with the tokens of that name."""
    analysis = text.analysis
    found = []
    names = text.person_names(entity)
    for span in entity.mentions:
        if span in entity.name_spans:
            continue
        token = text.tokens(span)[0]
        beside = [n for n in names if _adjacent(text, entity, token, n)]
        if beside:
            found.append((token, min(beside, key=lambda n: abs(n[0] - token))))
    return [f for f in found if analysis.sentence_of[f[0]] == analysis.sentence_of[f[1][0]]]


def _adjacent(text: Text, entity: Entity, token: int, name: tuple[int, int]) -> bool:
    """Whether nothing but the title's own words stands between a title and a name."""
    analysis = text.analysis
    if analysis.sentence_of[token] != analysis.sentence_of[name[0]]:
        return False
    low, high = (token + 1, name[0]) if token < name[0] else (name[1], token)
    if high - low > _FARTHEST or any(analysis.tags[t] == "AUX" for t in range(low, high)):
        return False
    if any(t in text.names and text.names[t][0].kind == "person" for t in range(low, high)):
        return False
    if token < name[0]:
        while high > low and (
            analysis.forms[high - 1] in ("Dr.", "Prof.", "Dr", "Prof")
            or any(e is entity for e, _ in text.others.get(high - 1, ()))
        ):
            high -= 1
    forms = analysis.forms[low:high]
    if token > name[0]:
        if any(analysis.tags[t] == "SCONJ" for t in range(low, high)):
            return False
        return bool(forms) and (forms[0] == "," or (forms[0] == "(" and "," in forms))
    if "," in forms[:-1]:
        return False
    verbs = [t for t in range(low, high) if analysis.tags[t] == "VERB"]
    return not verbs


def _beside(text: Text, entity: Entity, token: int, name: tuple[int, int]) -> tuple[Office, Title] | None:
    analysis = text.analysis
    part = text.part_of(token)
    cut = part[1].end - analysis.starts[token] if part is not None else 0
    title = title_at(analysis, token, cut, gender_of(entity))
    if title is None:
        return None
    if token < name[0] and _imagined(text, token, name[0]):
        return None
    last = name[1] - 1 if name[0] > token else token
    status = status_around(analysis, token, token + 3 if name[0] < token else token, title.status)
    body = body_of(text, title, token, name)
    since, until = _dates(text, token, name)
    if until is not None and status == "holds":
        status = "former"
    start = analysis.starts[min(token, name[0])]
    office = Office(
        person=entity.id,
        title=title.name,
        of=body.id if body is not None else None,
        status=status,
        since=since,
        until=until,
        start=start,
        end=analysis.ends[max(last, token, name[1] - 1)],
        because={"title": "title beside name" if name[0] > token else "apposition"},
    )
    return office, title


def _imagined(text: Text, token: int, name: int) -> bool:
    """Whether a title right before a name has the indefinite article: *unter einem Kanzler Hals* there is none yet."""
    analysis = text.analysis
    place = token - 1
    while place >= 0 and analysis.tags[place] == "ADJ":
        place -= 1
    return (
        name == token + 1 and place >= 0 and re.fullmatch(r"ein(e[rmns]?)?", analysis.forms[place].lower()) is not None
    )


def _dates(text: Text, token: int, name: tuple[int, int]) -> tuple[str | None, str | None]:
    """From and to, as the title's own words say them (`seit Sonntag`, `bis 2009`, `am Montag zurückgetretenen`)."""
    analysis = text.analysis
    words = modifiers(analysis, token)
    first = min(words, default=token)
    if name[0] < token:
        first = max(first, name[1])
    since = until = None
    for place, _, value in text.dates(first, token):
        before = [form.lower() for form in analysis.forms[max(first, place - 2) : place]]
        if "seit" in before:
            since = value
        elif "bis" in before or any(f.startswith("zurückgetreten") for f in analysis.forms[place:token]):
            until = value
    return since, until


def _claimed(text: Text, claim: Claim) -> tuple[Office, Title]:
    analysis = text.analysis
    body = body_of(text, claim.title, claim.token, claim.name)
    office = Office(
        person=claim.person.id,
        title=claim.title.name,
        of=body.id if body is not None else None,
        status=claim.status,
        since=claim.since,
        until=claim.until,
        start=analysis.starts[min(claim.token, claim.name[0])],
        end=analysis.ends[max(claim.token, claim.name[1] - 1)],
        because={"title": claim.rule},
    )
    return office, claim.title


def _inherit(text: Text, setting: Setting, found: list[tuple[Office, Title, int]]) -> list[Office]:
    """Fills the state of a state's office from the person's other offices, the possessor, or the report's setting."""
    offices: list[Office] = []
    states = {
        office.person: office.of
        for office, title, _ in reversed(found)
        if office.of is not None and inherits(title) and text.entities[office.of].kind in ("state", "place")
    }
    holders: dict[tuple[str | None, str], str] = {
        (o.of, t.noun.lemma): o.person for o, t, _ in found if o.of is not None and o.status == "holds"
    }
    for office, title, token in found:
        if title.noun.lemma == "Amtskollege" and offices:
            office = _like(office, title, offices[-1])  # noqa: PLW2901
        if office.of is not None or not inherits(title):
            offices.append(office)
            continue
        owner = possessor(text, token)
        body: str | None = None
        if owner is not None:
            body = owner.id if owner.kind == "state" else states.get(owner.id)
        body = body or states.get(office.person)
        if body is None and title.noun.lemma != "Stellvertreter" and owner is None:
            state = setting.near(token) or setting.main()
            body = state.id if state is not None and may_lend(state, title) else None
            # A state has one president at a time: who is named beside the known one is another state's.
            if office.status == "holds" and holders.get((body, title.noun.lemma), office.person) != office.person:
                body = None
        if body is not None:
            states.setdefault(office.person, body)
            if office.status == "holds":
                holders.setdefault((body, title.noun.lemma), office.person)
        offices.append(msgspec.structs.replace(office, of=body))
    return offices


def _like(office: Office, title: Title, former: Office) -> Office:
    """`sein Amtskollege`: the same office as the one just read, in the bearer's gender."""
    here = office_noun(former.title.split()[-1])
    if here is None:
        return office
    name = feminine_of(here.lemma, "") if title.noun.gender == "f" else here.lemma
    return msgspec.structs.replace(office, title=name)
