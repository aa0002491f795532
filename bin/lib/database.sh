# shellcheck shell=bash
# Databases: a prepared template with what the add-ons depend on (a minute, once),
# and copies of it (two seconds).

# Several clones may share one server (PGHOST): each has names of its own.
CLONE_ID=$(sha256sum <<<"$ROOT" | cut -c1-6)
TEMPLATES=entretien_template_$CLONE_ID

sql() { psql -d postgres -XAtq -c "$1"; }

database_exists() { [ "$(sql "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]; }

drop_database() {
    sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$1'" >/dev/null
    sql "DROP DATABASE IF EXISTS \"$1\"" 2>/dev/null
    rm -rf "$STATE/data/filestore/$1"
}

copy_database() {
    drop_database "$2"
    quietly "copying the database $1" odoo db duplicate "$1" "$2"
}

rename_database() {
    sql "ALTER DATABASE \"$1\" RENAME TO \"$2\""
    mv "$STATE/data/filestore/$1" "$STATE/data/filestore/$2"
}

# odoo_commands DATABASE LINES: Python with "env" at hand.
odoo_commands() { odoo shell -d "$1" --no-http --log-level warn <<<"$2"; }

# What it depends on does not come with Odoo.
BRIDGE=${ADDON}_queue_job

every_addon() {
    local manifest
    for manifest in "$ROOT"/"$ADDON"*/__manifest__.py; do
        [ ! -e "$manifest" ] || basename "$(dirname "$manifest")"
    done
}

# The add-ons of this project that Odoo alone suffices for, and what they need of it.
project_addons() { every_addon | grep -vx "$BRIDGE"; }

project_dependencies() {
    local addon manifests=()
    for addon in $(project_addons); do manifests+=("$ROOT/$addon/__manifest__.py"); done
    "$PYTHON" "$LIB/dependencies.py" "${manifests[@]}"
}

# Changes when Odoo or the dependencies do.
template_name() {
    printf '%s_%s' "$TEMPLATES" \
        "$(sha256sum <<<"$ODOO_HOME $(odoo_state) $(project_dependencies)" | cut -c1-8)"
}

# Odoo unpacked in .odoo/ lies in the repository of this project: the commit there is
# not Odoo's.
odoo_state() {
    if [ -e "$ODOO_HOME/.git" ]; then
        git -C "$ODOO_HOME" rev-parse HEAD
    else
        stat -c %Y "$ODOO_HOME/odoo/release.py"
    fi
}

# Sets TEMPLATE. Dependencies and French, and no demo data: that of other modules
# would put strangers beside our own company.
ensure_template() {
    lock_set_up
    TEMPLATE=$(template_name)
    template_is_ready || prepare_template
    unlock_set_up
}

template_is_ready() {
    database_exists "$TEMPLATE" && [ -d "$STATE/data/filestore/$TEMPLATE" ]
}

prepare_template() {
    local old building=${TEMPLATES}_building
    for old in $(sql "SELECT datname FROM pg_database WHERE datname LIKE '${TEMPLATES}_%'"); do
        drop_database "$old"
    done
    say "preparing a template database (Odoo with $(project_dependencies), in French): a minute, once"
    quietly "preparing the template database" odoo -d "$building" \
        -i "$(project_dependencies)" --load-language=fr_FR --stop-after-init --no-http
    rename_database "$building" "$TEMPLATE"
}
