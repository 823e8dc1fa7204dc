"""What is true of a whole report, for rules that are asked about each of its words: it is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from lagebild.annotate.text import Text

P = ParamSpec("P")
T = TypeVar("T")


def once(find: Callable[Concatenate[Text, P], T]) -> Callable[Concatenate[Text, P], T]:
    """The same function, which looks through a text once for each further arguments, and forgets it with the text.

    Without it, a report of a hundred thousand words with as many offices costs the square of that.
    """
    known: WeakKeyDictionary[Text, dict[Any, T]] = WeakKeyDictionary()

    @wraps(find)
    def found(text: Text, /, *args: P.args, **kwargs: P.kwargs) -> T:
        of_text = known.setdefault(text, {})
        key = (args, *sorted(kwargs.items()))
        if key not in of_text:
            of_text[key] = find(text, *args, **kwargs)
        return of_text[key]

    return found
