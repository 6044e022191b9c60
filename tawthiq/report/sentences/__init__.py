"""Sentences and their references: resolved, worded, held against what the evidence carries."""
