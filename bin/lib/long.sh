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
    echo "long checks: all passed"
}

check_uninstall() {
    add_queue_job
    "$PYTHON" -m benchmarks --template "$TEMPLATE" --prefix "entretien_long_$CLONE_ID" \
        --addons "$(project_addons | paste -sd,)" --uninstall || die "an add-on leaves something behind"
}
