from . import main, training_plan
