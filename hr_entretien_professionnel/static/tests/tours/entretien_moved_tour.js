/** @odoo-module **/

import {registry} from "@web/core/registry";

const year = new Date().getFullYear() + 1;

/* Another date for who is invited: it stays on the screen, and is not sent by itself. */
registry.category("web_tour.tours").add("entretien_moved_tour", {
    steps: () => [
        {
            content: "The planning is one line: unfold it",
            trigger: "button[name=unfold]",
            run: "click",
        },
        {
            content: "Open the date",
            trigger: ".o_field_widget[name=date_planned] .o_input",
            run: "click",
        },
        {
            content: "Give another one",
            trigger: ".o_field_widget[name=date_planned] input",
            run: `edit 12/12/${year} 10:00:00 && click body`,
        },
        {
            content: "It shows what was typed",
            trigger: `.o_field_widget[name=date_planned]:contains(${year})`,
        },
        {
            content: "Whoever types is asked to save",
            trigger:
                ".o_entretien_saved.text-danger:contains(Enregistrez pour envoyer la nouvelle date)",
        },
        {
            content: "Give it up",
            trigger: ".o_form_button_cancel",
            run: "click",
        },
        {
            content: "Nothing is to be saved any more",
            trigger: `.o_entretien_form:not(:has(.o_entretien_saved)) .o_field_widget[name=date_planned]:not(:contains(${year}))`,
        },
    ],
});
