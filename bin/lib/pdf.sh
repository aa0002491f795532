# shellcheck shell=bash
# wkhtmltopdf, with which Odoo prints PDF. Debian dropped it after version 12;
# there it comes from Debian 12, with its libraries, under .odoo/.

WKHTMLTOPDF=$STATE/wkhtmltopdf

ensure_wkhtmltopdf() {
    have wkhtmltopdf && return
    if [ ! -x "$WKHTMLTOPDF/bin/wkhtmltopdf" ]; then
        install_wkhtmltopdf || {
            say "WARNING: no wkhtmltopdf to be had on this machine: printing PDF will not work"
            return 0
        }
    fi
    export PATH=$WKHTMLTOPDF/bin:$PATH
}

install_wkhtmltopdf() {
    have apt-get && { is_root || have sudo; } || return 1
    refresh_package_lists
    if can_install wkhtmltopdf; then
        install_packages "to print PDF" wkhtmltopdf
    else
        unpack_wkhtmltopdf
    fi
}

# All that it needs, down to the libraries, but for those of the C and C++
# runtimes, where the machine's newer ones serve older programs, and for graphics
# drivers, which a program without a screen does not load.
wkhtmltopdf_packages() {
    private_apt bookworm apt-get install -s --no-install-recommends wkhtmltopdf |
        sed -n 's/^Inst \([^ ]*\) .*/\1/p' |
        grep -vE '^(libc6|libgcc-s1|gcc-12-base|libstdc\+\+6|libc-bin|libcrypt1|dpkg|debconf|perl.*|tar|libllvm.*|libgl1-mesa-dri|libz3.*|adduser|passwd|libpam.*|base-.*|ucf|sed|coreutils|mount|util-linux.*)$'
}

unpack_wkhtmltopdf() {
    local new=$STATE/wkhtmltopdf.new packages
    say "fetching wkhtmltopdf from Debian 12 (unpacked under .odoo/)"
    read_suite bookworm || return 1
    mapfile -t packages < <(wkhtmltopdf_packages)
    [ ${#packages[@]} -gt 0 ] || return 1
    rm -rf "$new"
    unpack_from bookworm "$new" "${packages[@]}" \
        >"$STATE/apt/bookworm/download.log" 2>&1 || return 1
    rm -rf "$WKHTMLTOPDF" "$STATE/apt/bookworm"
    mv "$new" "$WKHTMLTOPDF"
    write_wkhtmltopdf_wrappers
    # It crashes on a machine without fonts.
    if [ ! -e /usr/share/fonts/truetype/dejavu ] || [ ! -e /etc/fonts/fonts.conf ]; then
        install_packages "fonts for PDF" fontconfig-config fonts-dejavu-core
    fi
    echo été | "$WKHTMLTOPDF/bin/wkhtmltopdf" -q - - 2>/dev/null | grep -qa '^%PDF'
}

# Odoo looks for both programs on PATH.
write_wkhtmltopdf_wrappers() {
    local program libraries
    libraries=$(find "$WKHTMLTOPDF" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd:)
    mkdir -p "$WKHTMLTOPDF/bin"
    for program in wkhtmltopdf wkhtmltoimage; do
        cat >"$WKHTMLTOPDF/bin/$program" <<WRAPPER
#!/bin/sh
export LD_LIBRARY_PATH='$libraries'
export QT_PLUGIN_PATH='$(find "$WKHTMLTOPDF" -type d -path '*/qt5/plugins')'
exec '$WKHTMLTOPDF/usr/bin/$program' "\$@"
WRAPPER
        chmod +x "$WKHTMLTOPDF/bin/$program"
    done
}
