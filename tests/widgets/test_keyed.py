"""The keyed model: whatever comes, rows keep their identity and Qt hears of every change."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex

from console.widgets.keyed import KeyedListModel, Section

KEYS = st.lists(st.integers(0, 30).map(str), unique=True, max_size=20)


@dataclass(frozen=True)
class Plain:
    key: str
    label: str


def rows(keys: list[str], version: int) -> list[Plain]:
    return [Plain(key, f"{key} at {version}") for key in keys]


@given(st.lists(KEYS, max_size=6))
def test_an_index_stays_with_its_row_until_the_row_goes(steps: list[list[str]]) -> None:
    model = KeyedListModel(lambda row: row.label)
    held: dict[str, QPersistentModelIndex] = {}
    for version, keys in enumerate(steps):
        model.show(rows(keys, version))
        held = {key: index for key, index in held.items() if key in keys}
        for key, index in held.items():
            assert index.data() == f"{key} at {version}"
        held = {key: QPersistentModelIndex(model.index(place)) for place, key in enumerate(keys)}
        assert [model.place(key) for key in keys] == list(range(len(keys)))


def test_qt_finds_no_fault_with_the_model(qtmodeltester) -> None:
    model = KeyedListModel(lambda row: row.label)
    model.show([Section("Waiting", 2), *rows(["a", "b", "c"], 0)])
    qtmodeltester.check(model)
    model.show([Section("Waiting", 3), *rows(["c", "x", "b"], 1), Section("Active", 0)])


def test_only_the_changed_row_is_said_to_have_changed(qtbot) -> None:
    model = KeyedListModel(lambda row: row.label)
    model.show(rows(["a", "b", "c"], 0))
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    assert not model.show([*rows(["a"], 0), Plain("b", "new"), *rows(["c"], 0)])
    assert told == [(1, 1)]


def test_one_row_that_moves_down_is_one_move(qtbot) -> None:
    model = KeyedListModel(lambda row: row.label)
    model.show(rows(["a", "b", "c", "d"], 0))
    moves = []
    model.rowsMoved.connect(lambda *_: moves.append(1))
    assert model.show(rows(["b", "c", "d", "a"], 0))
    assert len(moves) == 1
