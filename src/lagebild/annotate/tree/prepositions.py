"""Prepositions that the network hung on the wrong noun, and words that only look like one."""

from __future__ import annotations

from bisect import bisect_left

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import NOMINAL
from lagebild.lexicon.words import closed
from lagebild.verbforms import is_zu_infinitive, participle


def _behind(a: Analysis) -> Edits:
    """*Augenzeugen zufolge schossen Polizisten*: the preposition is that of the noun before it."""
    edits: Edits = {}
    for token, form in enumerate(a.forms):
        later = a.heads[token]
        if form != "zufolge" or a.labels[token] != "case" or a.tags[token - 1] not in NOMINAL:
            continue
        noun = token - 1
        while a.heads[noun] != ROOT and a.heads[noun] < token and a.tags[a.heads[noun]] in NOMINAL:
            noun = a.heads[noun]
        verb = a.heads[noun]
        if verb == ROOT or a.tags[verb] != "VERB":
            continue
        if later > token:
            edits[token] = Edit(noun, "case")
            if a.heads[later] == verb and len(list(a.dependents(later, "case"))) == 1:
                edits[later] = Edit(verb, ASIDE)
        if a.labels[noun].startswith("nsubj"):
            edits[noun] = Edit(verb, "obl")
    return edits


def _before_a_range(a: Analysis) -> Edits:
    """*Zwischen 30 und 40 Menschen kamen um*, *an die 40 Menschen kamen um*: how many there were, not where."""
    edits: Edits = {}
    for token, form in enumerate(a.forms):
        noun = a.heads[token]
        if a.labels[token] != "case" or noun < token or a.labels[noun] != "obl":
            continue
        first = token + 1
        about = form.lower() in ("an", "um") and a.forms[first] == "die" and a.tags[first + 1] == "NUM"
        if about and noun == first + 2 and not a.has(a.heads[noun], "nsubj", "nsubj:pass"):
            edits[token] = Edit(first + 1, "advmod", "ADV")
            edits[first] = Edit(first + 1, "det")
            edits[noun] = Edit(a.heads[noun], ASIDE)
        if form.lower() != "zwischen":
            continue
        several = a.heads[first] == noun and a.labels[first] == "nummod"
        two = any(a.tags[c] == "NUM" and a.has(c, "cc") for c in a.dependents(first, "conj"))
        if several and two:
            edits[token] = Edit(first, "advmod", "ADV")
            edits[noun] = Edit(a.heads[noun], ASIDE)
    return edits


def _before_a_relative(a: Analysis) -> Edits:
    """*die Stadt, in der Rebellen zwei Ärzte entführten*: the pronoun was taken for an article of the noun behind it."""
    edits: Edits = {}
    for verb, label in enumerate(a.labels):
        above = a.heads[verb]
        if label not in ("acl", "acl:relcl") or a.tags[verb] != "VERB" or above > verb:
            continue
        comma = next((t for t in range(above + 1, verb) if a.forms[t] == ","), verb)
        word, pronoun = comma + 1, comma + 2
        if pronoun >= verb or a.labels[word] != "case" or a.labels[pronoun] != "det":
            continue
        if any("Rel" in a.feat(t, "PronType") for t in range(word, verb)):
            continue
        noun = a.heads[pronoun]
        # without an article of its own, a noun behind *in der* can only be the many who do it
        many = a.feat(noun, "Number") == "Plur" and a.forms[pronoun].lower() in ("der", "dem", "das")
        if many and a.heads[word] == noun == pronoun + 1 and a.heads[noun] == verb:
            edits[word] = Edit(pronoun, "case")
            edits[pronoun] = Edit(verb, "obl", "PRON", feats="PronType=Rel")
            edits[noun] = Edit(verb, ASIDE)
    return edits


def _instead_of_doing(a: Analysis) -> Edits:
    """*Statt den Botschafter einzubestellen*: before an infinitive with *zu* the word is no preposition of its object."""
    edits: Edits = {}
    for token, form in enumerate(a.forms):
        noun = a.heads[token]
        if form.lower() not in closed("not_doing") or a.labels[token] != "case" or noun < 0 or a.heads[noun] < noun:
            continue
        if not a.has(noun, "det", "det:poss"):
            continue  # *ohne Anklage festzuhalten*: without one
        verb = a.heads[noun]
        marked = any(a.forms[c].lower() == "zu" for c in a.dependents(verb, "mark"))
        if a.tags[verb] == "VERB" and (marked or is_zu_infinitive(a.forms[verb], a.lemmas[verb])):
            edits[token], edits[noun] = Edit(verb, "mark"), Edit(verb, "obj")
    return edits


def _says_so(a: Analysis) -> Edits:
    """*Rebellen haben, so der Gouverneur, Brücken gesprengt*: who says it takes no part in it."""
    edits: Edits = {}
    for so in range(1, len(a) - 1):
        if a.forms[so] != "so" or a.forms[so - 1] not in (",", "–", "“", "«"):
            continue
        verb = a.heads[so]
        speaker = next((t for t in range(so + 1, len(a)) if a.heads[t] == verb and a.tags[t] in NOMINAL), None)
        if verb == ROOT or speaker is None or a.labels[speaker] not in ("parataxis", "nsubj"):
            continue
        close = next((t for t in range(speaker + 1, len(a)) if a.forms[t] in (",", "–", "„", "»", ".")), None)
        # between the signs stands nothing but who speaks (*so dass die Soldaten schossen* is another *so*)
        if close is None or any(a.tags[t] in ("VERB", "AUX", "SCONJ") for t in range(so + 1, close)):
            continue
        edits[speaker] = Edit(verb, "discourse")
        edits |= {c: Edit(verb, ASIDE) for c in a.dependents(speaker, "conj") if c > close and not a.has(c, "cc")}
    return edits


def _around_an_attribute(a: Analysis) -> Edits:
    """*In einem am Montag vorgelegten Bericht*: article and preposition are those of the noun behind the participle."""
    edits: Edits = {}
    closing: list[int] = []
    for inner in range(2, len(a) - 2):
        if a.labels[inner] != "case" or a.tags[inner - 1] not in ("DET", "ADP") or a.heads[inner] < inner:
            continue
        closing = closing or [t for t in range(inner + 2, len(a)) if _closes(a, t)]
        place = bisect_left(closing, inner + 2)
        if place == len(closing):
            break  # nothing behind closes a phrase, and so for all that follow
        attribute = closing[place]
        if a.labels[attribute] != "amod" or a.heads[attribute] < attribute:
            continue
        noun, determined = a.heads[attribute], a.tags[inner - 1] == "DET"
        outer = inner - 2 if determined else inner - 1
        first = a.heads[inner]
        if (
            not inner < first < attribute
            or _plain(a, inner, attribute)
            or _hangs_below(a, noun, first, outer, inner - 1)
        ):
            continue
        here: Edits = {}
        if determined and a.heads[inner - 1] != noun:
            here[inner - 1] = Edit(noun, "det")
        if a.labels[outer] == "case" and a.tags[outer] == "ADP" and a.heads[outer] != noun:
            here[outer] = Edit(noun, "case")
            if a.labels[noun] in ("obj", "nsubj"):
                here |= _no_argument(a, noun)
        if here and not first < a.heads[first] <= attribute and not _hangs_below(a, attribute, first):
            here[first] = Edit(attribute, "obl")
        edits |= here
    return edits


def _hangs_below(a: Analysis, token: int, *others: int) -> bool:
    """True if a token hangs below one of some others at any remove: to hang these on it would close a circle."""
    while token != ROOT:
        if token in others:
            return True
        token = a.heads[token]
    return False


def _closes(a: Analysis, token: int) -> bool:
    """True for a word that may be an attributive participle, or that ends the phrase of a preposition before it."""
    return (
        participle(a.forms[token]) is not None or a.tags[token] in ("VERB", "AUX", "SCONJ") or a.forms[token] in ",;:."
    )


def _plain(a: Analysis, inner: int, attribute: int) -> bool:
    """True if a subject or an object stands between: the preposition opens no attribute."""
    return any(a.tags[t] in NOMINAL and a.labels[t] in ("nsubj", "obj") for t in range(inner, attribute))


def _no_argument(a: Analysis, noun: int) -> Edits:
    """A noun with a preposition is none of its verb's arguments; the bare one behind the verb may be its subject."""
    verb, edits = a.heads[noun], {noun: Edit(a.heads[noun], "obl")}
    objects = [c for c in a.dependents(verb, "obj") if c > verb > noun] if verb != ROOT else []
    articles = [a.forms[c].lower() for t in objects for c in a.dependents(t, "det")]
    if a.labels[noun] == "nsubj" and len(objects) == 1 and not set(articles) & closed("determiners_of_no_subject"):
        edits[objects[0]] = Edit(verb, "nsubj")
    return edits


PREPOSITIONS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/instead-of-doing",
        find=_instead_of_doing,
        why="*Statt* and *ohne* before an infinitive with *zu* say that it is not done.",
        yes=(("Statt den Botschafter einzubestellen, hat Kanada seine Diplomaten abgezogen.", ""),),
        no=("Statt des Ministers kam der Botschafter, um zu verhandeln.",),
    ),
    Rule(
        name="tree/preposition-behind-its-noun",
        find=_behind,
        why="*Zufolge* stands behind its noun, so the noun before it is no subject and the one behind it may be.",
        yes=(("Fischern zufolge schossen Soldaten auf das Boot.", ""),),
        no=("Dem Rat zufolge schwieg die Wache.",),
    ),
    Rule(
        name="tree/preposition-before-an-attribute",
        find=_around_an_attribute,
        why="Where an attribute with a preposition of its own follows, article and preposition belong to the noun behind it.",
        yes=(
            ("In einem am Donnerstag online veröffentlichten Kommuniqué schreibt Ada Brunn, man verhandle.", ""),
            ("Ada Brunn sprach von einem aus Spanien gesteuerten Anschlag.", ""),
        ),
        no=("Ada Brunn sprach von einem Anschlag in Tarnau.",),
    ),
    Rule(
        name="tree/range-of-numbers",
        find=_before_a_range,
        why="*Zwischen* before two numbers and *an die* before one say how many, not where.",
        yes=(("Zwischen 200 und 300 Studenten protestierten gegen das Gesetz.", ""),),
        no=("Zwischen Kolm und Tarnau kamen zwei Fischer ums Leben.",),
    ),
    Rule(
        name="tree/relative-pronoun-with-preposition",
        find=_before_a_relative,
        why="Behind a comma and a preposition a relative clause has its pronoun, which is no article of many.",
        yes=(("Die Stadt, in der Rebellen zwei Ärzte entführten, liegt im Norden.", ""),),
    ),
    Rule(
        name="tree/so-says-somebody",
        find=_says_so,
        why="Whoever *so* names between commas says it and takes no part in it.",
        yes=(("Rebellen haben, so der Gouverneur Otto Zirk, zwei Brücken gesprengt.", ""),),
        no=("Bewaffnete griffen den Konvoi an, so dass die Soldaten schossen.",),
    ),
)
"""Mended before phrases are brought back to their verbs."""
