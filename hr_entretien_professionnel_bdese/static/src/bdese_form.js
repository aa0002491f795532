import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

/** The BDESE sheet: saved as soon as it is of another year, so that its lists open. */
export class BdeseFormController extends FormController {
    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRecordChanged = (record) => {
            if (record.data.company_id && record.data.year) {
                // Once the change itself is over: both hold the same lock.
                record.save();
            }
        };
        return params;
    }
}

registry.category("views").add("hr_entretien_bdese_form", {
    ...formView,
    Controller: BdeseFormController,
});
