"""Closes the network to this process and to all that it starts.

A reader has no reason to call anywhere: what it reads lies on the disk, and what a file names elsewhere
is not to be fetched. Linux lets a process refuse itself system calls for good; other systems do not, or
not without rights that an archive's account should not have.

Spec: https://docs.kernel.org/userspace-api/seccomp_filter.html; linux/filter.h, linux/audit.h
"""

import ctypes
import errno
import platform
import socket
import struct
import sys

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF_LD+W+ABS, BPF_JMP+JEQ+K, BPF_RET+K
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where they stand in struct seccomp_data
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # of prctl
# The architecture as audit.h numbers it, and the call `socket` there.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def go_offline() -> bool:
    """Refuse this process every socket but those between processes; say whether that could be done."""
    known = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return False
    code = _program(*known)
    program = _Program(len(code) // 8, code)
    prctl = ctypes.CDLL(None).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(architecture: int, call: int) -> bytes:
    """Return the filter: code, steps if so, steps if not, operand."""
    lines = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, _CALL),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *line) for line in lines)
