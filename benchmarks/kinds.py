"""The vectors of the kinds of questions, made anew by the encoders that are installed.

usage: python -m benchmarks.kinds

Needed when `data/matching/kinds.toml` or a version of an encoder changes; a test says when. Writes
`data/matching/kinds.npz`.
"""

import numpy as np

from crm.matching.encoders import installed
from crm.matching.kinds import made_by
from crm.resources import data_root

if __name__ == "__main__":
    np.savez_compressed(data_root() / "matching" / "kinds.npz", **made_by(installed()))
