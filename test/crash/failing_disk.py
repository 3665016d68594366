"""The other side of failing_disk.c: builds it, gives orders, reads what it did."""
import errno
import mmap
import os
import struct
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))
WRITES, SYNCS = 1, 2
JOURNAL, CHAT = 1, 2
NOTHING, HALF = 0, 1
ORDER = struct.Struct("7i")  # calls, folder, error, leaves, skip, times, failed
TIMES_AT, FAILED_AT = 5 * 4, 6 * 4


class FailingDisk:
    """One server's disk. `environment` is for that server."""

    def __init__(self, directory):
        library = os.path.join(directory, "failing_disk.so")
        order = os.path.join(directory, "order")
        subprocess.run(["clang-19", "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared",
                        "-fPIC", "-o", library, os.path.join(HERE, "failing_disk.c"), "-ldl"],
                       check=True)
        with open(order, "wb") as file:
            file.write(b"\0" * mmap.PAGESIZE)
        with open(order, "r+b") as file:
            self.order = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = {"LD_PRELOAD": library, "FAILING_DISK": order}

    def fail(self, calls, folder, error, skip=0, times=1, leaves=NOTHING):
        """From now on `skip` such calls go well, then `times` fail."""
        self.mend()
        self.order[:TIMES_AT] = ORDER.pack(calls, folder, error, leaves, skip, 0, 0)[:TIMES_AT]
        self.order[TIMES_AT:ORDER.size] = struct.pack("2i", times, 0)

    def mend(self):
        self.order[TIMES_AT:FAILED_AT] = struct.pack("i", 0)

    def failed(self):
        """How many calls failed since the last order."""
        return struct.unpack("i", self.order[FAILED_AT:ORDER.size])[0]


ENOSPC, EIO = errno.ENOSPC, errno.EIO
