"""Training of the network of `tawthiq.imagery.network`: needs PyTorch, which the package does not."""
