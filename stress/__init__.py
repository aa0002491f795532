"""Faults on purpose: work that is killed, a database that goes away, mail that fails,
people at once. ``python -m stress --help``; part of ``bin/test --long``."""
