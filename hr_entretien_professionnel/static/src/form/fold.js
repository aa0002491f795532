import {Component, useState} from "@odoo/owl";
import {formatDate} from "@web/core/l10n/dates";
import {Dialog} from "@web/core/dialog/dialog";
import {EntretienBeside} from "./beside";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;

/** All that the employee prepared, in one window. */
class PreparationDialog extends Component {
    static template = "hr_entretien_professionnel.PreparationDialog";
    static components = {Dialog, EntretienBeside};
    static props = {record: Object, close: Function};
}

/** One line instead of the planning, from the day it is planned. */
export class EntretienFold extends Component {
    static template = "hr_entretien_professionnel.Fold";
    static props = {...standardWidgetProps};

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({isOpen: false});
    }

    get isFoldable() {
        const {isNew, data} = this.props.record;
        return !isNew && data.state !== "to_plan";
    }

    get isFolded() {
        return this.isFoldable && !this.state.isOpen;
    }

    get summary() {
        const {data} = this.props.record;
        const {date_held, date_planned, interviewer_id, location, is_video} = data;
        if (data.state === "declined") {
            return [data.declined_text];
        }
        return [
            date_held
                ? formatDate(date_held)
                : data.clocks_text || formatPlanned(date_planned),
            [location, is_video && _t("by video")].filter(Boolean).join(", "),
            interviewer_id && _t("with %s", interviewer_id.display_name),
        ].filter(Boolean);
    }

    /** Whether the employee was invited, in words, and whether that is a worry. */
    get invitation() {
        const {fields, data} = this.props.record;
        if (data.date_invited) {
            const day = formatDate(data.date_invited);
            return {label: _t("invitation sent on %s", day)};
        }
        if (data.state !== "planned") {
            return null;
        }
        const state = fields.invitation_state.selection.find(
            ([code]) => code === data.invitation_state
        );
        const label = state ? state[1] : _t("not sent");
        const within = label[0].toLowerCase() + label.slice(1);
        return {label: _t("invitation: %s", within), worry: true};
    }

    get isPrepared() {
        return this.props.record.data.preparation_state === "submitted";
    }

    get waitsForPreparation() {
        return !this.isPrepared && this.props.record.data.state === "planned";
    }

    openPreparation() {
        this.dialog.add(PreparationDialog, {record: this.props.record});
    }
}

function formatPlanned(date) {
    const hour = date?.toLocaleString(DateTime.TIME_SIMPLE);
    return date && `${formatDate(date)} ${hour}`;
}

registry.category("view_widgets").add("entretien_fold", {
    component: EntretienFold,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "date_held", type: "date"},
        {name: "date_planned", type: "datetime"},
        {name: "clocks_text", type: "char"},
        {name: "declined_text", type: "char"},
        {name: "date_invited", type: "date"},
        {name: "location", type: "char"},
        {name: "is_video", type: "boolean"},
        {name: "interviewer_id", type: "many2one"},
        {name: "preparation_state", type: "selection"},
    ],
});
