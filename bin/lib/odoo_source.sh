# shellcheck shell=bash
# Odoo 19 itself: finds it, or fetches it. Sets ODOO_HOME, the folder that holds
# the Python package "odoo".

DEBIAN_ODOO=$STATE/debian/usr/lib/python3/dist-packages
# Beside the package itself, what its fonts and JavaScript libraries link to.
DEBIAN_PACKAGES=(
    odoo-19 libjs-jquery libjs-jquery-form libjs-underscore fonts-font-awesome
    fonts-inconsolata fonts-montserrat fonts-ocr-b fonts-roboto-unhinted
)

# "19.0" when the folder holds Odoo 19.0; empty when it holds no Odoo.
odoo_series() {
    [ ! -f "$1/odoo/release.py" ] ||
        sed -n 's/^version_info *= *(\([^,]*\), *\([^,]*\),.*/\1.\2/p' \
            "$1/odoo/release.py" | tr -d "'\""
}

find_odoo() {
    if [ -n "${ODOO_PATH:-}" ]; then
        take_given_odoo
    elif ODOO_HOME=$(importable_odoo) && [ -n "$ODOO_HOME" ]; then
        :
    elif [ "$(odoo_series "$DEBIAN_ODOO")" = 19.0 ]; then
        ODOO_HOME=$DEBIAN_ODOO
    elif [ "$(odoo_series "$STATE/git")" = 19.0 ]; then
        ODOO_HOME=$STATE/git
    else
        fetch_odoo
    fi
}

take_given_odoo() {
    local series
    series=$(odoo_series "$ODOO_PATH")
    [ "$series" = 19.0 ] ||
        die "this add-on is for Odoo 19.0; ODOO_PATH=$ODOO_PATH holds ${series:+Odoo }${series:-no Odoo}"
    ODOO_HOME=$(cd "$ODOO_PATH" && pwd -P)
}

# The folder of an Odoo 19 that the machine's python3 imports, or nothing.
importable_odoo() {
    local place script='import importlib.util as u; s = u.find_spec("odoo")
print(*(s.submodule_search_locations if s else ()), sep="\n")'
    while read -r place; do
        place=$(readlink -f "${place%/odoo}")
        [ "$(odoo_series "$place")" != 19.0 ] || { echo "$place" && return; }
    done < <(cd / && python3 -c "$script" 2>/dev/null)
}

fetch_odoo() {
    if fetch_debian_odoo; then
        ODOO_HOME=$DEBIAN_ODOO
    elif clone_odoo; then
        ODOO_HOME=$STATE/git
    else
        die "no Odoo 19: set ODOO_PATH to one, or give this machine access to a Debian archive or to GitHub"
    fi
}

fetch_debian_odoo() {
    local new=$STATE/debian.new
    say "looking for Odoo 19 in Debian's unstable suite"
    read_suite unstable || return 1
    say "fetching Odoo 19 (Debian's package odoo-19, 120 MB, unpacked under .odoo/)"
    rm -rf "$new"
    unpack_from unstable "$new" "${DEBIAN_PACKAGES[@]}" \
        >"$STATE/apt/unstable/download.log" 2>&1 || return 1
    complete_debian_odoo "$new/usr/lib/python3/dist-packages"
    rm -rf "$STATE/debian" "$STATE/apt/unstable"
    mv "$new" "$STATE/debian"
    [ "$(odoo_series "$DEBIAN_ODOO")" = 19.0 ]
}

complete_debian_odoo() {
    # A JavaScript library that the package leaves out for its licence; pages that
    # name it (all of the web client, in a browser test) fail without the file.
    local missing=$1/odoo/addons/mail/static/lib/selfie_segmentation
    mkdir -p "$missing"
    touch "$missing/selfie_segmentation.js"
    # Python files of all add-ons a second time, without their data: Odoo would
    # take that folder for one more addons path.
    rm -rf "$1/addons" "$1/setup"
}

clone_odoo() {
    have git || install_packages "to clone Odoo" git ca-certificates
    say "cloning the 19.0 branch of Odoo (about 1 GB)"
    rm -rf "$STATE/git"
    timeout 3600 git clone -q --depth 1 -b 19.0 \
        https://github.com/odoo/odoo.git "$STATE/git" >"$STATE/clone.log" 2>&1
}

# What goes on PYTHONPATH: Odoo, without the packages that a distribution's Odoo
# shares its folder with, which would come before those of our environment.
odoo_python_path() {
    case $ODOO_HOME in
    "$DEBIAN_ODOO") echo "$ODOO_HOME" ;;
    *-packages)
        mkdir -p "$STATE/source"
        ln -sfn "$ODOO_HOME/odoo" "$STATE/source/odoo"
        echo "$STATE/source"
        ;;
    *) echo "$ODOO_HOME" ;;
    esac
}
