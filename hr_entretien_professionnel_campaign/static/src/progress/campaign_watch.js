/** @odoo-module **/

import {Component, onWillUnmount, xml} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

const EVERY = 3000;
const WATCHED = ["state", "waiting_count"];

/**
 * While a campaign sends, the form is read again as it goes on: it stays usable, and
 * what is typed in it is not lost.
 */
export class CampaignWatch extends Component {
    static template = xml`<span/>`;
    static props = {record: Object, readonly: {type: Boolean, optional: true}};

    setup() {
        this.orm = useService("orm");
        useRecordObserver(() => this.wait());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    wait() {
        clearTimeout(this.timer);
        if (this.props.record.data.state === "running") {
            this.timer = setTimeout(() => this.refresh(), EVERY);
        }
    }

    async refresh() {
        const {record} = this.props;
        if (record.resId && !document.hidden) {
            try {
                const [values] = await this.orm.silent.read(
                    record.resModel,
                    [record.resId],
                    WATCHED
                );
                const moved = WATCHED.some(
                    (name) => values[name] !== record.data[name]
                );
                if (moved && !(await record.isDirty())) {
                    await record.load();
                }
            } catch (error) {
                // The server restarts, or the network is away: ask again later.
                console.info("campaign", error.message);
            }
        }
        this.wait();
    }
}

registry.category("view_widgets").add("entretien_campaign_watch", {
    component: CampaignWatch,
    fieldDependencies: [
        {name: "state", type: "char"},
        {name: "waiting_count", type: "integer"},
    ],
});
