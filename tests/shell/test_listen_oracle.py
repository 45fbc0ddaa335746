"""`listen` on a long stream agrees with another program's decoder, sentence for sentence."""

import json
import subprocess
import sys

from tests.hardware.nmea_stream import sentences
from tests.hardware.oracle import oracle

SENTENCES = 100_000


def test_listen_agrees_with_pynmeagps_on_a_hundred_thousand_sentences() -> None:
    lines = list(sentences(SENTENCES, seed=7))
    printed = subprocess.run(
        [sys.executable, "-m", "console", "listen", "--protocol", "nmea", "--json", "-"],
        input=b"".join(lines),
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    ).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    ours = [(row.get("lat"), row.get("lon"), row["valid"]) for row in rows if row["reading"] == "position"]
    theirs = [said for line in lines if (said := oracle(line)) is not None]
    assert len(ours) == len(theirs) > SENTENCES * 0.8
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]] == []
    assert all(row["reading"] == "position" for row in rows)
