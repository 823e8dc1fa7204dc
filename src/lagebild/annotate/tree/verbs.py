"""Verb complexes that the network reads as the wrong one."""

from __future__ import annotations

from functools import cache, lru_cache

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import bare, cases
from lagebild.lexicon.dictionary import lemma_of
from lagebild.lexicon.words import closed
from lagebild.verbforms import participle

_CORE = ("nsubj", "nsubj:pass", "obj", "obl:arg", "obl", "advmod", "parataxis")


def _future(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        verb = a.heads[token]
        if (
            label != "aux:pass"
            or a.lemmas[token] != "werden"
            or a.feat(token, "VerbForm") != "Fin"
            or a.feat(token, "Tense") == "Past"
            or verb < 0
        ):
            continue
        if not sure_infinitive(a.forms[verb].lower(), a.lemmas[verb].lower()) or any(
            a.lemmas[c] == "werden" and c != token for c in a.dependents(verb, "aux", "aux:pass")
        ):
            continue
        edits[token] = Edit(verb, "aux")
        edits |= {c: Edit(verb, "nsubj") for c in a.dependents(verb, "nsubj:pass")}
    return edits


@lru_cache(maxsize=5_000)
def sure_infinitive(form: str, lemma: str) -> bool:
    """Whether a form is an infinitive and no participle, which strong verbs with a prefix write alike (*erhalten*)."""
    if form != lemma or not form.endswith("n"):
        return False
    return not any(
        form.startswith(prefix) and "ge" + form.removeprefix(prefix) in _participles()
        for prefix in closed("inseparable_prefixes")
    )


@cache
def _participles() -> frozenset[str]:
    # where the file has none, the participle is another verb's infinitive (*geraten*)
    return frozenset(row["participle"] or "ge" + row["form"] for row in lexicon.load("strong_verbs"))


def _future_by_object(a: Analysis) -> Edits:
    """*wird … entlassen* with two phrases that can only be subject and object."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        verb = a.heads[token]
        if label != "aux:pass" or a.lemmas[token] != "werden" or a.feat(token, "VerbForm") != "Fin" or verb < 0:
            continue
        if a.feat(token, "Tense") == "Past" or a.forms[verb].lower() != a.lemmas[verb].lower():
            continue
        core = [c for c in a.children[verb] if a.labels[c] in _CORE and bare(a, c) and "N" in cases(a, c)]
        if len(core) == len(("subject", "object")) and "A" in cases(a, core[1]):
            edits[token] = Edit(verb, "aux")
            edits |= {c: Edit(verb, "nsubj") for c in core if a.labels[c] == "nsubj:pass"}
    return edits


def _participle_in_front(a: Analysis) -> Edits:
    """*Erschossen wurden …*: taken for a noun, since it has a capital."""
    edits: Edits = {}
    for start, end in a.sentences:
        helper = start + 1
        if (
            helper >= end
            or a.lemmas[helper] not in ("werden", "haben", "sein")
            or a.tags[start] not in ("NOUN", "PROPN", "ADJ")
        ):
            continue
        form = a.forms[start].lower()
        verb = lemma_of(form)
        if (
            not verb.endswith("n")
            or verb == form
            or not form.endswith(("t", "en"))
            or a.feat(helper, "VerbForm") != "Fin"
        ):
            continue
        if a.heads[helper] != start:
            continue
        passive = a.lemmas[helper] == "werden"
        edits[start] = Edit(a.heads[start], a.labels[start], "VERB", verb, "VerbForm=Part")
        edits[helper] = Edit(start, "aux:pass" if passive else "aux", "AUX")
        for child in a.dependents(start, "nmod", "appos", "conj"):
            edits[child] = Edit(start, "obl" if a.has(child, "case") else ASIDE)
    return edits


def _participle_before_noun(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        if (
            label == "amod"
            and a.tags[token] == "VERB"
            and a.heads[token] > token
            and participle(a.forms[token]) is not None
        ):
            edits[token] = Edit(a.heads[token], label, "ADJ", feats="VerbForm=Part")
    return edits


def _relative_pronoun(a: Analysis) -> Edits:
    """*den Unbekannte erschossen haben*: a relative clause opens with its pronoun, whatever the network calls it."""
    edits: Edits = {}
    for verb, label in enumerate(a.labels):
        if label not in ("acl", "acl:relcl") or a.tags[verb] != "VERB" or a.heads[verb] > verb:
            continue
        if not any(
            a.feat(t, "VerbForm") == "Fin" and t >= verb for t in (verb, *a.dependents(verb, "aux", "aux:pass"))
        ):
            continue  # its verb comes last
        first = next((t for t in range(a.heads[verb] + 1, verb) if a.forms[t] == "," and t + 1 < verb), None)
        if first is None or any("Rel" in a.feat(t, "PronType") for t in range(first + 1, verb)):
            continue
        word = first + 1
        noun_ = a.heads[word]
        if a.labels[word] == "det" and a.forms[word].lower() in closed("relative_pronouns") and word < noun_ < verb:
            role = "obj" if a.forms[word].lower() == "den" else ASIDE
            edits[word] = Edit(verb, role, "PRON", feats="PronType=Rel")
    return edits


VERBS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/future",
        find=_future,
        why="*wird* with an infinitive is the future, never a passive.",
        yes=(("Die Gewerkschaft wird Wiebke Jahn am Freitag verklagen.", ""),),
        no=("Das Gesetz wird von allen Ländern vertreten.",),
    ),
    Rule(
        name="tree/future-by-object",
        find=_future_by_object,
        why="A passive has one phrase in the nominative: with a second one *wird* is the future.",
        yes=(("Der König wird Minister Otto Zirk am Freitag entlassen.", ""),),
        no=("Der Minister wird am Freitag entlassen.",),
    ),
    Rule(
        name="tree/participle-in-front",
        find=_participle_in_front,
        why="A participle at the head of a sentence, before its auxiliary, is no noun though it has a capital.",
        yes=(("Erschossen wurden am Donnerstag 14 Demonstranten.", ""),),
        no=("Angestellte haben am Freitag gestreikt.",),
    ),
    Rule(
        name="tree/participle-before-noun",
        find=_participle_before_noun,
        why="An inflected participle before its noun is an adjective.",
        yes=(("Die am Freitag entführte Pfarrerin Inga Tornau stammt aus Brenzau.", ""),),
    ),
    Rule(
        name="tree/relative-pronoun",
        find=_relative_pronoun,
        why="A relative clause opens with its pronoun, which is no article of the noun behind it.",
        yes=(("Der Pfarrer Otto Zirk, den Unbekannte am Freitag erschossen haben, stammt aus Kolm.", ""),),
    ),
)
"""Mended before phrases are looked at."""
