# shellcheck shell=bash
# A Chromium for the browser tests; Odoo looks for these names, in this order.

find_browser() {
    local name
    for name in google-chrome chromium chromium-browser google-chrome-stable; do
        if have "$name" && ! is_snap "$name" && "$name" --version >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    return 1
}

# Ubuntu's chromium is a snap, or a script that calls it: it cannot read the files
# of a test, and does not run in a container at all.
is_snap() {
    local file
    file=$(command -v "$1")
    [[ $(readlink -f "$file") == *snap* ]] || grep -qsI '/snap/bin' "$file"
}

ensure_browser() {
    find_browser >/dev/null && return
    if grep -qs '^ID=debian' /etc/os-release; then
        install_packages "the browser of the browser tests" chromium
    fi
    find_browser >/dev/null ||
        die "no browser for the browser tests: install google-chrome (Ubuntu's chromium is a snap and does not serve)"
}
