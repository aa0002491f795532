import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/**
 * What the employee prepared and what was said last time, beside the field they
 * concern: the widget stands right after it. Answers to the company's questions stand
 * in the tab of the question. All of it comes from the field `beside`, read with the
 * user's own rights. Without sections nor tab: all that was prepared.
 */
export class EntretienBeside extends Component {
    static template = "hr_entretien_professionnel.Beside";
    static props = {
        ...standardWidgetProps,
        sections: {type: Array, optional: true},
        tab: {type: String, optional: true},
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({busy: false});
    }

    get isWhole() {
        return !this.props.sections && !this.props.tab;
    }

    get beside() {
        return this.props.record.data.beside || {sections: [], answers: []};
    }

    get sections() {
        const {sections} = this.props;
        return this.beside.sections.filter((section) =>
            this.isWhole ? section.prepared : sections?.includes(section.name)
        );
    }

    get answers() {
        const {tab} = this.props;
        return this.beside.answers.filter(
            (answer) => this.isWhole || answer.tab === tab
        );
    }

    get canTake() {
        return this.props.record.data.can_edit;
    }

    get nothingToTake() {
        return this.sections.every((section) => section.taken);
    }

    /** Copies a section (or `all`) after what is being typed is saved. */
    async take(name, lastTime = false) {
        const {record} = this.props;
        this.state.busy = true;
        try {
            if (await record.save()) {
                await this.orm.call(record.resModel, "action_take_section", [
                    [record.resId],
                    name,
                    lastTime,
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
        tab: attrs.tab,
    }),
    fieldDependencies: [
        {name: "beside", type: "json"},
        {name: "can_edit", type: "boolean"},
    ],
};

registry.category("view_widgets").add("entretien_beside", entretienBeside);
