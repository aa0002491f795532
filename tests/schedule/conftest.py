"""Put the engine on the path: these tests run without Odoo."""

import sys
from pathlib import Path

from hypothesis import settings

ADDON = Path(__file__).resolve().parents[2] / "hr_entretien_professionnel"
sys.path.insert(0, str(ADDON))

settings.register_profile(
    "schedule", deadline=None, derandomize=True, database=None, max_examples=100
)
settings.load_profile("schedule")
