"""What the pages of the apparatus take in."""
