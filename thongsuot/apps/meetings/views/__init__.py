"""Pages of working sessions: the list and the head, the review, the items."""
