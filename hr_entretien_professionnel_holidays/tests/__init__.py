from . import test_demo, test_leave, test_leave_access, test_leave_type
