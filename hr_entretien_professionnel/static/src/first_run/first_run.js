/** @odoo-module **/

import {Component} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/**
 * What HR does first in a company: each step with its state and its button.
 */
export class EntretienFirstRun extends Component {
    static template = "hr_entretien_professionnel.FirstRun";
    static props = {
        company: String,
        progress: String,
        steps: Array,
        reload: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    /** The step to take now: what waits for an administrator keeps nobody from the next. */
    get next() {
        const mine = ({findings}) =>
            !findings.length || findings.some(({button}) => button);
        return this.props.steps.find((step) => !step.done && mine(step));
    }

    press({action, method}) {
        if (action) {
            return this.action.doAction(action, {onClose: this.props.reload});
        }
        return this.call(method);
    }

    async call(method) {
        await this.orm.call("hr.entretien.first.run", method);
        await this.props.reload();
    }
}
