"""From bytes to text: what kind of file it is, is it safe to open, and what it says."""
