/** @odoo-module **/

import {Component, markup, onWillStart, useState} from "@odoo/owl";
import {EntretienFirstRun} from "../first_run/first_run";
import {Layout} from "@web/search/layout";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/**
 * Where the entretiens stand: one call gives the numbers and the list behind each.
 */
export class EntretienDashboard extends Component {
    static template = "hr_entretien_professionnel.Dashboard";
    static components = {EntretienFirstRun, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({data: null});
        this.formatInteger = formatInteger;
        onWillStart(() => this.load());
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

    openCell(column, row) {
        const domain = [...column.action.domain, ["department_id", "=", row.id]];
        const name = `${column.label} – ${row.name}`;
        return this.openList({...column.action, name, domain});
    }

    openOwn() {
        return this.action.doAction(
            "hr_entretien_professionnel.hr_entretien_action_page"
        );
    }
}

registry.category("actions").add("hr_entretien_dashboard", EntretienDashboard);
