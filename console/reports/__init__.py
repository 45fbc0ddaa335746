"""Documents and exports that are made from what the desk has stored."""
