"""What a sentence is made of: words, nodes that stand before and after their head, and the sentence as CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

CLOSING = frozenset(",.:;)“?!")
"""Signs with no space before them."""
OPENING = frozenset("(„")
"""Signs with no space after them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token; `entity` is its name tag (`B-PER`, `I-ORG`) or empty."""

    form: str
    lemma: str
    tag: str
    feats: str = "_"
    entity: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """What a trigger word reports, by its type in the trigger lexicon; two events are never equal."""

    type: str


@dataclass(frozen=True, slots=True)
class Node:
    """A word with its dependents in the order in which they stand, so that every tree is projective.

    `event` is what the word is the trigger of, `roles` what it is to which events.
    """

    word: Word
    label: str = "root"
    before: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()
    event: Event | None = None
    roles: tuple[tuple[Event, str], ...] = ()

    def labelled(self, label: str) -> Node:
        """The same under another label."""
        return replace(self, label=label)

    def led(self, *nodes: Node) -> Node:
        """The same with nodes before all that stands before it."""
        return replace(self, before=(*nodes, *self.before))

    def followed(self, *nodes: Node) -> Node:
        """The same with nodes behind all that stands behind it."""
        return replace(self, after=(*self.after, *nodes))

    def playing(self, event: Event, role: str) -> Node:
        """The same as a participant of an event; so are the conjuncts that hang on it."""
        after = tuple(n.playing(event, role) if n.label == "conj" else n for n in self.after)
        return replace(self, after=after, roles=(*self.roles, (event, role)))

    def forms(self) -> tuple[str, ...]:
        """The forms of all words below and the word's own, in order."""
        return tuple(node.word.form for node, _ in linear(self))


def feats(**values: str) -> str:
    """Features as CoNLL-U orders them; empty ones are left out. `Gender_psor` is `Gender[psor]`."""
    named = {(f"{k.removesuffix('_psor')}[psor]" if k.endswith("_psor") else k): v for k, v in values.items() if v}
    return "|".join(f"{key}={named[key]}" for key in sorted(named, key=str.lower)) or "_"


def sign(form: str) -> Node:
    """A punctuation mark."""
    return Node(Word(form, form, "PUNCT"), "punct")


def linear(node: Node, head: Node | None = None) -> Iterator[tuple[Node, Node | None]]:
    """All nodes in order, each with its head."""
    for child in node.before:
        yield from linear(child, node)
    yield node, head
    for child in node.after:
        yield from linear(child, node)


def capital(node: Node) -> Node:
    """The same with a capital at its first word, as a sentence within a sentence has it."""
    for at, child in enumerate(node.before):
        if child.word.tag != "PUNCT":
            return replace(node, before=(*node.before[:at], capital(child), *node.before[at + 1 :]))
    form = node.word.form
    return replace(node, word=replace(node.word, form=form[0].upper() + form[1:]))


def in_order(root: Node) -> list[tuple[Node, Node | None]]:
    """The nodes of a sentence in order, with a capital first and without commas that another sign makes superfluous."""
    found = list(linear(capital(root)))
    following = [node.word.form for node, _ in found[1:]] + [""]
    return [
        pair
        for pair, after in zip(found, following, strict=True)
        if pair[0].word.form != "," or (after and after not in CLOSING)
    ]


def spelled(words: Iterable[Word]) -> str:
    """The text of a sentence."""
    text = ""
    for word in words:
        if text and word.form not in CLOSING and text[-1] not in OPENING:
            text += " "
        text += word.form
    return text


def conllu(root: Node, *, sent_id: str, comments: Iterable[tuple[str, str]] = ()) -> str:
    """A sentence in CoNLL-U, with a blank line behind it.

    MISC holds `SpaceAfter=No`, `Entity=B-KIND`, and for who does what: `Event=TYPE` at a trigger, `Role=NAME:TOKEN` at its
    participants, where TOKEN is the trigger's number; several are divided by commas.
    """
    nodes = in_order(root)
    numbers = {id(node): n for n, (node, _) in enumerate(nodes, start=1)}
    triggers = {id(node.event): n for n, (node, _) in enumerate(nodes, start=1) if node.event}
    lines = [f"# sent_id = {sent_id}", f"# text = {spelled(node.word for node, _ in nodes)}"]
    lines += [f"# {key} = {value}" for key, value in comments]
    following = [node.word.form for node, _ in nodes[1:]] + [""]
    for n, ((node, head), after) in enumerate(zip(nodes, following, strict=True), start=1):
        word = node.word
        misc = [f"Entity={word.entity}"] if word.entity else []
        if node.event:
            misc.append(f"Event={node.event.type}")
        played = [f"{role}:{triggers[id(event)]}" for event, role in node.roles if id(event) in triggers]
        if played:
            misc.append(f"Role={','.join(played)}")
        if after and (after in CLOSING or word.form in OPENING):
            misc.append("SpaceAfter=No")
        row = (
            str(n), word.form, word.lemma, word.tag, "_", word.feats, str(numbers[id(head)] if head else 0), node.label,
            "_", "|".join(misc) or "_",
        )  # fmt: skip
        lines.append("\t".join(row))
    return "\n".join(lines) + "\n\n"
