# shellcheck shell=bash
# bin/test --long: what takes minutes and changes seldom.

# shellcheck source=bin/lib/packaging.sh
. "$LIB_FOLDER/packaging.sh"

run_long() {
    ensure_template
    cd "$ROOT" || return
    say "long: each add-on uninstalls without a trace"
    check_uninstall
    say "long: the wheels serve"
    check_wheels
    say "long: the tests of what the add-ons extend"
    check_neighbours
    say "long: killed, broken off, at once, it ends as it should (STRESS_TIMES=100)"
    check_faults
    echo "long checks: all passed"
}

check_uninstall() {
    add_queue_job
    "$PYTHON" -m benchmarks --template "$TEMPLATE" --prefix "entretien_long_$CLONE_ID" \
        --addons "$(project_addons | paste -sd,)" --uninstall || die "an add-on leaves something behind"
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

# Each fault so many times; with a seed of its own, that the report says.
check_faults() {
    "$PYTHON" -m stress --template "$TEMPLATE" --addons "$(project_addons | paste -sd,)" \
        --times "${STRESS_TIMES:-100}" || die "a fault was not borne"
}
