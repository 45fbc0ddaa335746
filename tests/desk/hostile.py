"""Texts that people, callers and devices may send to be obeyed by whatever reads them next."""

HOSTILE = {
    "statement": "'; DROP TABLE call; --",
    "pattern": '%" OR 1=1 /*_',
    "markup": "<script>alert(1)</script>&amp;",
    "attribute": '" onload="x()"',
    "equals": "=cmd|'/c calc'!A0",
    "plus": "+1+cmd",
    "minus": "-1+cmd",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "wide equals": "\N{FULLWIDTH EQUALS SIGN}1+1",
    "path": "../../etc/passwd",
    "drive": "..\\..\\C:\\x",
    "escape": "\x1b[31m\x07\x9b2J",
    "lines": "a\r\nb\x0bc\x85d\u2028e",
    "bidi": "\u202etxt.exe\u2066",
    "template": "$station {0} %s",
}
