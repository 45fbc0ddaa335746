"""Where things are: streets, addresses, places and the way between them."""
