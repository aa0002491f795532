from . import (
    test_bdese,
    test_bdese_access,
    test_bdese_access_table,
    test_bdese_documents,
    test_bdese_hostile,
    test_bdese_proven,
)
