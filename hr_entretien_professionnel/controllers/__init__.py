from . import bdese, main
