# shellcheck shell=bash
# bin/test --long: what takes minutes and changes seldom.

# shellcheck source=bin/lib/packaging.sh
. "$LIB_FOLDER/packaging.sh"
# shellcheck source=bin/lib/migration.sh
. "$LIB_FOLDER/migration.sh"

# run_long [CHECK…]: all of them, or those named.
run_long() {
    local only=" $* " name
    for name; do
        declare -F "check_$name" >/dev/null || die "no such check: $name"
    done
    ensure_template
    cd "$ROOT" || return
    long_check uninstall "each add-on uninstalls without a trace"
    long_check alone "each add-on passes its tests without those that it does not need"
    long_check wheels "the wheels serve"
    long_check migration "a company of each release comes to the present"
    long_check beside "beside l10n_fr, website and hr_attendance, in two companies"
    long_check hostile "whatever is sent by hand"
    long_check faults "killed, broken off, at once, it ends as it should (STRESS_TIMES=100)"
    long_check neighbours "the tests of what the add-ons extend"
    echo "long checks: all passed"
}

# long_check NAME WHAT: check_NAME, and how long it took.
long_check() {
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

# ALONE="hr_entretien_professionnel" in the environment takes these add-ons alone.
check_alone() {
    local addon
    trap 'drop_database "$TEST_DATABASE"' EXIT
    ensure_node_packages
    ensure_browser
    for addon in ${ALONE:-$(project_addons)}; do
        [ "$addon" != "$BRIDGE" ] || continue
        prepare_test_database "$addon" --skip-auto-install
        run_pytest "$TEST_DATABASE" -q "$addon/tests" || die "$addon alone"
        drop_database "$TEST_DATABASE"
    done
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

# Odoo's own tests of what the add-ons extend or stand beside, without them and with
# them: no test fails more. Some fail without them already, for what the data lack or say
# in French. NEIGHBOURS="mail project" in the environment takes these alone.
DEFAULT_NEIGHBOURS="portal hr_skills hr_recruitment hr hr_holidays calendar project mail"

check_neighbours() {
    local without=entretien_without_$CLONE_ID with=entretien_with_$CLONE_ID module more
    local log=$STATE/log/neighbours wrong= modules
    read -ra modules <<<"${NEIGHBOURS:-$DEFAULT_NEIGHBOURS}"
    copy_database "$TEMPLATE" "$without"
    quietly "installing the neighbours" odoo -d "$without" \
        -i "$(IFS=, && echo "${modules[*]}")" --stop-after-init --no-http
    copy_database "$without" "$with"
    quietly "installing the add-ons beside their neighbours" odoo -d "$with" \
        -i "$(project_addons | paste -sd,)" --stop-after-init --no-http
    for module in "${modules[@]}"; do
        neighbour_failing "$without" "$module" without
        neighbour_failing "$with" "$module" with
        more=$(comm -13 "$log-$module"-{without,with}.txt)
        wrong+=${more:+$'\n'$more}
    done
    drop_database "$without"
    drop_database "$with"
    [ -z "$wrong" ] || die "with the add-ons these fail too: $wrong"
}

# neighbour_failing DATABASE MODULE NAME: what fails goes to neighbours-MODULE-NAME.txt.
neighbour_failing() {
    local log=$STATE/log/neighbours-$2-$3 start=$SECONDS tests
    # In Debian's package all of Odoo's add-ons are in one folder, in a clone in two.
    tests=$(find "$ODOO_HOME"/{odoo/,}addons/"$2"/tests -maxdepth 0 2>/dev/null || true)
    PYTHONHASHSEED=0 "$PYTHON" -m pytest --noconftest -c /dev/null --rootdir "$ODOO_HOME" \
        -p no:cacheprovider -q -rfE --tb=short --ignore-glob='*tour*' --ignore-glob='*test_ui*' \
        --odoo-database "$1" --odoo-http --odoo-log-level critical \
        "$tests" >"$log.log" 2>&1 || true
    grep -E ' (passed|failed)' "$log.log" | tail -n 1 |
        sed "s/^/$2 $3 the add-ons, $((SECONDS - start)) s: /" || die "no test ran ($log.log)"
    sed -n 's/^\(FAILED\|ERROR\) \([^ ]*\).*/\2/p' "$log.log" | sort -u >"$log.txt"
}

# Values drawn anew each time. What fails is drawn again by the seed that is printed.
check_hostile() {
    local seed=${HOSTILE_SEED:-$RANDOM}
    trap 'drop_database "$TEST_DATABASE"' EXIT
    prepare_test_database "$(project_addons | paste -sd,)"
    echo "HOSTILE_SEED=$seed"
    HOSTILE_EXAMPLES=${HOSTILE_EXAMPLES:-30} HOSTILE_SEED=$seed run_pytest "$TEST_DATABASE" -q \
        "$ADDON"/tests/test_hostile*.py tests/spreadsheet/test_hostile_files.py ||
        die "HOSTILE_SEED=$seed draws what was not refused in words"
}

# Each fault so many times; with a seed of its own, that the report says. STRESS_ONLY and
# STRESS_SEED in the environment take some kinds, and a seed.
check_faults() {
    "$PYTHON" -m stress --template "$TEMPLATE" --addons "$(project_addons | paste -sd,)" \
        --times "${STRESS_TIMES:-100}" ${STRESS_ONLY:+--only "$STRESS_ONLY"} \
        ${STRESS_SEED:+--seed "$STRESS_SEED"} || die "a fault was not borne"
}
