"""All that is seen: Qt widgets, item models and delegates."""
