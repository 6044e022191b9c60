"""From scored pairs to one register of people: clusters, draws, ids that last."""
