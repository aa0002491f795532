from . import bdese, main
from . import main
from . import export
from . import abondement
