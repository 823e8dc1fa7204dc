"""Adjectives, parts of compounds, descriptions and pronouns, joined to whom they mean; in doubt they stay apart."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.entities.cluster import Cluster, body_key
from lagebild.annotate.entities.mention import OPENING, VERBAL, Mention, over, sentence_start
from lagebild.lexicon.nouns import noun

_SAME_OFFICE = (
    {"Präsident", "Staatschef", "Staatspräsident", "Staatsoberhaupt", "Bundespräsident"},
    {"Ministerpräsident", "Premierminister", "Premier", "Regierungschef", "Bundeskanzler", "Kanzler"},
    {"Papst", "Kirchenoberhaupt", "Oberhaupt"},
    {"Außenminister", "Chefdiplomat"},
    {"König", "Monarch"},
    {"Parteichef", "Parteivorsitzender", "Vorsitzender", "Chef"},
    {"Bürgermeister", "Oberbürgermeister"},
)
_ANY_PERSON = frozenset(("Politiker", "Mann"))
_ANY_BODY = frozenset(
    (
        "Organisation",
        "Partei",
        "Bewegung",
        "Bündnis",
        "Staatenbündnis",
        "Konzern",
        "Unternehmen",
        "Firma",
        "Zeitung",
        "Sender",
        "Gruppe",
        "Gewerkschaft",
        "Verband",
        "Vereinigung",
        "Agentur",
        "Bank",
    )
)
_COUNTRY = frozenset(("Land", "Staat"))


def join_small(clusters: list[Cluster], mentions: list[Mention]) -> None:
    """Adjectives of states and names inside compounds, each to the entity of that name; a new one where it has none."""
    table: dict[tuple[str, ...], Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            if mention.sort == "name":
                table.setdefault(body_key(mention.known.name if mention.known else mention.name), cluster)
                if cluster.kind == "person":
                    table.setdefault(body_key(mention.name.split()[-1]), cluster)
    for mention in mentions:
        key = body_key(mention.known.name if mention.known else mention.name)
        found = table.get(key)
        if found is None:
            found = table[key] = Cluster(mention.kind)
            clusters.append(found)
        found.add(mention)


def join_descriptions(analysis: Analysis, clusters: list[Cluster], descriptions: list[Mention]) -> None:
    """Descriptions, left to right: to a body in apposition, to whom they take up, else to those described alike."""
    by_first = {m.first: c for c in clusters for m in c.mentions if m.sort == "name"}
    alike: dict[tuple[str, ...], Cluster] = {}
    for mention in sorted(descriptions, key=lambda m: m.first):
        assert mention.noun is not None
        found = _apposition(analysis, mention, by_first) or _taken_up(analysis, mention, clusters)
        key = _key(mention)
        if found is None:
            found = alike.get(key)
        if found is None:
            found = Cluster(mention.kind, number=mention.number, state=mention.state)
            clusters.append(found)
        if not found.named:
            alike.setdefault(key, found)
        found.heads.add(mention.noun.lemma)
        found.add(mention)


def _key(mention: Mention) -> tuple[str, ...]:
    number = mention.number if mention.kind in ("person", "group") else ""
    return (mention.kind, number, *body_key(mention.name))


def _apposition(analysis: Analysis, mention: Mention, by_first: dict[int, Cluster]) -> Cluster | None:
    """`das Bündnis "X"`, `die Zeitung X`, `die Hauptstadt Y`: the name that follows at once."""
    if mention.number == "Plur" or mention.kind not in ("organisation", "place", "group"):
        return None
    place = mention.last
    if mention.kind == "organisation" and (found := _bracketed(analysis, place, by_first)) is not None:
        if analysis.forms[place] == "(" and "-" in mention.name and " " not in mention.name:
            mention.sort = "name"
        return found
    if place < len(analysis) and analysis.forms[place] in OPENING:
        place += 1
    found = by_first.get(place)
    if found is None or analysis.sentence_of[place] != analysis.sentence_of[mention.first]:
        return None
    if found.kind == "place" and mention.kind == "place":
        return found
    if mention.kind in ("organisation", "group") and found.kind in ("organisation", "place"):
        known_place = any(m.known is not None and m.known.kind == "place" for m in found.mentions)
        if known_place:
            return None
        found.kind = "organisation"
        return found
    return None


def _bracketed(analysis: Analysis, place: int, by_first: dict[int, Cluster]) -> Cluster | None:
    """`die Nordmeer-Gemeinschaft (NMG)`, `die Mission im Süden (MIS)`: an abbreviation after a body's noun."""
    forms = analysis.forms
    if forms[place : place + 1] not in (("(",), ("im",), ("in",), ("für",), ("der",), ("des",)):
        return None
    for token in range(place, min(place + 5, len(forms) - 2)):
        if forms[token] == "(":
            found = by_first.get(token + 1)
            short = forms[token + 1].isupper() and forms[token + 2] == ")"
            return found if short and found is not None and found.kind == "organisation" else None
        if not (token == place or forms[token][:1].isupper() or forms[token] in ("der", "des", "für")):
            return None
    return None


def _taken_up(analysis: Analysis, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    assert mention.noun is not None
    if mention.number == "Plur":
        return None
    if mention.kind == "person":
        return _person_meant(analysis, mention, clusters)
    demonstrative = analysis.forms[mention.first - 1].lower().startswith("dies") if mention.first else False
    if not (mention.definite or demonstrative) or " " in mention.name:
        if mention.noun.lemma == "Regierung" and mention.state:
            return _government(mention, clusters, mention.state)
        return None
    if mention.noun.base in _COUNTRY:
        return _country(analysis, mention, clusters)
    if mention.kind == "organisation":
        if mention.noun.base == "Regierung":
            return _government(mention, clusters, "")
        return _body_meant(analysis, mention, clusters) if mention.noun.prefix == "" else None
    return None


def _before(clusters: list[Cluster], token: int) -> list[tuple[int, Cluster]]:
    seen = [(c.last_before(token), c) for c in clusters]
    return sorted(((at, c) for at, c in seen if at >= 0), key=lambda s: -s[0])


def _person_meant(analysis: Analysis, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    here = mention.noun
    before = analysis.forms[mention.first - 1].lower() if mention.first else ""
    if here is None or not (mention.definite or before.startswith("dies")) or _has_genitive(mention):
        return None
    persons = [(at, c) for at, c in _before(clusters, mention.first) if c.kind == "person" and c.named]
    persons = [(at, c) for at, c in persons if mention.gender not in ("m", "f") or c.gender in (mention.gender, "")]
    if here.kind == "office":
        wanted = next((group for group in _SAME_OFFICE if here.lemma in group), {here.lemma})
        fits = [c for _, c in persons if any(_same_role(wanted, here.lemma, r.lemma, r.base) for r, _ in c.roles)]
        if mention.state:
            fits = [c for c in fits if c.state == mention.state or any(s == mention.state for _, s in c.roles)]
        if not fits and analysis.lemmas[mention.first - 1] == "amtierend":
            # an `Amtsinhaber` holds the office that somebody else wants, whichever it is
            fits = [c for _, c in persons if any(r.lemma == "Amtsinhaber" for r, _ in c.roles)]
        return fits[0] if fits and (len(fits) == 1 or mention.state or " " not in mention.name) else None
    if here.lemma in _ANY_PERSON and " " not in mention.name:
        low = analysis.sentence_of[mention.first] - 2
        near = [c for at, c in persons if analysis.sentence_of[at] >= low]
        return near[0] if len(near) == 1 and near[0].gender == mention.gender != "" else None
    fits = [c for _, c in persons if here.lemma in c.heads]
    return fits[0] if len(fits) == 1 else None


def join_forward(clusters: list[Cluster]) -> None:
    """`der Minister` before `Minister X` is named: joined where the text has one such office-holder only."""
    for cluster in [c for c in clusters if c.kind == "person" and not c.named]:
        first = min(cluster.mentions, key=lambda m: m.first)
        here = first.noun
        if here is None or here.kind != "office" or not first.definite or " " in first.name:
            continue
        wanted = next((group for group in _SAME_OFFICE if here.lemma in group), {here.lemma})
        fits = [
            c
            for c in clusters
            if c.kind == "person"
            and c.named
            and any(_same_role(wanted, here.lemma, r.lemma, r.base) and s in ("", first.state) for r, s in c.roles)
            and (first.gender not in ("m", "f") or c.gender in (first.gender, ""))
        ]
        if len(fits) == 1:
            fits[0].mentions += cluster.mentions
            clusters.remove(cluster)


def _same_role(wanted: set[str], lemma: str, role: str, base: str) -> bool:
    return role in wanted or (
        len(lemma) > 4 and (role.lower().endswith(lemma.lower()) or base.lower().endswith(lemma.lower()))
    )


def _has_genitive(mention: Mention) -> bool:
    return " der " in mention.name or " des " in mention.name


def _country(analysis: Analysis, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    """`das Land`: the only state that the sentence so far and the one before name, else the text's main one."""
    states = [(at, c) for at, c in _before(clusters, mention.first) if c.kind == "state" and c.named]
    low = analysis.sentence_of[mention.first] - 1
    near = [c for at, c in states if analysis.sentence_of[at] >= low]
    if len(near) == 1:
        return near[0]
    everywhere = sorted((c for c in clusters if c.kind == "state"), key=lambda c: -len(c.mentions))
    if (
        not near
        and everywhere
        and (len(everywhere) == 1 or len(everywhere[0].mentions) > 2 * len(everywhere[1].mentions))
    ):
        return everywhere[0]
    return None


def _government(mention: Mention, clusters: list[Cluster], state: str) -> Cluster | None:
    """`die Regierung` for the only government that the text has so far; with a state, that state's."""
    others = [
        c
        for _, c in _before(clusters, mention.first)
        if c.kind == "organisation" and c.heads & {"Regierung", "Bundesregierung"}
    ]
    if state:
        return next((c for c in others if c.state == state), None)
    return others[0] if len(others) == 1 else None


def _body_meant(analysis: Analysis, mention: Mention, clusters: list[Cluster]) -> Cluster | None:
    assert mention.noun is not None
    lemma = mention.noun.lemma
    bodies = [(at, c) for at, c in _before(clusters, mention.first) if c.kind == "organisation"]
    described = [c for _, c in bodies if c.named and (lemma in c.heads or _names_itself(c, lemma))]
    if described:
        return described[0] if len(described) == 1 or described[0].last_before(mention.first) > 0 else None
    if lemma not in _ANY_BODY:
        return None
    low = analysis.sentence_of[mention.first] - 1
    near = [c for at, c in bodies if c.named and analysis.sentence_of[at] >= low]
    return near[0] if len(near) == 1 and not near[0].heads and not _of_another_kind(near[0]) else None


def _of_another_kind(cluster: Cluster) -> bool:
    """Whether a body's own name says what it is, so that another noun hardly means it."""
    return any(noun(word) is not None for m in cluster.mentions if m.sort == "name" for word in m.name.split())


def _names_itself(cluster: Cluster, lemma: str) -> bool:
    """Whether a body's name has the noun in it (`Demokratische Partei`) or it is known to be one."""
    role = {"Partei": "party", "Agentur": "agency", "Zeitung": "agency", "Sender": "agency"}.get(lemma)
    return any(
        m.sort == "name"
        and (lemma in m.name.split() or (m.known is not None and role is not None and m.known.role == role))
        for m in cluster.mentions
    )


_PERSONAL = {"er": "m", "ihm": "m", "ihn": "m", "sie": "f", "ihr": "f"}


def join_pronouns(analysis: Analysis, clusters: list[Cluster]) -> None:
    """`er`, `ihm`, `ihn`, `sie` and possessives, where only one antecedent is likely."""
    by_token: dict[int, Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            if mention.sort in ("name", "description", "title"):
                for token in range(mention.first, mention.last):
                    by_token[token] = cluster
    for token, form in enumerate(analysis.forms):
        low = form.lower()
        gender = _PERSONAL.get(low, "")
        possessive = not gender or (low == "ihr" and analysis.tags[token] == "DET")
        if possessive:
            gender = "m" if _possessive(low, "sein") else "f" if _possessive(low, "ihr") else ""
        if not gender or token in by_token or (form in ("Sie", "Ihr") and not _opens(analysis, token)):
            continue
        if gender == "f" and not possessive and low == "sie" and not _singular_verb(analysis, token):
            continue
        if gender == "f" and possessive:
            continue
        found = _antecedent(analysis, by_token, token, gender)
        if found is not None:
            mention = over(analysis, token, token + 1, found.kind, "", "pronoun", "pronoun")
            found.add(mention)
            by_token[token] = found


def _possessive(form: str, stem: str) -> bool:
    return form.startswith(stem) and form[len(stem) :] in ("", "e", "en", "em", "es", "er")


def _opens(analysis: Analysis, token: int) -> bool:
    """Whether a capitalised pronoun is so only because it opens a sentence."""
    start = sentence_start(analysis, token)
    return token == start or analysis.forms[token - 1] in (*OPENING, ":")


def _singular_verb(analysis: Analysis, token: int) -> bool:
    head = analysis.heads[token]
    verbs = [head, *analysis.children[head]] if head >= 0 else []
    finite = [t for t in verbs if analysis.tags[t] in VERBAL and analysis.feat(t, "VerbForm") in ("Fin", "")]
    numbers = [n for t in finite if (n := analysis.feat(t, "Number"))]
    if numbers:
        return numbers[-1] == "Sing"
    return any(not analysis.forms[t].endswith("en") and analysis.forms[t] != "sind" for t in finite)


def _antecedent(analysis: Analysis, by_token: dict[int, Cluster], token: int, gender: str) -> Cluster | None:
    """The last subject of fitting gender in this sentence and the one before; else the only fitting one there."""
    sentence = analysis.sentence_of[token]
    for back in (0, 1):
        if sentence - back < 0:
            return None
        part = analysis.sentences[sentence - back]
        tokens = range(part.start, token if back == 0 else part.end)
        beside = {id(by_token[t]) for t in tokens if t in by_token and _argument_beside(analysis, t, token)}
        near = [(t, by_token[t]) for t in tokens if t in by_token and _agrees(by_token[t], gender)]
        near = [(t, c) for t, c in near if id(c) not in beside]
        distinct = list({id(c): c for _, c in near}.values())
        if not distinct:
            if back == 0 and _other_subject(analysis, tokens, by_token, gender):
                return None
            continue
        if len(distinct) == 1:
            return distinct[0]
        subjects = [c for t, c in near if analysis.labels[t].startswith("nsubj")]
        if subjects and len({id(c) for c in subjects}) == 1:
            return subjects[-1]
        return None
    return None


def _argument_beside(analysis: Analysis, token: int, pronoun: int) -> bool:
    """Whether a token is another argument of the pronoun's verb: the pronoun would be reflexive if it meant the same."""
    if analysis.tags[pronoun] == "DET" or analysis.heads[token] != analysis.heads[pronoun]:
        return False
    return analysis.labels[token] in ("nsubj", "nsubj:pass", "obj", "iobj", "obl:arg")


def _agrees(cluster: Cluster, gender: str) -> bool:
    if cluster.number == "Plur":
        return False
    if cluster.kind == "person":
        return cluster.gender in (gender, "") and (cluster.gender != "" or cluster.named)
    return cluster.kind == "organisation" and cluster.gender == gender


def _other_subject(analysis: Analysis, tokens: range, by_token: dict[int, Cluster], gender: str) -> bool:
    """Whether a thing of that gender is the subject: the pronoun then may well mean it."""
    wanted = {"m": "Masc", "f": "Fem"}[gender]
    return any(
        analysis.labels[t].startswith("nsubj")
        and t not in by_token
        and analysis.tags[t] == "NOUN"
        and analysis.feat(t, "Gender") == wanted
        and analysis.feat(t, "Number") != "Plur"
        for t in tokens
    )
