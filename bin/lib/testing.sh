# shellcheck shell=bash
# Tests: a copy of the template, the add-ons installed in it, pytest, and the copies
# dropped.

# shellcheck source=bin/lib/lint.sh
. "$LIB_FOLDER/lint.sh"
# shellcheck source=bin/lib/node.sh
. "$LIB_FOLDER/node.sh"
# shellcheck source=bin/lib/browser.sh
. "$LIB_FOLDER/browser.sh"

TEST_DATABASE=entretien_test_${CLONE_ID}_$$

# run_tests [ARGUMENT…]: without arguments the whole suite, by two processes at once.
run_tests() {
    local addons
    addons=$(project_addons | paste -sd,)
    [ -n "$addons" ] || die "no add-on $ADDON in $ROOT"
    ensure_browser
    drop_databases_of_dead_runs
    ensure_template
    trap 'drop_database "$TEST_DATABASE"; drop_database "${TEST_DATABASE}_2"' EXIT
    prepare_test_database "$addons"
    cd "$ROOT" || return
    if [ $# -gt 0 ]; then
        run_pytest "$TEST_DATABASE" "$@" || return
    else
        build_assets
        run_both_halves || return
        run_bridge || return
    fi
    [ -z "$LINT_FAILED" ]
}

# As Odoo's own runner does. Else each test with a browser builds them anew, for the page
# and for a document: requests wait for each other, on a busy machine too long (20 s).
build_assets() {
    quietly "building the assets" odoo_commands "$TEST_DATABASE" \
        'env["ir.qweb"]._pregenerate_assets_bundles(); env.cr.commit()'
}

# conftest.py prints the linters' verdict above pytest's last line.
run_pytest() {
    local database=$1
    shift
    LINT_FAILED=$LINT_FAILED "$PYTHON" -m pytest \
        --odoo-database "$database" --odoo-http --odoo-log-level warn "$@"
}

# The second half speaks when the first one has ended. conftest.py knows which is whose.
run_both_halves() {
    local status=0 log=$STATE/log/second-half.log pid
    copy_database "$TEST_DATABASE" "${TEST_DATABASE}_2"
    TEST_SHARD=1/2 run_pytest "${TEST_DATABASE}_2" >"$log" 2>&1 </dev/null &
    pid=$!
    TEST_SHARD=0/2 run_pytest "$TEST_DATABASE" || status=1
    wait "$pid" || status=1
    cat "$log"
    return "$status"
}

# With OCA's queue_job installed no other test would see the scheduled action at work:
# the bridge comes last.
run_bridge() {
    add_queue_job
    quietly "installing $BRIDGE" odoo -d "$TEST_DATABASE" -i "$BRIDGE" --stop-after-init --no-http
    TEST_BRIDGE=yes run_pytest "$TEST_DATABASE" "$BRIDGE/tests"
}

# OCA's queue_job, on the addons path.
add_queue_job() {
    local packages
    # Without what it asks for: no package of Odoo is on PyPI.
    quietly "pip install queue_job" "$PYTHON" -m pip install --disable-pip-version-check -q \
        --no-deps odoo-addon-queue-job==19.0.2.4.0.1 openupgradelib==3.13.7
    packages=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    sed -i "s|^addons_path = .*|&,$packages/odoo/addons|" "$ODOO_RC"
}

# A run that was killed could not drop its database.
drop_databases_of_dead_runs() {
    local database
    for database in $(sql "SELECT datname FROM pg_database WHERE datname LIKE 'entretien\_test\_${CLONE_ID}\_%'"); do
        [ -d "/proc/$(cut -d_ -f4 <<<"$database")" ] || drop_database "$database"
    done
}

# prepare_test_database ADDONS [OPTION…]: a warning in the log of the installation is a
# failure, as it is during a test.
prepare_test_database() {
    local addons=$1 log=$STATE/log/install.log
    shift
    copy_database "$TEMPLATE" "$TEST_DATABASE"
    say "installing $addons in $TEST_DATABASE"
    rm -f "$log"
    quietly "installing $addons" odoo -d "$TEST_DATABASE" -i "$addons" --stop-after-init --no-http --logfile "$log" "$@"
    refuse_warnings "$log" "installing $addons"
}

# refuse_warnings LOG WHAT
refuse_warnings() {
    if grep -E '^[-0-9]+ [:,0-9]+ [0-9]+ (WARNING|ERROR|CRITICAL) ' "$1" >&2; then
        die "$2 logged a warning (${1#"$ROOT"/})"
    fi
}
