from . import controllers, models, schedule, wizard
from .hooks import post_init_hook, uninstall_hook
