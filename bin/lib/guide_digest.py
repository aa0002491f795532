"""Prints the digest of what the guide is built from: its pages and their settings.

The pictures are not built: the pages served and docs/fr share one folder of them.
"""

import hashlib
import pathlib

ROOT = pathlib.Path(__file__).parents[2]


def digest():
    """The SHA-256 of all of it, as hexadecimal."""
    seen = hashlib.sha256()
    for path in sorted(
        [*ROOT.glob("docs/fr/*.md"), *ROOT.glob("docs/*.yml"), *ROOT.glob("docs/*.py")]
    ):
        seen.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()


if __name__ == "__main__":
    print(digest())
