from . import bdese
