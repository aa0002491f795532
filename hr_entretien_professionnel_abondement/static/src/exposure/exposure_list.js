import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";
import {onWillStart} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** Above the exposure: which companies HR has not decided on, and where to decide. */
export class ExposureListController extends ListController {
    static template = "hr_entretien_professionnel_abondement.ExposureList";

    setup() {
        super.setup();
        onWillStart(async () => {
            this.toConfirm = await this.orm.call(
                "hr.entretien.exposure",
                "get_to_confirm",
                []
            );
        });
    }

    decide() {
        return this.actionService.doAction(
            "hr_entretien_professionnel.hr_entretien_settings_action"
        );
    }
}

registry.category("views").add("hr_entretien_exposure_list", {
    ...listView,
    Controller: ExposureListController,
});
