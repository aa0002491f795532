import {onWillDestroy} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const PAUSE = 3000;

/** The bar of an import in the background: it is read again until it is done. */
class ImportProgress extends ProgressBarField {
    setup() {
        super.setup();
        this.timer = setInterval(() => this.readAgain(), PAUSE);
        onWillDestroy(() => clearInterval(this.timer));
    }

    async readAgain() {
        try {
            await this.props.record.load();
        } catch (error) {
            clearInterval(this.timer);
            throw error;
        }
    }
}

registry.category("fields").add("entretien_import_progress", {
    ...progressBarField,
    component: ImportProgress,
});
