"""Streets and places; knows no call and no unit."""
