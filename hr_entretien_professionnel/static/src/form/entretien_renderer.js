import {FormCompiler} from "@web/views/form/form_compiler";
import {FormRenderer} from "@web/views/form/form_renderer";
import {Notebook} from "@web/core/notebook/notebook";
import {SIZES} from "@web/core/ui/ui_service";
import {StatusBarButtons} from "@web/views/form/status_bar_buttons/status_bar_buttons";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {useEffect, useState} from "@odoo/owl";

/** Buttons of the header with `data-menu` stand in a dropdown of that name. */
export class EntretienCompiler extends FormCompiler {
    compileButton(el, params) {
        const button = super.compileButton(el, params);
        if (el.hasAttribute("data-menu")) {
            button.setAttribute("menu", el.getAttribute("data-menu"));
        }
        return button;
    }

    compileHeader(el, params) {
        const header = super.compileHeader(el, params);
        for (const button of header.querySelectorAll("ViewButton[menu]")) {
            button.parentElement.setAttribute(
                "menu",
                `'${button.getAttribute("menu")}'`
            );
            button.removeAttribute("menu");
        }
        return header;
    }
}

class EntretienStatusBarButtons extends StatusBarButtons {
    static template = "hr_entretien_professionnel.StatusBarButtons";

    get visibleSlotNames() {
        const names = super.visibleSlotNames;
        return this.env.isSmall ? names : this.ofMenu(undefined, names);
    }

    /** A menu in which nothing can be done is not shown. */
    get menus() {
        return [
            {code: "print", label: _t("Print"), hotkey: "i"},
            {code: "more", label: _t("Other Actions"), hotkey: "o"},
        ]
            .map((menu) => ({
                ...menu,
                names: this.ofMenu(menu.code, super.visibleSlotNames),
            }))
            .filter((menu) => menu.names.length);
    }

    ofMenu(code, names) {
        return names.filter((name) => this.props.slots[name].menu === code);
    }
}

/** On a tablet one section at a time, the next one under it. */
class EntretienNotebook extends Notebook {
    static template = "hr_entretien_professionnel.Notebook";

    setup() {
        super.setup();
        this.ui = useService("ui");
        useState(this.ui);
        this.isMoved = false;
        useEffect(
            () => this.showSection(),
            () => [this.state.currentPage]
        );
    }

    /** Drawn, it begins at the top; on a telephone the names are a row that scrolls. */
    showSection() {
        const notebook = this.activePane.el?.closest(".o_notebook");
        if (this.isMoved) {
            notebook.scrollIntoView();
            this.isMoved = false;
        }
        const link = notebook?.querySelector(".o_notebook_headers .nav-link.active");
        const row = link?.closest(".o_notebook_headers");
        if (row) {
            const [at, from] = [link, row].map((el) => el.getBoundingClientRect().left);
            row.scrollLeft += at - from;
        }
    }

    get isGuided() {
        return this.ui.size < SIZES.XL;
    }

    beside(step) {
        const index = this.navItems.findIndex(([id]) => id === this.state.currentPage);
        return this.navItems[index + step];
    }

    goTo([id]) {
        this.isMoved = true;
        this.activatePage(id);
    }
}

export class EntretienRenderer extends FormRenderer {
    static components = {
        ...FormRenderer.components,
        Notebook: EntretienNotebook,
        StatusBarButtons: EntretienStatusBarButtons,
    };
}
