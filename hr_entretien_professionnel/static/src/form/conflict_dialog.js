import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";

/** Somebody else changed the same text: keep both, or take the other's. */
export class ConflictDialog extends Component {
    static template = "hr_entretien_professionnel.ConflictDialog";
    static components = {Dialog};
    static props = {
        message: String,
        keepBoth: Function,
        takeTheirs: Function,
        cancel: Function,
        close: Function,
    };

    choose(choice) {
        choice();
        this.props.close();
    }
}
