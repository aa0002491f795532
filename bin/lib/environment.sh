# shellcheck shell=bash
# The environment in which odoo runs: sources everything else and sets it up.

LIB_FOLDER=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=bin/lib/common.sh
. "$LIB_FOLDER/common.sh"
# shellcheck source=bin/lib/packages.sh
. "$LIB_FOLDER/packages.sh"
# shellcheck source=bin/lib/private_apt.sh
. "$LIB_FOLDER/private_apt.sh"
# shellcheck source=bin/lib/python.sh
. "$LIB_FOLDER/python.sh"
# shellcheck source=bin/lib/odoo_source.sh
. "$LIB_FOLDER/odoo_source.sh"
# shellcheck source=bin/lib/postgres.sh
. "$LIB_FOLDER/postgres.sh"
# shellcheck source=bin/lib/pdf.sh
. "$LIB_FOLDER/pdf.sh"
# shellcheck source=bin/lib/database.sh
. "$LIB_FOLDER/database.sh"

# Everything that odoo needs; after the first time, half a second.
set_up() {
    lock_set_up
    find_odoo
    ensure_python_packages "$LIB/requirements-odoo.txt"
    ensure_wkhtmltopdf
    ensure_postgres
    write_odoo_config
    unlock_set_up
}

# Options go through a file because a subcommand comes before them on the command
# line. The database server is not in it: odoo reads PGHOST and the others.
write_odoo_config() {
    local addons=$ROOT
    [ ! -e "$ODOO_HOME/addons/web/__manifest__.py" ] || addons=$ROOT,$ODOO_HOME/addons
    export ODOO_RC=$STATE/odoo.conf
    cat >"$ODOO_RC" <<CONF
[options]
addons_path = $addons
data_dir = $STATE/data
admin_passwd = admin
list_db = True
http_interface = 127.0.0.1
max_cron_threads = 1
CONF
    PYTHONPATH=$(odoo_python_path)
    # Odoo's own lint looks for pylint on PATH.
    export PYTHONPATH PATH=$VENV/bin:$PATH
}

odoo() { "$PYTHON" -m odoo "$@"; }
