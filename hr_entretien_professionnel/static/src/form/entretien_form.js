import {EntretienCompiler, EntretienRenderer} from "./entretien_renderer";
import {EntretienModel} from "./entretien_record";
import {FormController} from "@web/views/form/form_controller";
import {SIZES} from "@web/core/ui/ui_service";
import {formView} from "@web/views/form/form_view";
import {keepTypedDates} from "./typed_date";
import {registry} from "@web/core/registry";
import {useAutosave} from "./autosave";
import {useService} from "@web/core/utils/hooks";

/** The interview, filled while talking: saved as it is typed, by several at once. */
export class EntretienFormController extends FormController {
    static template = "hr_entretien_professionnel.EntretienFormView";

    setup() {
        const {size} = useService("ui");
        for (const node of Object.values(this.props.archInfo.fieldNodes)) {
            // Cards to touch on a tablet too, not on a telephone alone.
            if (node.views?.kanban && size < SIZES.LG) {
                node.viewMode = "kanban";
            }
        }
        keepTypedDates(this.props.archInfo);
        super.setup();
        this.autosave = useAutosave(this);
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRecordChanged = () => this.autosave?.schedule();
        return params;
    }

    get className() {
        // One sees where to write without looking for it.
        return {...super.className, o_entretien_form: true, o_field_highlight: true};
    }

    /** A grid is changed on its own screen: what was asked here stays as it was. */
    getStaticActionMenuItems() {
        const items = super.getStaticActionMenuItems();
        delete items.addPropertyFieldValue;
        return items;
    }

    async onRecordSaved(...args) {
        await super.onRecordSaved(...args);
        this.autosave.saved();
    }

    async discard() {
        await super.discard();
        this.autosave.discarded();
    }

    onWillLoadRoot(...args) {
        super.onWillLoadRoot(...args);
        this.autosave?.stop();
    }
}

export const entretienFormView = {
    ...formView,
    Controller: EntretienFormController,
    Renderer: EntretienRenderer,
    Compiler: EntretienCompiler,
    Model: EntretienModel,
};

registry.category("views").add("entretien_form", entretienFormView);
