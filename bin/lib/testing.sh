# shellcheck shell=bash
# Tests: a copy of the template, the add-ons installed in it, pytest, and the copy
# dropped.

# shellcheck source=bin/lib/lint.sh
. "$LIB_FOLDER/lint.sh"
# shellcheck source=bin/lib/node.sh
. "$LIB_FOLDER/node.sh"
# shellcheck source=bin/lib/browser.sh
. "$LIB_FOLDER/browser.sh"

TEST_DATABASE=entretien_test_${CLONE_ID}_$$

run_tests() {
    local addons status=0
    addons=$(project_addons | paste -sd,)
    [ -n "$addons" ] || die "no add-on $ADDON in $ROOT"
    ensure_browser
    drop_databases_of_dead_runs
    ensure_template
    trap 'drop_database "$TEST_DATABASE"' EXIT
    prepare_test_database "$addons"
    # conftest.py prints the linters' verdict above pytest's last line.
    (cd "$ROOT" && LINT_FAILED=$LINT_FAILED "$PYTHON" -m pytest \
        --odoo-database "$TEST_DATABASE" --odoo-http --odoo-log-level warn "$@") || status=$?
    [ -z "$LINT_FAILED" ] || status=1
    return "$status"
}

# A run that was killed could not drop its database.
drop_databases_of_dead_runs() {
    local database
    for database in $(sql "SELECT datname FROM pg_database WHERE datname LIKE 'entretien\_test\_${CLONE_ID}\_%'"); do
        [ -d "/proc/${database##*_}" ] || drop_database "$database"
    done
}

# A warning in the log of the installation is a failure, as it is during a test.
prepare_test_database() {
    local log=$STATE/log/install.log
    copy_database "$TEMPLATE" "$TEST_DATABASE"
    say "installing $1 in $TEST_DATABASE"
    rm -f "$log"
    quietly "installing $1" odoo -d "$TEST_DATABASE" -i "$1" --stop-after-init --no-http --logfile "$log"
    if grep -E '^[-0-9]+ [:,0-9]+ [0-9]+ (WARNING|ERROR|CRITICAL) ' "$log" >&2; then
        die "installing $1 logged a warning (${log#"$ROOT"/})"
    fi
}
