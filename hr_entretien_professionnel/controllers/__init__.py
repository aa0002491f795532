from . import abondement, main
