/** @odoo-module **/

import {registry} from "@web/core/registry";

const LINES = ".o_field_widget[name=line_ids]";

/* Who leads the interview proposes a line by hand; he confirms nothing. */
registry.category("web_tour.tours").add("entretien_bilan_manager_tour", {
    steps: () => [
        {
            content: "From the interview",
            trigger: "button[name=action_open_bilan]",
            run: "click",
        },
        {
            content: "The manager has no button to confirm",
            trigger: `${LINES}:not(:has(button[name=action_confirm])) .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "Not even in the whole form",
            trigger: ".o_form_view:not(:has([name=action_confirm_all]))",
        },
        {
            content: "What he knows of",
            trigger: ".modal [name=name] input",
            run: "edit Habilitation électrique",
        },
        {
            content: "When",
            trigger: ".modal [name=date_from] input, .modal [name=date_from] button",
            run: "click",
        },
        {
            content: "Its day",
            trigger: ".modal [name=date_from] input",
            run: "edit 05/02/2024 && press Tab",
        },
        {
            content: "Keep it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "Save the état des lieux",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It waits for HR",
            trigger: `${LINES} .o_data_row:contains(Habilitation) .text-bg-warning`,
        },
        {content: "Saved", trigger: ".o_form_saved"},
    ],
});

/* HR rejects, confirms, and hands the état des lieux over. */
registry.category("web_tour.tours").add("entretien_bilan_hr_tour", {
    steps: () => [
        {
            content: "In the list: what waits",
            trigger:
                ".o_data_row:contains(Veteran):has([name=training_text]:contains(confirmer))",
        },
        {
            content: "Open it",
            trigger: ".o_data_row:contains(Veteran) td[name=employee_id]",
            run: "click",
        },
        {
            content: "The state is that of the interview: it stands on its button",
            trigger:
                ".o_form_view:not(:has(.o_statusbar_status)) .oe_stat_button:contains(Entretien) [name=state]:contains(Réalisé)",
        },
        {
            content: "This one is no proof",
            trigger: `${LINES} .o_data_row:contains(Visite) button[name=action_reject]`,
            run: "click",
        },
        {
            content: "Why",
            trigger: ".modal [name=reason] input",
            run: "edit Ce n'est pas une formation",
        },
        {
            content: "Rejected",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "It stays shown",
            trigger: `${LINES} .o_data_row:contains(Visite):contains(Écartée)`,
        },
        {
            content: "The others count",
            trigger: "button[name=action_confirm_all]",
            run: "click",
        },
        {
            content: "HR is sure",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "The training is established",
            trigger: "[name=training_text]:contains(Oui)",
        },
        {
            content: "And saves",
            trigger: "[name=conclusion]:contains(pas dû)",
        },
        {
            content: "Hand it over",
            trigger: "button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "By hand, today",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "Nothing changes any more",
            trigger: `.o_form_view:has(button[name=action_reopen]) ${LINES}:not(:has(button[name=action_reject]))`,
        },
    ],
});
