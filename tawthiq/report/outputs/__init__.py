"""The forms in which a report leaves: HTML, PDF, bag, crate, load file."""
