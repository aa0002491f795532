import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/**
 * The needs as a spreadsheet, posted: as many as one ticks, an address is short.
 *
 * A link may open this action with any parameter in it: where the session's token is
 * posted to is not one of them.
 */
registry
    .category("actions")
    .add("entretien_training_plan", (_env, {params: {domain}}) =>
        download({url: "/entretiens/besoins/plan", data: {domain}})
    );
