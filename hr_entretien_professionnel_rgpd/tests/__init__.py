from . import (
    test_company,
    test_export_file,
    test_export_log,
    test_hire_file,
    test_retention,
    test_retention_settings,
    test_retention_tour,
    test_rgpd_access_table,
)
