"""WCAG 2.2 AA, checked by axe-core in the browser of the tests."""

import json
from pathlib import Path

from odoo.tests import HttpCase

AXE = Path(__file__).parents[2] / ".odoo/node/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: What Odoo draws inside the elements that are checked: (rule or "*", where), with the
#: reason. Nothing of the suite's own may stand here.
EXCLUDED = {
    ("*", ".o_control_panel"): "Odoo's bar of titles, searches and pages",
    ("*", ".o-mail-Form-chatter"): "Odoo's discussion beside a form",
    ("*", ".o_web_sign_signature_group"): "Odoo's signature pad and its buttons",
    ("color-contrast", ".o_web_client .text-muted, .o_web_client .text-muted *"): (
        "the grey of Odoo's theme: 4.33 to 1 on white"
    ),
    ("aria-required-parent", ".o_notebook_headers [role=tab]"): "Odoo's tabs",
    ("button-name", ".o_list_table .dropdown-toggle"): "Odoo's choice of columns",
    ("label", ".o_list_record_selector input"): "Odoo's boxes that select rows",
    ("image-alt", ".o_m2o_avatar img"): "Odoo's picture beside a name that says it",
}
RUN = r"""
(async () => {
    await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        Object.assign(script, {src: %(axe)s, onload: resolve, onerror: reject});
        document.head.append(script);
    });
    const excluded = %(excluded)s;
    const isOdoo = (rule, element) =>
        excluded.some(([id, where]) =>
            id === "*" ? element.closest(where) : id === rule && element.matches(where)
        );
    const {violations} = await axe.run(
        {include: [[%(include)s]]},
        {runOnly: %(rules)s, resultTypes: ["violations"], elementRef: true}
    );
    const said = violations.flatMap(({id, help, nodes}) =>
        nodes
            .filter(({element}) => !isOdoo(id, element))
            .map(({html, any}) => `${id}: ${help} ${html} ${any[0]?.message || ""}`)
    );
    if (said.length) {
        return console.error(`axe: ${said.length} violations\n${said.join("\n")}`);
    }
    console.log("test successful");
})();
"""


class AxeCase(HttpCase):
    """A page fails when axe finds something in the elements named.

    ``browser_size`` says on what screen.
    """

    def check_accessible(self, url, include, login=None):
        """
        :param str url: the page
        :param str include: CSS selector of what is ours in it; waited for
        :param str login: who looks at it; None: nobody who is logged in
        """
        self.assertTrue(
            AXE.exists(),
            f"axe-core is not installed ({AXE}): run bin/test once, or “npm ci” with "
            "the package.json of the repository in .odoo/node",
        )
        # Read from an attachment: a failure does not print half a megabyte.
        source = self.env["ir.attachment"].create(
            {
                "name": "axe.js",
                "raw": AXE.read_bytes(),
                "mimetype": "text/javascript",
                "public": True,
            }
        )
        values = {
            "axe": f"/web/content/{source.id}",
            "include": include,
            "excluded": list(EXCLUDED),
            "rules": RULES,
        }
        run = RUN % {name: json.dumps(value) for name, value in values.items()}
        shown = f"!!document.querySelector({values['include']!r})"
        self.browser_js(url, run, ready=shown, login=login)
