"""The keys of the map, for its menu, its help and its tips."""

ENTRIES = (
    ("F", "Follow the selected unit"),
    ("T", "Tracks of the last 5 minutes"),
    ("M", "Measure"),
    ("O", "Draw an outline"),
    ("E", "Change the outline in the middle"),
    ("D", "Dispatch to the selected call"),
    ("S", "Save as a picture"),
    ("P", "Print"),
    ("W", "Second map window"),
)
HELP = "\n".join(
    (
        "Arrows move the map",
        "+ nearer, at the mouse or the middle",
        "- further away",
        "0 all units and calls",
        "F9 the selection in the middle",
        "L what is shown",
        "X the tools of the map",
        "Enter lists what is around the middle; Enter again selects",
        *(f"{key} {words[0].lower()}{words[1:]}" for key, words in ENTRIES),
        "Space while drawing: a corner; arrows move it, with Shift finely",
        "Tab while drawing: the next corner; Del takes it away, Ctrl+Z undoes",
    )
)
