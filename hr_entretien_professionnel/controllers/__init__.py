from . import abondement, bdese, export, main
