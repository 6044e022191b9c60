"""The small black marks."""
