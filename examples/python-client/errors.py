"""What can go wrong for a COSP client, apart from the OSError of a socket."""


class NotAllowed(Exception):
    """The client does not let its user do this: nothing has been sent."""


class EndOfStream(Exception):
    """The server has closed the chat connection, between two frames or inside one."""


class Nonsense(Exception):
    """What came is no frame, so nobody knows where the next one begins."""
