# shellcheck shell=bash
# PostgreSQL: the one of PGHOST when it is set, else a private cluster.
#
# The private cluster listens on a unix socket in a folder that only its owner
# (and root) may enter, hence "trust". It keeps nothing that cannot be made again,
# hence fsync off. PostgreSQL refuses to run as root: then it runs as "postgres".
# jit off: of a grouped list of a large company, compiling the plan takes ten times as
# long as running it.

CLUSTER=$STATE/postgres

ensure_postgres() {
    if [ -n "${PGHOST:-}" ]; then
        export_given_server
    else
        ensure_private_cluster
    fi
}

export_given_server() {
    export PGHOST PGPORT="${PGPORT:-5432}" PGUSER="${PGUSER:-odoo}"
    [ -z "${PGPASSWORD:-}" ] || export PGPASSWORD
    have psql || install_packages "PostgreSQL's client" postgresql-client
    [ "$PGUSER" != postgres ] ||
        die "Odoo refuses to work as the PostgreSQL user 'postgres': set PGUSER to another role that may create databases"
    local answer
    answer=$(psql -w -d postgres -Atc 'SHOW server_version_num' 2>&1) ||
        die "no PostgreSQL at PGHOST=$PGHOST PGPORT=$PGPORT as PGUSER=$PGUSER: $(head -n 1 <<<"$answer")"
    [ "$answer" -ge 130000 ] ||
        die "Odoo 19 needs PostgreSQL 13 or later; PGHOST=$PGHOST has $answer"
}

find_postgres_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) \
        "$(dirname "$(command -v postgres 2>/dev/null || echo none)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            echo "$folder"
            return
        fi
    done
}

# The user who runs the server, and how to become it.
as_postgres() {
    if ! is_root; then
        "$@"
    else
        local user=postgres
        id "$user" >/dev/null 2>&1 || user=nobody
        (cd / && setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups -- "$@")
    fi
}

# Under .odoo/ if the server may go there and the socket's path is short enough
# (107 bytes); else elsewhere, with .odoo/postgres a link to it.
cluster_home() {
    if [ -e "$CLUSTER/data" ]; then
        readlink -f "$CLUSTER"
    elif [ ${#CLUSTER} -lt 80 ] && as_postgres test -x "$STATE" 2>/dev/null; then
        echo "$CLUSTER"
    else
        echo "/var/tmp/$ADDON-$(id -u)-$(sha256sum <<<"$ROOT" | cut -c1-10)"
    fi
}

create_cluster() {
    local home=$1
    say "creating a private PostgreSQL cluster ($("$PG_BIN/postgres" --version | sed 's/.*) //'))"
    rm -rf "$home"
    mkdir -p "$home"
    chmod 700 "$home"
    is_root && chown "$(as_postgres id -u):$(as_postgres id -g)" "$home"
    [ "$home" = "$CLUSTER" ] || ln -sfn "$home" "$CLUSTER"
    quietly "creating the PostgreSQL cluster" as_postgres "$PG_BIN/initdb" \
        -D "$home/data" -U odoo --auth=trust --encoding=UTF8 --locale=C.UTF-8
}

configure_cluster() {
    local home=$1
    # Read last, so it wins; written anew at each start, in case the clone moved.
    as_postgres tee "$home/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$home'
unix_socket_permissions = 0700
port = 5432
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
shared_buffers = '256MB'
max_connections = 200
max_wal_size = '2GB'
log_min_messages = fatal
CONF
}

# A postmaster.pid left by a crash or a restart of the machine, whose number now
# belongs to another program, would keep the server from starting.
forget_dead_server() {
    local file=$1/data/postmaster.pid pid
    [ -e "$file" ] || return 0
    pid=$(head -n 1 "$file")
    grep -qsF "$1/data" "/proc/$pid/cmdline" || rm -f "$file" "$1"/.s.PGSQL.*
}

start_cluster() {
    local home=$1
    say "starting PostgreSQL"
    configure_cluster "$home"
    forget_dead_server "$home"
    quietly "starting PostgreSQL" start_server "$home"
}

start_server() {
    as_postgres rm -f "$1/server.log"
    as_postgres "$PG_BIN/pg_ctl" start -w -t 60 -D "$1/data" -l "$1/server.log" 9>&- ||
        { cat "$1/server.log" && return 1; }
}

ensure_private_cluster() {
    local home
    PG_BIN=$(find_postgres_programs)
    if [ -z "$PG_BIN" ]; then
        install_packages "PostgreSQL" postgresql
        PG_BIN=$(find_postgres_programs)
        [ -n "$PG_BIN" ] || die "no PostgreSQL server programs found after installing postgresql"
    fi
    home=$(cluster_home)
    unset PGPASSWORD
    export PGHOST=$home PGPORT=5432 PGUSER=odoo PATH="$PG_BIN:$PATH"
    [ -e "$home/data/PG_VERSION" ] || create_cluster "$home"
    "$PG_BIN/pg_isready" -q -d postgres || start_cluster "$home"
}
