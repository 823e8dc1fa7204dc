"""Reading on a cluster, through Ray Data: many machines read, one process puts what they read on record.

Only this room knows Ray, and it is imported only when a cluster is asked for (`lagebild add --cluster`, docs/cluster.md).

- :mod:`~lagebild.cluster.inputs`: which files there are, on a disk or behind an address;
- :mod:`~lagebild.cluster.pieces`: the files in pieces, and the reports of a piece;
- :mod:`~lagebild.cluster.keys`: what has been read already, or is on record;
- :mod:`~lagebild.cluster.workers`: what the machines do: find reports, read them;
- :mod:`~lagebild.cluster.folder`: the working folder, which keeps what was read;
- :mod:`~lagebild.cluster.rays`: Ray itself;
- :mod:`~lagebild.cluster.running`: all of it together.
"""

from lagebild.cluster.running import read

__all__ = ["read"]
