# shellcheck shell=bash
# A Python that Odoo 19 runs on, and a virtual environment with pinned packages.

VENV=$STATE/venv
PYTHON=$VENV/bin/python

python_suits() {
    have "$1" && "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do
        if python_suits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    die "Odoo 19 runs on Python 3.10 to 3.13; here: $(python3 --version 2>&1 || echo none)"
}

# Debian and Ubuntu ship venv apart from Python.
python_has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

create_venv() {
    local python version
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    python_has_venv "$python" || install_packages "Python's venv" "python$version-venv"
    say "creating a virtual environment for Python $version"
    rm -rf "$VENV"
    quietly "creating the virtual environment" "$python" -m venv "$VENV"
}

# ensure_python_packages FILE: installs what the requirements file names, once.
ensure_python_packages() {
    local file=$1 stamp
    "$PYTHON" -c '' 2>/dev/null || create_venv
    stamp=$VENV/.installed-$(basename "$file")
    cmp -s "$file" "$stamp" && return
    say "installing Python packages of ${file#"$ROOT"/}"
    quietly "pip install -r ${file#"$ROOT"/}" \
        "$PYTHON" -m pip install --disable-pip-version-check -q -r "$file"
    cp "$file" "$stamp"
}
