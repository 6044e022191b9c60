"""The toll: how many died, with those on no list, and how far anyone can know."""
