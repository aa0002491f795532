import {Component, xml} from "@odoo/owl";
import {ViewButton} from "@web/views/view_button/view_button";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The next step of an interview: the button that does it, or opens where it is done. */
export class EntretienStepField extends Component {
    static template = xml`
        <ViewButton
            t-if="label"
            className="props.rank"
            clickParams="click"
            record="props.record"
            string="label"
        />`;
    static components = {ViewButton};
    static props = {...standardFieldProps, rank: String};

    click = {name: "action_next_step", type: "object"};

    get label() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("entretien_step", {
    component: EntretienStepField,
    supportedTypes: ["char"],
    extractProps: ({options}) => ({rank: options.rank || "btn-link p-0"}),
});
