"""Claims: what is said, by whom, and how many independent origins stand behind it."""
