"""The terminal the app stands in: whether it is still there."""

import select

_CLOSED = select.POLLHUP | select.POLLERR | select.POLLNVAL


def is_gone(descriptor: int) -> bool:
    """Whether the terminal behind `descriptor` was closed.

    Who closes the window takes the terminal away. The hang-up signal that tells a program so does not reach every one
    that runs under another, and reading on gives nothing, at once, for ever.
    """
    asked = select.poll()
    asked.register(descriptor, select.POLLIN)
    return any(told & _CLOSED for _descriptor, told in asked.poll(0))
