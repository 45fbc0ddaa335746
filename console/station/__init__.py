"""What runs by itself: readings into verbs, device links, and the crossing between threads."""
