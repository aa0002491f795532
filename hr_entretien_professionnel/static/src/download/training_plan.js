import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/**
 * The needs as a spreadsheet, posted: as many as one ticks, an address is short.
 *
 * A link may open this action with any parameter in it: where the session's token is
 * posted to is not one of them. What it returned would be opened next.
 */
async function downloadTrainingPlan(_env, {params: {domain}}) {
    await download({url: "/entretiens/besoins/plan", data: {domain}});
}

registry.category("actions").add("entretien_training_plan", downloadTrainingPlan);
