"""Log-linear models: fitted, tested for existence, chosen, averaged."""
