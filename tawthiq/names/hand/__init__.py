"""What people decide and what it is measured with: queues, audits, accuracy, the waterfall of a score."""
