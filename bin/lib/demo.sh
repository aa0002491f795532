# shellcheck shell=bash
# The demo company, or one on its first day: a database of its own, the server.
#
# PostgreSQL's comment on the database says that bin/run made it, which company is in
# it, and from which state of the add-ons.

database_comment() {
    sql "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$1'"
}

comment_database() { sql "COMMENT ON DATABASE \"$1\" IS '$2'"; }

addons_fingerprint() { echo "bin/run: $1 $(fingerprint "$ROOT/$ADDON"*)"; }

# ensure_demo DATABASE COMPANY: the company that load_COMPANY.py loads.
ensure_demo() {
    local database=$1 company=$2 comment
    [[ $database =~ ^[A-Za-z0-9][A-Za-z0-9_.-]*$ ]] || die "not a database name: $database"
    comment=$(database_comment "$database")
    if ! database_exists "$database"; then
        create_demo "$database" "$company"
    elif [[ $comment != "bin/run: $company "* ]]; then
        die "the database $database exists and bin/run did not make it with these options; choose another with --db"
    elif [ "$comment" != "$(addons_fingerprint "$company")" ]; then
        update_demo "$database" "$company"
    fi
}

# Under another name until it is complete: a run that is interrupted leaves no half
# of a company behind.
create_demo() {
    local database=$1 company=$2 building=$1_building fingerprint addons
    fingerprint=$(addons_fingerprint "$company")
    addons=$(project_addons | paste -sd,)
    ensure_template
    say "creating the company (database $database)"
    copy_database "$TEMPLATE" "$building"
    quietly "installing $addons" odoo -d "$building" -i "$addons" --stop-after-init --no-http
    # Only the demo data of these add-ons: with odoo's own option, Odoo's demo employees
    # would stand beside ours.
    odoo_script "$building" "load_$company.py" >/dev/null ||
        die "the data of the company failed to load ($addons)"
    comment_database "$building" "$fingerprint"
    rename_database "$building" "$database"
}

update_demo() {
    local database=$1 fingerprint addons
    fingerprint=$(addons_fingerprint "$2")
    addons=$(project_addons | paste -sd,)
    say "the add-ons changed: updating them (to load changed demo data: bin/odoo db drop $database)"
    quietly "updating $addons" odoo -d "$database" -i "$addons" -u "$ADDON" --stop-after-init --no-http
    comment_database "$database" "$fingerprint"
}

# Run one of our Python files with "env" at hand.
odoo_script() {
    odoo shell -d "$1" --no-http --log-level warn <"$LIB/$2"
}

print_due_dates() { odoo_script "$1" due_dates.py || die "the due dates could not be computed"; }

show_first_day() {
    cat <<TEXT
Papeteries de l'Isole: 60 employees, no interview yet. Log in as the HR officer: the
dashboard says what to do first, and these are the company's files to import:

    $ADDON/demo/first_day/1_dates_des_salaries.xlsx
    $ADDON/demo/first_day/2_entretiens_passes.xlsx
    $ADDON/demo/first_day/3_absences.csv

docs/manual.md leads through it ("The first day, played"). To play it again: bin/odoo db drop DATABASE
TEXT
}

require_free_port() {
    [[ $1 =~ ^[0-9]+$ ]] || die "not a port: $1"
    ! (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null ||
        die "port $1 is taken: stop the program that uses it, or choose another with --port"
}

# The PDF engine fetches its style sheets from the server: it must know which port.
set_report_url() {
    psql -d "$1" -XAtq -c "INSERT INTO ir_config_parameter (key, value)
        VALUES ('report.url', '$2')
        ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value" >/dev/null
}

# serve DATABASE PORT: the server takes the place of the shell.
serve() {
    require_free_port "$2"
    set_report_url "$1" "http://127.0.0.1:$2"
    exec "$PYTHON" -m odoo -d "$1" --db-filter "^$1\$" --http-port "$2" --log-level warn
}

# serve_demo DATABASE PORT
serve_demo() {
    cat <<TEXT

http://localhost:$2   (Ctrl-C stops the server)

    HR officer   rh        rh
    manager      manager   manager
    employee     salarie   salarie
    administrator of Odoo  admin / admin
TEXT
    serve "$1" "$2"
}
