# shellcheck shell=bash
# bin/test --long: what takes minutes and changes seldom.

# shellcheck source=bin/lib/packaging.sh
. "$LIB_FOLDER/packaging.sh"
# shellcheck source=bin/lib/migration.sh
. "$LIB_FOLDER/migration.sh"

# run_long [CHECK…]: all of them, or those named.
run_long() {
    local only=" $* "
    ensure_template
    cd "$ROOT" || return
    check uninstall "each add-on uninstalls without a trace"
    check wheels "the wheels serve"
    check migration "a company of each release comes to the present"
    check beside "beside l10n_fr, website and hr_attendance, in two companies"
    check neighbours "the tests of what the add-ons extend"
    echo "long checks: all passed"
}

# check NAME WHAT: check_NAME, and how long it took.
check() {
    local start=$SECONDS
    [[ $only = *" $1 "* || $only = "  " ]] || return 0
    say "long: $2"
    "check_$1"
    say "long: $2: $((SECONDS - start)) s"
}

check_uninstall() {
    add_queue_job
    "$PYTHON" -m benchmarks --template "$TEMPLATE" --prefix "entretien_long_$CLONE_ID" \
        --addons "$(project_addons | paste -sd,)" --uninstall || die "an add-on leaves something behind"
}

check_beside() {
    local database=entretien_beside_$CLONE_ID log=$STATE/log/beside.log
    copy_database "$TEMPLATE" "$database"
    rm -f "$log"
    quietly "installing the add-ons beside others" odoo -d "$database" --logfile "$log" \
        -i "l10n_fr,website,hr_attendance,$(project_addons | paste -sd,)" --stop-after-init --no-http
    refuse_warnings "$log" "installing the add-ons beside others"
    run_script "two companies" "$database" load_two_companies.py
    run_night "$database"
    serve_home "$PYTHON" "$ODOO_RC" "$database" companies_over_http.py
    drop_database "$database"
}

# Odoo's own tests of what the add-ons extend, without them and with them: no test fails
# more. Some fail in the first run already, for what the data lack or say in French.
NEIGHBOURS=(calendar hr hr_holidays)

check_neighbours() {
    local database=entretien_neighbours_$CLONE_ID log=$STATE/log/neighbours more
    copy_database "$TEMPLATE" "$database"
    neighbours_failing "$database" without
    quietly "installing the add-ons beside their neighbours" odoo -d "$database" \
        -i "$(project_addons | paste -sd,)" --stop-after-init --no-http
    neighbours_failing "$database" with
    drop_database "$database"
    more=$(comm -13 "$log-without.txt" "$log-with.txt")
    [ -z "$more" ] || die "with the add-ons these fail too: $more"
}

# neighbours_failing DATABASE NAME: what fails goes to neighbours-NAME.txt.
neighbours_failing() {
    local log=$STATE/log/neighbours-$2 module tests=()
    # In Debian's package all of Odoo's add-ons are in one folder, in a clone in two.
    for module in "${NEIGHBOURS[@]}"; do
        tests+=("$ODOO_HOME"/{odoo/,}addons/"$module"/tests)
    done
    mapfile -t tests < <(find "${tests[@]}" -maxdepth 0 -type d 2>/dev/null)
    "$PYTHON" -m pytest --noconftest -c /dev/null --rootdir "$ODOO_HOME" -p no:cacheprovider \
        -q -rfE --tb=line --ignore-glob='*tour*' --ignore-glob='*test_ui*' \
        --odoo-database "$1" --odoo-http --odoo-log-level critical \
        "${tests[@]}" >"$log.log" 2>&1 || true
    grep -E ' (passed|failed)' "$log.log" | tail -n 1 | sed "s/^/$2 the add-ons: /" ||
        die "no test ran ($log.log)"
    sed -n 's/^\(FAILED\|ERROR\) \([^ ]*\).*/\2/p' "$log.log" | sort -u >"$log.txt"
}
