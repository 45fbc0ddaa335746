"""What a file's failure means to a person: one sentence, and the way out."""

import sqlite3

DAMAGED = "The store is damaged: keep its file as it is and run cso-console restore with the newest backup."
# By SQLite's primary result code: what the file's extended codes have in common.
WAY_OUT = {
    sqlite3.SQLITE_FULL: "The disk is full. Free space on it and try again.",
    sqlite3.SQLITE_READONLY: "This user may not write there. Correct the rights of file and folder.",
    sqlite3.SQLITE_PERM: "This user may not use it. Correct the rights of file and folder.",
    sqlite3.SQLITE_CANTOPEN: "Correct the address, or the rights of its folder.",
    sqlite3.SQLITE_BUSY: "Another program holds it. Close that program, or try again.",
    sqlite3.SQLITE_IOERR: "The disk does not answer, or has no room. Look after the disk and try again.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: "If it was a store, its beginning is damaged: run cso-console restore.",
}


def way_out(error: BaseException | None) -> str:
    """What is wrong with the store's file and what helps; "" where SQLite did not say what it is."""
    if not isinstance(error, sqlite3.Error):
        return ""
    return WAY_OUT.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "")
