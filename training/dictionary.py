"""`python -m training.dictionary`: where the blocks of simplemma's dictionary begin, so that nobody must read all of it.

To be run again with each edition of simplemma whose dictionary is another one; a test says so.
"""

from __future__ import annotations

from pathlib import Path

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

import lagebild.lexicon
from lagebild.lexicon.dictionary import BLOCKS, blocks_of

if __name__ == "__main__":
    file = Path(lagebild.lexicon.__file__).with_name(BLOCKS)
    file.write_bytes(blocks_of(StreamMap("de")))
    print(f"{file.name}: {file.stat().st_size:,} bytes")
