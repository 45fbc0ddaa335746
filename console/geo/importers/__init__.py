"""Import of streets, address points and places: files into rows, rows into checked pieces of a city."""
