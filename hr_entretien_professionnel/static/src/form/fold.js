import {Component, useState} from "@odoo/owl";
import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const OPEN_STATES = ["to_plan", "planned"];

/** One line instead of the details of the meeting, once the talk has begun. */
export class EntretienFold extends Component {
    static template = "hr_entretien_professionnel.Fold";
    static props = {...standardWidgetProps};

    setup() {
        this.state = useState({isOpen: false});
    }

    get isFoldable() {
        const {isNew, data} = this.props.record;
        return !isNew && !OPEN_STATES.includes(data.state);
    }

    get isFolded() {
        return this.isFoldable && !this.state.isOpen;
    }

    get summary() {
        const {date_held, interviewer_id} = this.props.record.data;
        const parts = [
            date_held && formatDate(date_held),
            interviewer_id?.display_name,
        ];
        return parts.filter(Boolean).join(" – ");
    }
}

registry.category("view_widgets").add("entretien_fold", {
    component: EntretienFold,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "date_held", type: "date"},
        {name: "interviewer_id", type: "many2one"},
    ],
});
