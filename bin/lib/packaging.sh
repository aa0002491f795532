# shellcheck shell=bash
# The wheels: built, installed in a fresh virtual environment, tried there.

DIST=$STATE/dist
# Apart from .odoo/venv: no add-on comes from the folders of this clone.
PACKAGE_VENV=$STATE/package-venv

make_package_venv() {
    rm -rf "$PACKAGE_VENV"
    quietly "creating the virtual environment of the wheels" "$(find_python)" -m venv "$PACKAGE_VENV"
    quietly "pip install -r requirements-package.txt" "$PACKAGE_VENV/bin/python" -m pip install \
        --disable-pip-version-check -q -r "$LIB/requirements-package.txt"
}

# The version is the manifest's: whool would count the commits since.
build_wheels() {
    local addon folders=()
    for addon in $(every_addon); do folders+=("$ROOT/$addon"); done
    rm -rf "$DIST"
    WHOOL_POST_VERSION_STRATEGY_OVERRIDE=none quietly "building the wheels" \
        "$PACKAGE_VENV/bin/python" -m pip wheel --disable-pip-version-check -q \
        --no-deps --no-build-isolation -w "$DIST" "${folders[@]}"
}

# What Odoo itself needs is borrowed from .odoo/venv; Odoo is where it always is.
install_wheels() {
    quietly "installing the wheels" "$PACKAGE_VENV/bin/python" -m pip install \
        --disable-pip-version-check -q --no-deps --no-index "$DIST"/*.whl
    "$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$(
        "$PACKAGE_VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
    )/borrowed.pth"
}

# packaged_odoo OPTION…: Odoo with the add-ons of the wheels, never those of this folder.
packaged_odoo() {
    (cd / && ODOO_RC=$STATE/package.conf "$PACKAGE_VENV/bin/python" -m odoo "$@")
}

# serve_home PYTHON CONFIGURATION DATABASE [SCRIPT]: what HR sees first, or what a script
# of LIB asks, and a quiet log.
serve_home() {
    local log=$STATE/log/home-server.log port pid status=0
    port=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    rm -f "$log"
    (cd / && ODOO_RC=$2 exec "$1" -m odoo -d "$3" --db-filter "^$3\$" --http-port "$port" \
        --log-level warn --logfile "$log" --max-cron-threads 0) </dev/null >/dev/null 2>&1 9>&- &
    pid=$!
    "$PYTHON" "$LIB/${4:-home_over_http.py}" "http://127.0.0.1:$port" "$3" || status=1
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    refuse_warnings "$log" "the server of $3"
    [ "$status" = 0 ] || die "what was asked is not served (${log#"$ROOT"/})"
}

# check_wheels: all add-ons, in a new database, and what HR sees first.
check_wheels() {
    local database=entretien_package_$CLONE_ID addons
    addons=$(project_addons | paste -sd,)
    make_package_venv
    build_wheels
    install_wheels
    sed "s|^addons_path = $ROOT,*|addons_path = |; /^addons_path = $/d" "$ODOO_RC" >"$STATE/package.conf"
    (cd / && "$PACKAGE_VENV/bin/python" -c "import odoo.addons.$ADDON as core; print(core.__path__[0])") |
        grep -q "^$PACKAGE_VENV/" || die "the add-ons are not those of the wheels"
    copy_database "$TEMPLATE" "$database"
    quietly "installing the add-ons of the wheels" packaged_odoo -d "$database" -i "$addons" \
        --stop-after-init --no-http --log-level warn
    serve_home "$PACKAGE_VENV/bin/python" "$STATE/package.conf" "$database"
    drop_database "$database"
}
