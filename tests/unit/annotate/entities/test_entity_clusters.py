"""Entities in the making: where they were last spoken of, and who was, in which order."""

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention, Sort, stem
from lagebild.annotate.entities.recent import Recent
from lagebild.reading import EntityKind


def mention(token: int, name: str, kind: EntityKind = "person", sort: Sort = "name") -> Mention:
    return Mention(token, token + 1, token * 10, token * 10 + 5, kind, name, sort)


def cluster(*mentions: Mention) -> Cluster:
    made = Cluster(mentions[0].kind)
    for one in mentions:
        made.add(one)
    return made


def test_the_last_mention_before_a_token_whatever_the_order_they_came_in() -> None:
    lohm = cluster(mention(30, "Lohm"), mention(4, "Vera Lohm"), mention(12, "Lohms"))
    assert [lohm.last_before(token) for token in (4, 5, 13, 31)] == [-1, 4, 12, 30]
    assert lohm.named_before(13) == (4, 12)


def test_the_last_one_spoken_of_comes_first() -> None:
    lohm, demm = cluster(mention(1, "Lohm"), mention(9, "Lohm")), cluster(mention(5, "Demm"))
    recent = Recent([lohm, demm])
    recent.go_to(6)
    assert list(recent.having([("named", "person")])) == [demm, lohm]
    recent.go_to(10)
    assert list(recent.having([("named", "person")])) == [lohm, demm]
    assert recent.last(lohm) == 9


def test_what_has_become_a_body_is_no_place_any_more() -> None:
    quorra = cluster(mention(1, "Quorra", "place"))
    recent = Recent([quorra])
    recent.go_to(2)
    quorra.kind = "organisation"
    again = mention(3, "Konzern", "organisation", "description")
    quorra.heads.add("Konzern")
    quorra.add(again)
    recent.note(quorra, again)
    recent.go_to(4)
    assert list(recent.having([("named", "place")])) == []
    signs = [("named head", "organisation", "Konzern"), ("word", "Quorra")]
    assert list(recent.having(signs)) == [quorra]


def test_the_longest_ending_goes() -> None:
    endings = frozenset(("ischen", "en", "n"))
    assert stem("peruanischen", endings) == "peruan"
    assert stem("lima", endings) == "lima"
