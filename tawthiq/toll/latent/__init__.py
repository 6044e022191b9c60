"""Latent classes and the gates behind which they answer."""
