"""Names: many lists, two scripts, one register of the dead."""
