"""The rules for decoders that print MDC-1200 bursts as lines.

There is no standard for such lines. These are the forms of the common decoders: `I1701` for an
identification, and lines that spell out operation, argument and unit in hexadecimal. A unit has four
hexadecimal digits. A radio sends an emergency about three times and each is told.
"""

OPERATION = r"(?i).*op: {op},? arg: {arg},? UnitID: (?P<unit_hex>[0-9A-F]{{4}})(?:[ ,].*)?"
SPELT_OUT = (
    ("transmission_began", "01", "80"),
    ("transmission_ended", "01", "00"),
    ("emergency", "00", "81"),
    ("text Emergency acknowledged", "20", "00"),
    ("status", "46", "(?P<code>[0-9A-F]{2})"),
    ("text Message", "47", "(?P<text>[0-9A-F]{2})"),
    ("text Radio check", "63", "85"),
    ("text Call alert", "35", "89"),
    ("text MDC-1200 operation", "(?P<text>[0-9A-F]{2}", "[0-9A-F]{2})"),
)
"""Reading, operation, argument; the last takes whatever the others did not."""
SHORT = (
    r"transmission_began = I(?P<unit_hex>[0-9A-Fa-f]{4})",
    # What this form means is not documented: it is shown as it came.
    r"text = (?P<text>A(?P<unit_hex>[0-9A-Fa-f]{4})-[0-9A-Fa-f]{4})",
)
RULES = "\n".join(
    (*SHORT, *(f"{reading} = {OPERATION.format(op=op, arg=arg)}" for reading, op, arg in SPELT_OUT))
)
