"""The peer of the start-up benchmark: the least PySide6 window with an empty table."""

from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

from benchmarks._first_paint import FirstPaint


def main() -> None:
    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTableWidget(0, 8))
    window.resize(1280, 800)
    painted = FirstPaint(window, lambda: True, app.quit)
    window.show()
    app.exec()
    painted.tell()


if __name__ == "__main__":
    main()
