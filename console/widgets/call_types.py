"""Finding the call type that a person means by what is typed."""

from difflib import get_close_matches

from console.board.views import CallTypeView, Codes


def find_type(text: str, codes: Codes) -> CallTypeView | None:
    """The type with this code, name or other spelling; a code may be followed by its name."""
    wanted = _plain(text)
    if not wanted:
        return None
    first = wanted.split(" ")[0]
    by_code = {code.casefold(): kind for code, kind in codes.call_types.items()}
    for kind in codes.call_types.values():
        if wanted in {_plain(spelling) for spelling in (kind.name, *kind.words, offered(kind))}:
            return kind
    return by_code.get(wanted) or (by_code.get(first) if " " in wanted else None)


def nearest_type(text: str, codes: Codes) -> CallTypeView | None:
    """The type whose spelling is the most like what was typed, None when none is."""
    spellings: dict[str, CallTypeView] = {}
    for kind in codes.call_types.values():
        for spelling in _spellings(kind):
            spellings[_plain(spelling)] = kind
    wanted = _plain(text)
    starts = [spelling for spelling in spellings if wanted and spelling.startswith(wanted)]
    close = starts or get_close_matches(wanted, list(spellings), n=1, cutoff=0.5)
    return spellings[close[0]] if close else None


def fitting_types(text: str, codes: Codes) -> list[CallTypeView]:
    """The types one of whose spellings holds what was typed, by code, or else the nearest one.

    All of them while nothing is typed, and once a type is found, for changing one's mind.
    """
    kinds = [kind for _code, kind in sorted(codes.call_types.items())]
    if find_type(text, codes) is not None:
        return kinds
    wanted = _plain(text)
    fitting = [kind for kind in kinds if any(wanted in _plain(spelling) for spelling in _spellings(kind))]
    near = nearest_type(text, codes)
    return fitting or ([near] if near else [])


def offered(kind: CallTypeView) -> str:
    """How a type is written in the field when it is taken from the list."""
    return f"{kind.code}  {kind.name}"


def _spellings(kind: CallTypeView) -> tuple[str, ...]:
    return (kind.code, kind.name, *kind.words)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
