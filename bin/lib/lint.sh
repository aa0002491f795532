# shellcheck shell=bash
# The linters. All run; LINT_FAILED names those that had something to say.

LINT_FAILED=

# check NAME COMMAND…: its output only when it fails.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1 </dev/null); then
        say "lint: $name ok"
    else
        printf '%s\n' "$output" >&2
        say "lint: $name FAILED"
        LINT_FAILED="${LINT_FAILED:+$LINT_FAILED, }$name"
    fi
}

run_lint() {
    local addons
    cd "$ROOT" || return
    mapfile -t addons < <(every_addon)
    check "ruff" "$VENV/bin/ruff" check .
    check "ruff format" "$VENV/bin/ruff" format --check .
    [ ${#addons[@]} -gt 0 ] || return 0
    check "pylint-odoo" "$VENV/bin/pylint" "${addons[@]}"
    check "oca-odoo-pre-commit-hooks" "$VENV/bin/oca-checks-odoo-module" "${addons[@]}"
    check "oca-odoo-pre-commit-hooks (po)" lint_translations "${addons[@]}"
    check "pot" "$PYTHON" "$LIB/pot.py" --check
    check "prettier" lint_layout --check "${addons[@]}"
    check "odoo upgrade_code" lint_upgrade_code
}

# What the linters can mend themselves; their words go to a log.
run_fixes() {
    local addons
    cd "$ROOT" || return
    mapfile -t addons < <(every_addon)
    {
        "$VENV/bin/oca-checks-odoo-module" --fix "${addons[@]}"
        "$VENV/bin/ruff" check --fix .
        "$VENV/bin/ruff" format .
        lint_layout --write "${addons[@]}"
        "$PYTHON" "$LIB/pot.py"
    } >"$STATE/log/fix.log" 2>&1 || true
}

lint_translations() {
    local files
    mapfile -t files < <(find "$@" -name '*.po' -o -name '*.pot')
    [ ${#files[@]} = 0 ] || "$VENV/bin/oca-checks-po" "${files[@]}"
}

# lint_layout --check|--write ADDON…
lint_layout() {
    local mode=$1 files
    shift
    mapfile -t files < <(find "$@" -path '*/static/lib' -prune -o -type f \
        \( -name '*.xml' -o -name '*.js' -o -name '*.scss' -o -name '*.css' \) -print)
    [ ${#files[@]} = 0 ] || prettier "$mode" "${files[@]}"
}

# Idioms that Odoo renamed. Never without both --dry-run and --glob: it would
# rewrite Odoo itself. It exits 1 when it would change a file.
lint_upgrade_code() {
    odoo upgrade_code --from 17.5 --glob "$ADDON*/**" --dry-run --addons-path "$ROOT"
}
