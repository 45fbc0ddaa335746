"""Engine, unit of work, journal chain, change feed and migrations."""
