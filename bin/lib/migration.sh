# shellcheck shell=bash
# From each release to the present code, with the data of a company that worked.

# shellcheck source=bin/lib/demo.sh
. "$LIB_FOLDER/demo.sh"

# releases: “version commit” of those tagged, and of those in releases.txt.
releases() {
    local tag
    {
        for tag in $(git -C "$ROOT" tag --list '19.0.*'); do
            echo "$tag $(git -C "$ROOT" rev-list -n 1 "$tag")"
        done
        sed '/^#/d' "$LIB/releases.txt"
    } | sort -uV
}

check_migration() {
    local version commit
    releases | grep -q . || say "no release yet: nothing to update"
    while read -r version commit <&3; do
        say "long: from $version to the present"
        check_update "$version" "$commit"
    done 3< <(releases)
}

# check_update VERSION COMMIT: nothing of the company is lost, and it goes on.
check_update() {
    local version=$1 database=entretien_migration_$CLONE_ID log=$STATE/log/migration.log
    local digest=$STATE/log/migration
    make_release_company "$version" "$2" "$database"
    take_digest "$database" "$digest-1-before.json"
    rm -f "$log"
    quietly "updating the company of $version" odoo -d "$database" -u all \
        -i "$(project_addons | paste -sd,)" --stop-after-init --no-http --logfile "$log"
    refuse_warnings "$log" "updating from $version"
    run_script "what the update left to do" "$database" run_waiting.py
    take_digest "$database" "$digest-2-updated.json"
    run_night "$database"
    take_digest "$database" "$digest-3-next-day.json"
    "$PYTHON" "$LIB/company_digest.py" compare "$digest"-{1-before,2-updated}.json ||
        die "the update from $version loses this"
    "$PYTHON" "$LIB/company_digest.py" compare "$digest"-{2-updated,3-next-day}.json --same ||
        die "the night after the update from $version finds this to do"
    serve_home "$PYTHON" "$ODOO_RC" "$database"
    drop_database "$database"
}

# make_release_company VERSION COMMIT DATABASE: with that release's code and scripts.
make_release_company() {
    local folder=$STATE/release ODOO_RC=$STATE/release.conf LIB=$STATE/release/bin/lib
    rm -rf "$folder"
    mkdir -p "$folder"
    git -C "$ROOT" archive "$2" 2>/dev/null | tar -x -C "$folder" 2>/dev/null ||
        die "this clone has not the release $1: git fetch --unshallow --tags"
    sed "s|^addons_path = $ROOT|addons_path = $folder|" "$STATE/odoo.conf" >"$ODOO_RC"
    copy_database "$TEMPLATE" "$3"
    quietly "installing $1" odoo -d "$3" -i "$(ROOT=$folder project_addons | paste -sd,)" \
        --stop-after-init --no-http
    run_script "the demo company of $1" "$3" load_demo.py
    run_script "the company of $1 at work" "$3" play_company.py
    run_night "$3"
}

# What Odoo cleans away every day, then what the add-ons mend.
run_night() {
    run_script "what is waiting before the night" "$1" run_waiting.py
    quietly "the night" odoo_commands "$1" 'env.ref("base.autovacuum_job").method_direct_trigger()
env["hr.entretien"]._cron_entretien(); env.cr.commit()'
    run_script "what is waiting after the night" "$1" run_waiting.py
}

# run_script WHAT DATABASE FILE: a script of LIB in the odoo shell.
run_script() { quietly "$1" odoo_script "$2" "$3"; }

take_digest() {
    "$PYTHON" "$LIB/company_digest.py" take "$1" "$STATE/data/filestore/$1" >"$2" ||
        die "the documents of $1 are not what they were"
}
