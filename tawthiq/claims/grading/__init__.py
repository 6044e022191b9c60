"""How much stands behind a claim: origins, support by part, grades, conflicts, reasons."""
