"""The reader's words as tables: phrases divided by "|", levelled when they are compiled."""
