import {formatPercentage} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";

/** A share of nobody is no share: empty, where Odoo says 0 %. */
export function formatRate(value, options = {}) {
    const known = Number.isFinite(value);
    return known ? formatPercentage(value, options) : "";
}

registry.category("formatters").add("entretien_rate", formatRate);
