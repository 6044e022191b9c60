"""Examples: a demonstration case (``python -m examples.demo``) and the simulators that it is made with."""
