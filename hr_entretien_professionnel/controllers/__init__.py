from . import abondement, export, main
