import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/**
 * What the employee prepared and what was said last time, beside the fields they
 * concern. All of it comes from the field `beside`, read with the user's own rights.
 */
export class EntretienBeside extends Component {
    static template = "hr_entretien_professionnel.Beside";
    static props = {
        ...standardWidgetProps,
        sections: {type: Array, optional: true},
        show: {type: Array},
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({busy: false});
    }

    get beside() {
        return (
            this.props.record.data.beside || {sections: [], answers: [], endings: []}
        );
    }

    get sections() {
        const {sections, show} = this.props;
        return this.beside.sections.filter(
            (section) =>
                (!sections || sections.includes(section.name)) &&
                show.some((part) => section[part])
        );
    }

    get isWhole() {
        return !this.props.sections;
    }

    get canTake() {
        return this.props.record.data.can_edit;
    }

    shows(part) {
        return this.props.show.includes(part);
    }

    get nothingToTake() {
        return this.sections.every((section) => section.taken);
    }

    /** Copies a section (or `all`) after what is being typed is saved. */
    async take(name) {
        const {record} = this.props;
        this.state.busy = true;
        try {
            if (await record.save()) {
                await this.orm.call(record.resModel, "action_take_section", [
                    [record.resId],
                    name,
                ]);
                await record.load();
            }
        } finally {
            this.state.busy = false;
        }
    }
}

export const entretienBeside = {
    component: EntretienBeside,
    extractProps: ({attrs}) => ({
        sections: attrs.sections?.split(","),
        show: (attrs.show || "prepared,previous").split(","),
    }),
    fieldDependencies: [
        {name: "beside", type: "json"},
        {name: "can_edit", type: "boolean"},
    ],
};

registry.category("view_widgets").add("entretien_beside", entretienBeside);
