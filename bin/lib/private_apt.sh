# shellcheck shell=bash
# Debian packages of another suite, downloaded and unpacked under .odoo/ with an
# apt configuration of their own: the machine's is neither read for suites nor
# changed, and no root is needed.

# The Debian archive that the machine itself uses, as "address keyring".
debian_archive() {
    # shellcheck disable=SC2016 # these are apt's variables
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(RELEASE) $(SIGNED_BY)' \
        'Created-By: Packages' 2>/dev/null |
        awk '$2 == "main" && $3 !~ /-security/ && $1 !~ /security/ { print $1; exit }'
}

# The machine's own keys; a suite newer than the machine may need only these.
debian_keyring() {
    local file
    for file in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
        [ ! -e "$file" ] || { echo "$file" && return; }
    done
}

# private_apt SUITE TOOL ARGUMENT…: apt-get or apt-cache in that suite.
private_apt() {
    local suite=$1 tool=$2 home=$STATE/apt/$1
    shift 2
    "$tool" -q -o "Dir::Etc::SourceList=$home/sources.list" \
        -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::Preferences=/dev/null \
        -o Dir::Etc::PreferencesParts=/dev/null -o "Dir::State=$home/state" \
        -o "Dir::State::status=$home/status" -o "Dir::Cache=$home/cache" \
        -o APT::Sandbox::User="$(id -un)" "$@"
}

# Fails when this is no Debian machine or its archive does not have that suite.
read_suite() {
    local suite=$1 home=$STATE/apt/$1 archive keyring
    have apt-get && have dpkg-deb || return 1
    archive=$(debian_archive)
    keyring=$(debian_keyring)
    [ -n "$archive" ] && [ -n "$keyring" ] && grep -qs '^ID=debian' /etc/os-release || return 1
    rm -rf "$home"
    mkdir -p "$home/state/lists/partial" "$home/cache/archives/partial" "$home/debs"
    : >"$home/status"
    echo "deb [signed-by=$keyring] $archive $suite main" >"$home/sources.list"
    private_apt "$suite" apt-get -o Acquire::Languages=none update \
        --error-on=any >"$home/update.log" 2>&1
}

# unpack_from SUITE FOLDER PACKAGE…
unpack_from() {
    local suite=$1 folder=$2 deb
    local debs=$STATE/apt/$suite/debs
    shift 2
    (cd "$debs" && private_apt "$suite" apt-get download "$@") || return 1
    mkdir -p "$folder"
    for deb in "$debs"/*.deb; do
        dpkg-deb -x "$deb" "$folder" || return 1
    done
    rm -rf "$debs"
}
