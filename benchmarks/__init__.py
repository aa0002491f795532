"""The table of what the application costs a company of 1 000 to 100 000; see
``bin/benchmark``. A module for each part of the table, a function for each line."""
