"""Put the reader of files on the path: these tests run without Odoo."""

import sys
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "hr_entretien_professionnel"
sys.path.insert(0, str(ADDON))
