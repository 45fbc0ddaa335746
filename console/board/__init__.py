"""The live picture of the station: frozen views and the holder that applies changes."""
