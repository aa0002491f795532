from . import copies
