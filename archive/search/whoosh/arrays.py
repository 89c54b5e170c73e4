"""The kinds of arrays that the engine works on, by name."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
Truth = NDArray[np.bool_]
