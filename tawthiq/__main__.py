"""``python -m tawthiq``: the same as ``tawthiq``."""

from tawthiq.cli import main

main()
