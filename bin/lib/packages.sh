# shellcheck shell=bash
# Packages of the distribution: installs what is missing, by package name.

as_root() {
    if is_root; then
        "$@"
    elif have sudo; then
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else
        die "'$*' needs root: run as root, or install sudo"
    fi
}

refresh_package_lists() {
    [ -z "${PACKAGE_LISTS_FRESH:-}" ] || return 0
    mkdir -p "$STATE/log"
    say "refreshing the package lists (apt-get update)"
    # A source of the machine that does not answer is not our business: what is
    # missing shows when it is installed.
    as_root apt-get update -q >"$STATE/log/apt-get-update.log" 2>&1 </dev/null || true
    PACKAGE_LISTS_FRESH=1
}

can_install() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n '/Candidate: [^(]/p')" ]; }

# install_packages WHY PACKAGE…
install_packages() {
    local why=$1
    shift
    have apt-get || die "$why is missing and there is no apt-get to install: $*"
    refresh_package_lists
    say "installing $* ($why)"
    DEBIAN_FRONTEND=noninteractive quietly "installing $*" \
        as_root apt-get install -qy --no-install-recommends "$@"
}
