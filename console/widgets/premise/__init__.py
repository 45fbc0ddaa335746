"""What is known of a place, beside the call that comes from there."""
