"""Who and what the call in hand is about: shown on request, with its photos."""
