"""Parts of the readers of pages."""
