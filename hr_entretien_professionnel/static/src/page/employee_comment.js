import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/**
 * The employee's comment as it stands on the page, saved or not. Once they have signed, or
 * refused to, they write it no more: their answer takes it along.
 * @returns {String|null} null where there is no comment to write
 */
export function writtenComment() {
    return document.querySelector("textarea[name=comment]")?.value ?? null;
}

/** Who does not sign leaves a comment too. */
export class EmployeeRefusal extends Interaction {
    static selector = ".o_mon_entretien_refusal";
    dynamicContent = {
        _root: {"t-on-submit": this.takeComment},
    };

    takeComment() {
        const value = writtenComment();
        if (value !== null) {
            const comment = document.createElement("input");
            Object.assign(comment, {type: "hidden", name: "comment", value});
            this.el.append(comment);
        }
    }
}

registry
    .category("public.interactions")
    .add("hr_entretien_professionnel.employee_refusal", EmployeeRefusal);
