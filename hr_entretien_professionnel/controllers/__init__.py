from . import main
from . import abondement
