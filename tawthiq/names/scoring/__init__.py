"""The score of a pair of records: which are compared, on what, with which weights."""
