"""Which account derives from which, and which tell of one event."""
