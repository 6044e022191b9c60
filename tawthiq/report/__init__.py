"""The report: findings become pages in which every sentence can be traced, and one door lets them out."""
