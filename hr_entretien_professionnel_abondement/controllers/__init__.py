from . import abondement
