"""The console as `cso-console` opens it, on a store given by its address, until its rows are painted.

Does what console.__main__ does for the plain start, and only watches the window besides.
"""

import sys

import console.__main__  # noqa: F401  # the entry point's own imports are part of what is measured


def open_console(store: str, calls: int) -> None:
    from console.app import Station, Window, startup_for

    window = Window(Station(startup_for(store)))
    from benchmarks._first_paint import FirstPaint

    main = window.main
    painted = FirstPaint(main, lambda: main.is_furnished and len(main.picture.calls) >= calls, window.quit)
    window.open()
    window.run()
    painted.tell()


if __name__ == "__main__":
    open_console(sys.argv[1], int(sys.argv[2]))
