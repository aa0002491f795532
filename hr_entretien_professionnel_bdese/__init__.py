from . import controllers, wizard
from .hooks import uninstall_hook
