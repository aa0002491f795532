import {DateTimeField, dateTimeField} from "@web/views/fields/datetime/datetime_field";
import {areDatesEqual} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useEffect} from "@odoo/owl";

/**
 * A date that stays on the screen once it is typed: the picker closes while the server
 * still answers the onchange, shows the former date again, and takes the answer for
 * what it shows already.
 */
export class EntretienDateField extends DateTimeField {
    setup() {
        super.setup();
        useEffect(
            (value) => {
                if (!this.relatedField && !areDatesEqual(this.state.value, value)) {
                    this.state.value = value;
                }
            },
            () => [this.getRecordValue()]
        );
    }
}

/**
 * Has the dates of a form keep what is typed.
 *
 * @param {Object} archInfo
 */
export function keepTypedDates(archInfo) {
    for (const node of Object.values(archInfo.fieldNodes)) {
        if (node.field.component === DateTimeField) {
            node.field = {...node.field, component: EntretienDateField};
        }
    }
}

registry.category("fields").add("entretien_datetime", {
    ...dateTimeField,
    component: EntretienDateField,
});
