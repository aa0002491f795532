from odoo import api, models

ROOT = "hr_entretien_professionnel.menu_entretien_root"
PAGE = "hr_entretien_professionnel.menu_entretien_page"
ADDRESSES = "hr_entretien_professionnel.menu_entretien_addresses"


class IrUiMenu(models.Model):
    """Who leads nobody has their own page alone; who does finds it in the menu of the
    user. No group says who leads: the organisation does, and changes any day."""

    _inherit = "ir.ui.menu"

    @api.model
    def load_menus(self, debug):
        """Past the cache of Odoo, which would keep the menus of yesterday's manager."""
        menus = super().load_menus(debug)
        find = self.env["ir.model.data"]._xmlid_to_res_id
        root, page, addresses = map(find, (ROOT, PAGE, ADDRESSES))
        if root not in menus:
            return menus
        hidden = [page]
        if self.env["hr.entretien.dashboard"]._role() == "employee":
            hidden = [child for child in menus[root]["children"] if child != page]
            # An administrator may have switched the page's off: nothing is left.
            hidden += [root] if page not in menus else ()
        for menu_id in hidden:
            hidden += menus[menu_id]["children"] if menu_id in menus else ()
        # Known but in no menu: by its address, each opens within the application.
        unseen = {*hidden, addresses}
        return {
            menu_id: {
                **menu,
                "children": [each for each in menu["children"] if each not in unseen],
            }
            for menu_id, menu in menus.items()
            if menu_id not in hidden
        }
