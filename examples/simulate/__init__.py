"""Simulators with known truth: people, lists, accounts and scenes, all invented; each file and row says SIMULATED.

The demonstration, the tests and the benchmarks import them; the same seed gives the same people and the same bytes.
"""

SIMULATED = "SIMULATED"
MARK = "SIMULATED (invented) بيانات محاكاة مختلقة"
