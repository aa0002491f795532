/** @odoo-module **/

import {Component, onWillUnmount, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

const EVERY = 3000;
const COUNTS = [
    "state",
    "progress",
    "waiting_count",
    "planned_count",
    "sent_count",
    "letter_count",
    "skipped_count",
    "error_count",
];

/**
 * How far a campaign has come. While it runs the counts are asked for every few seconds,
 * in the background: the form stays usable, and what is typed in it is not lost.
 */
export class CampaignProgress extends Component {
    static template = "hr_entretien_professionnel_campaign.CampaignProgress";
    static props = {record: Object, readonly: {type: Boolean, optional: true}};

    setup() {
        this.orm = useService("orm");
        this.counts = useState({});
        useRecordObserver((record) => {
            for (const name of COUNTS) {
                this.counts[name] = record.data[name];
            }
            this.wait();
        });
        onWillUnmount(() => clearTimeout(this.timer));
    }

    get total() {
        const {waiting_count, planned_count, skipped_count, error_count} = this.counts;
        return waiting_count + planned_count + skipped_count + error_count;
    }

    get done() {
        return this.total - this.counts.waiting_count;
    }

    get percent() {
        return Math.round(this.counts.progress || 0);
    }

    wait() {
        clearTimeout(this.timer);
        if (this.counts.state === "running") {
            this.timer = setTimeout(() => this.refresh(), EVERY);
        }
    }

    async refresh() {
        const {record} = this.props;
        if (!record.resId || document.hidden) {
            return this.wait();
        }
        try {
            const [values] = await this.orm.silent.read(
                record.resModel,
                [record.resId],
                COUNTS
            );
            const over = values.state !== this.counts.state;
            Object.assign(this.counts, values);
            if (over && !(await record.isDirty())) {
                await record.load();
            }
        } catch (error) {
            // The server restarts, or the network is away: ask again later.
            console.info("campaign progress", error.message);
        }
        this.wait();
    }
}

registry.category("view_widgets").add("entretien_campaign_progress", {
    component: CampaignProgress,
    fieldDependencies: COUNTS.map((name) => ({
        name,
        type: name === "state" ? "char" : name === "progress" ? "float" : "integer",
    })),
});
