"""What keeps a worker small: how it asks the system for memory, and what it goes on sharing after the fork."""

import ctypes
import gc
import itertools

# malloc.h of glibc: https://man7.org/linux/man-pages/man3/mallopt.3.html
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
OPTIONS = {
    # Else eight for each core, and each keeps what its busiest request needed; threads of Python take turns anyway.
    ARENA_MAX: 1,
    # By itself glibc learns to keep up to 32 MB and twice that. What a page takes for a moment, a quarter of a megabyte
    # to compress it, is not given back each time: getting it again took a third of the time of a small page.
    MMAP_THRESHOLD: 300_000,
    TRIM_THRESHOLD: 600_000,
}
EACH = 1_000  # requests
_requests = itertools.count(1)  # of this process


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


def give_back() -> bool:
    """After a request. Whether it was one of those after which the system got back what lies unused between the used.

    glibc by itself gives back only what is unused at the end: two megabytes of each worker stayed.
    It takes less than a millisecond.
    https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    if next(_requests) % EACH:
        return False
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return False
    return True
