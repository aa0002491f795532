import {RadioField, radioField} from "@web/views/fields/radio/radio_field";
import {deserializeDateTime, serializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

/** A moment chosen among those of the field `slots`: pairs of a moment and its words. */
export class EntretienSlotsField extends RadioField {
    get items() {
        return this.props.record.data.slots || [];
    }

    get value() {
        const moment = this.props.record.data[this.props.name];
        return moment && serializeDateTime(moment);
    }

    onChange([moment]) {
        this.props.record.update({[this.props.name]: deserializeDateTime(moment)});
    }
}

registry.category("fields").add("entretien_slots", {
    ...radioField,
    component: EntretienSlotsField,
    supportedTypes: ["datetime"],
    fieldDependencies: [{name: "slots", type: "json"}],
});
