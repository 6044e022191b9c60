"""Arrow as the type checker may see it: its stubs know fewer types than Arrow takes and gives."""

from typing import Any, TypeAlias

import pyarrow.compute

Column: TypeAlias = Any
"""A ``pyarrow.Array``."""

pc: Any = pyarrow.compute
