# shellcheck shell=bash
# prettier, which checks the layout of XML, JavaScript and styles, and axe-core, with
# which the browser tests check that everybody can use a page.

NODE_HOME=$STATE/node

ensure_node_packages() {
    have npm || install_packages "Node.js, for prettier and axe-core" nodejs npm
    cmp -s "$ROOT/package-lock.json" "$NODE_HOME/.installed" && return
    say "installing prettier and axe-core (package.json)"
    mkdir -p "$NODE_HOME"
    cp "$ROOT/package.json" "$ROOT/package-lock.json" "$NODE_HOME"
    quietly "installing prettier and axe-core" npm ci --prefix "$NODE_HOME" --no-audit --no-fund
    cp "$ROOT/package-lock.json" "$NODE_HOME/.installed"
}

# The plugin is named here and not in .prettierrc because node_modules is not
# beside that file.
prettier() {
    "$NODE_HOME/node_modules/.bin/prettier" --config "$ROOT/.prettierrc" \
        --plugin "$NODE_HOME/node_modules/@prettier/plugin-xml/src/plugin.js" "$@"
}
