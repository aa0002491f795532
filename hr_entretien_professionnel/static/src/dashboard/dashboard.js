/** @odoo-module **/

import {Component, markup, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {EntretienFirstRun} from "../first_run/first_run";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {ListRenderer} from "@web/views/list/list_renderer";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

const PAGE = "/mon-entretien";
const GUIDE = "/hr_entretien_professionnel/static/lib/guide/index.html";

/**
 * Where the interviews stand, above the morning list: one call gives the numbers and the
 * list behind each.
 */
export class EntretienDashboard extends Component {
    static template = "hr_entretien_professionnel.Dashboard";
    static components = {EntretienFirstRun};
    static props = {list: Object};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({data: null});
        this.page = PAGE;
        onWillStart(() => this.load());
        // A step was taken in the list: what it shows does not wait for the numbers.
        onWillUpdateProps(({list}) => {
            if (list !== this.props.list) {
                this.load();
            }
        });
    }

    async load() {
        this.state.data = await this.orm.call("hr.entretien.dashboard", "get_figures");
    }

    get firstRun() {
        const {first_run} = this.state.data;
        return first_run?.steps && first_run;
    }

    /** On the first day zeros would say that nothing is to be done. */
    get hasFigures() {
        return !this.firstRun || this.state.data.figures.some(({count}) => count);
    }

    share(row, key) {
        return (100 * (row.counts[key] || 0)) / (row.total || 1);
    }

    /** The bar in words, for those who do not see it. */
    words(row) {
        return this.state.data.columns
            .map(({key, label}) => `${label} : ${row.counts[key] || 0}`)
            .join(", ");
    }

    /** The list behind a number; empty, it says so in its own sentence. */
    openList(action) {
        const help = markup`<p class="o_view_nocontent_smiling_face">${action.help}</p>`;
        return this.action.doAction({...action, help});
    }

    /** Whom it writes to is read before anything is sent. */
    async remindManagers() {
        const {count, text} = await this.orm.call("hr.entretien", "action_ask_remind");
        const send = {
            confirm: async () =>
                this.action.doAction(
                    await this.orm.call("hr.entretien", "action_remind_managers")
                ),
            confirmLabel: _t("Send"),
            cancel: () => {},
        };
        this.dialog.add(ConfirmationDialog, {
            title: _t("Remind the Managers"),
            body: text,
            ...(count ? send : {}),
        });
    }
}

class EntretienHomeListRenderer extends ListRenderer {
    static template = "hr_entretien_professionnel.HomeListRenderer";
    static components = {...ListRenderer.components, EntretienDashboard};
}

class EntretienHomeKanbanRenderer extends KanbanRenderer {
    static template = "hr_entretien_professionnel.HomeKanbanRenderer";
    static components = {...KanbanRenderer.components, EntretienDashboard};
}

registry
    .category("views")
    .add("entretien_home_list", {...listView, Renderer: EntretienHomeListRenderer})
    .add("entretien_home_kanban", {
        ...kanbanView,
        Renderer: EntretienHomeKanbanRenderer,
    });

registry.category("user_menuitems").add("entretien_page", () => ({
    type: "item",
    id: "entretien_page",
    description: _t("My Interview"),
    href: PAGE,
    callback: () => browser.location.assign(PAGE),
    sequence: 45,
}));

registry.category("user_menuitems").add("entretien_guide", () => ({
    type: "item",
    id: "entretien_guide",
    description: _t("Help with Interviews"),
    href: GUIDE,
    callback: () => browser.open(GUIDE, "_blank"),
    sequence: 46,
}));
