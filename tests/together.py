"""Which browser tests run on one process: those that share a walk or a server, which are dear to make.

The marks that xdist has for it change nothing with this version of pytest (seen: one group ran on both processes).
"""

from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling

FILES = ("test_board.py", "test_other_scripts.py", "test_planted_looks.py")
WALKS = "test_access.py"  # one walk for each language


def group(nodeid: str) -> str:
    """The name of the group of a test; its own name when it may run anywhere."""
    path, _, test = nodeid.partition("::")
    file = PurePosixPath(path).name
    if file == WALKS:
        return f"{path} {'es' if '/es' in test else 'en'}"
    return path if file in FILES else nodeid


class Together(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
