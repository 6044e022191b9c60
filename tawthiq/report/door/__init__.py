"""What may leave: consent, withholding, redaction and the scan of every file."""
