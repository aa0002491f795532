"""A mail server that fails when it is asked to, and keeps what it received."""

import socketserver
import threading
import time
from collections import Counter

# What it may do at a step instead of what is asked.
DROP = "drop"


class Dropped(Exception):
    """The connection ends without a word."""


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def step(self, step, text):
        """Answer as is asked of the server.

        :returns: whether the client was answered as it wishes
        """
        action = self.server.sink.action(step)
        if action == DROP:
            raise Dropped
        if isinstance(action, float):
            time.sleep(action)
        self.say(action if isinstance(action, str) else text)
        return not isinstance(action, str)

    def handle(self):
        try:
            self.step("connect", "220 ready")
            while line := self.rfile.readline():
                self.command(line.decode(errors="replace").strip())
        except (Dropped, OSError):
            pass

    def command(self, line):
        verb = line[:4].upper()
        if verb == "MAIL":
            self.to = []
            self.step("mail", "250 ok")
        elif verb == "RCPT":
            if self.step("rcpt", "250 ok"):
                self.to.append(line.partition("<")[2].partition(">")[0])
        elif verb == "DATA":
            if self.step("data", "354 go on"):
                self.text()
        elif verb == "QUIT":
            self.say("221 bye")
            raise Dropped
        else:
            self.say("250 ok")

    def text(self):
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise Dropped
        # Kept before the answer: one that is cut off then may have been taken.
        action = self.server.sink.action("end", peek=True)
        if not isinstance(action, str) or action == DROP:
            self.server.sink.received.update(self.to)
        if self.step("end", "250 taken") and self.server.sink.taken:
            self.server.sink.taken()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    request_queue_size = 50


class Sink:
    """Counts in ``received`` the mails that each address got.

    :param rng: ``random.Random``, which mails fail
    """

    def __init__(self, rng):
        self.rng, self.received, self.port, self.server = rng, Counter(), 0, None
        self.heal()
        self.open()

    def open(self):
        self.server = Server(("127.0.0.1", self.port), Session)
        self.server.sink, self.port = self, self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,)).start()

    def close(self):
        """Nobody answers there."""
        self.server.shutdown()
        self.server.server_close()

    def heal(self):
        self.at, self.does, self.share, self.next = None, None, 0, None
        # Called as soon as a mail is taken.
        self.taken = None

    def fail(self, step, action, share):
        """
        :param step: ``connect``, ``mail`` (who writes), ``rcpt`` (to whom), ``data``
            (before the text) or ``end`` (after it)
        :param action: ``DROP``, an answer of the server, or seconds of silence
        :param share: of the mails that come by, between 0 and 1
        """
        self.at, self.does, self.share, self.next = step, action, share, None

    def action(self, step, peek=False):
        if step != self.at:
            return None
        drawn = self.next
        if drawn is None:
            drawn = self.does if self.rng.random() < self.share else ""
        self.next = drawn if peek else None
        return drawn or None
