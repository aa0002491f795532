import {
    PropertiesField,
    propertiesField,
} from "@web/views/fields/properties/properties_field";
import {registry} from "@web/core/registry";
import {useEffect} from "@odoo/owl";

/** The company's questions that stand in one tab: the field is in each of them. */
export class EntretienQuestions extends PropertiesField {
    static props = {...PropertiesField.props, tab: String};

    setup() {
        super.setup();
        useEffect(() => this.tieLabels());
    }

    /** Odoo ties the label to no box of a long text. */
    tieLabels() {
        const boxes = this.propertiesRef.el?.querySelectorAll("textarea") || [];
        for (const box of boxes) {
            const label = box.closest(".o_property_field").querySelector("label");
            box.id = label.htmlFor;
        }
    }

    get groupedPropertiesList() {
        const tabs = this.props.record.data.beside?.tabs || {};
        return super.groupedPropertiesList
            .map((group) => ({
                ...group,
                elements: group.elements.filter(
                    ({name}) => (tabs[name] || "conclusion") === this.props.tab
                ),
            }))
            .filter((group) => group.elements.length);
    }
}

registry.category("fields").add("entretien_questions", {
    ...propertiesField,
    component: EntretienQuestions,
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...propertiesField.extractProps(fieldInfo, dynamicInfo),
        columns: 1,
        tab: fieldInfo.attrs.tab,
    }),
    fieldDependencies: [{name: "beside", type: "json"}],
});
