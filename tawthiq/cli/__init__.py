"""The command line: the library spoken aloud. A command parses, calls one verb of the library, and prints.

``main`` is what ``tawthiq`` and ``python -m tawthiq`` run.
"""

from tawthiq.cli.app import main

__all__ = ["main"]
