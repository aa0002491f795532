# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the files that source this one
# What every script shares: where things are, how to speak, how to stop.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
LIB=$ROOT/bin/lib
# Everything that is downloaded, built or stored at run time; git ignores it.
STATE=$ROOT/.odoo
ADDON=hr_entretien_professionnel

say() { printf '== %s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

# quietly WHAT COMMAND…: silent when it succeeds; when it fails, stop with one line
# that says why, and where the whole output is.
quietly() {
    local what=$1 log
    shift
    mkdir -p "$STATE/log"
    log=$STATE/log/$(printf '%s' "$what" | tr -cs 'a-zA-Z0-9' '-' | cut -c1-60).log
    "$@" >"$log" 2>&1 </dev/null ||
        die "$what failed: $(reason_in "$log") (whole output: ${log#"$ROOT"/})"
}

# Of a failed command's output, the line that says most.
reason_in() {
    if grep -qiE 'temporary failure|could not resolve|network is unreachable|newconnectionerror|EAI_AGAIN|ENOTFOUND|ECONNREFUSED' "$1"; then
        echo "no network"
    else
        { grep -E '^(E:|ERROR|error|npm (ERR|error)|[A-Za-z_.]+(Error|Exception):)' "$1" || cat "$1"; } |
            tail -n 1 | cut -c1-200
    fi
}

# A fingerprint of folders, to know whether what runs changed.
fingerprint() {
    find "$@" -type f -not -path '*/__pycache__/*' -not -path '*/tests/*' -print0 |
        sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
}

# Two commands started at once must not set the same things up twice.
# Children that stay alive (PostgreSQL) must be started with 9>&-.
lock_set_up() {
    mkdir -p "$STATE"
    exec 9>"$STATE/set-up.lock"
    flock -n 9 || {
        say "waiting for another command that is setting up"
        flock 9
    }
}

unlock_set_up() { exec 9>&-; }
