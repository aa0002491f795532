"""The odoo command as a file: its server starts itself anew by that for the web socket,
which ``python -m odoo`` cannot."""

from odoo.cli import main

main()
