"""What keeps a worker small: how it asks the system for memory, and what it goes on sharing after the fork."""

import ctypes
import gc

# malloc.h of glibc: https://man7.org/linux/man-pages/man3/mallopt.3.html
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
OPTIONS = {
    # Else eight for each core, and each keeps what its busiest request needed; threads of Python take turns anyway.
    ARENA_MAX: 1,
    # A page being compressed takes megabytes for a moment. They go back at once; by itself glibc learns to keep them.
    MMAP_THRESHOLD: 65_536,
    TRIM_THRESHOLD: 131_072,
}


def ask_for_little() -> bool:
    """Before threads begin. False where the system has no such options: musl, macOS, Windows."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(mallopt(option, value) for option, value in OPTIONS.items())


def settle() -> None:
    """Just before the fork: what is loaded stays. The collector writes to it no more, so workers go on sharing it."""
    gc.collect()
    gc.freeze()
