from . import test_recompute_job
