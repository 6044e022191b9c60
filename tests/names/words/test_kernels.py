"""The kernels are shown by what stands on them: ``test_wordpairs`` and ``test_alignment``; here only their measures."""

import numpy as np

from tawthiq import tables
from tawthiq.names.shape import Lists
from tawthiq.names.words.chains import chains
from tawthiq.names.words.kernels import graded, likenesses
from tawthiq.names.words.wordpairs import letters


def test_a_word_is_wholly_like_itself_and_less_like_others() -> None:
    names = ["Khaled", "Kaled", "Omar"]
    told = letters(chains(Lists(tables.rows(tables.RECORDS, [{"name": one} for one in names]))).words)
    first, others = np.zeros(3, np.int32), np.arange(3, dtype=np.int32)
    itself, near, far = likenesses(told, first, others).tolist()
    assert itself == 1
    assert 1 > near > 0.5 > far
    assert (np.diff(graded(told, first, others).astype(int)) < 0).all()
