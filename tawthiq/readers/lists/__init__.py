"""Parts of the reader of lists."""
