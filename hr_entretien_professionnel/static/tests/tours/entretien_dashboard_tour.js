/** @odoo-module **/

import {registry} from "@web/core/registry";

const BACK = ".breadcrumb-item a:contains(Tableau de bord), .o_back_button";

/* HR opens each figure, finds its list, and comes back. */
function figure(key, content) {
    return [
        {
            content: `Open the figure ${key}`,
            trigger: `.o_entretien_figures [data-figure=${key}]`,
            run: "click",
        },
        {
            content: `Its list: ${key}`,
            trigger: content,
        },
        {
            content: "Back to the dashboard",
            trigger: BACK,
            run: "click",
        },
        {
            content: "The dashboard is there again",
            trigger: ".o_entretien_figures",
        },
    ];
}

registry.category("web_tour.tours").add("entretien_dashboard_tour", {
    steps: () => [
        {
            content: "The app opens on its dashboard",
            trigger: ".o_entretien_dashboard .o_entretien_figures",
        },
        ...figure("overdue", ".o_list_view .o_data_row:contains(Stranger)"),
        ...figure("to_plan", ".o_list_view"),
        ...figure("planned", ".o_list_view .o_data_row:contains(Manager)"),
        ...figure("held", ".o_list_view .o_data_row:contains(Employee)"),
        ...figure("not_computable", ".o_list_view .o_data_row:contains(Sans contrat)"),
        {
            content: "A department's overdue ones",
            trigger:
                ".o_entretien_departments tr:contains(Expédition) [data-cell=overdue]",
            run: "click",
        },
        {
            content: "Only those of the department",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(N2))) .o_data_row:contains(Stranger)",
        },
        {
            content: "Back",
            trigger: BACK,
            run: "click",
        },
        {
            content: "Ask again",
            trigger: ".o_reload",
            run: "click",
        },
        {
            content: "It is still there",
            trigger: ".o_entretien_departments tfoot",
        },
    ],
});

/* An employee who leads nobody is shown the way to his own page. */
registry.category("web_tour.tours").add("entretien_dashboard_employee_tour", {
    steps: () => [
        {
            content: "No figure of anybody",
            trigger: ".o_entretien_dashboard:not(:has(.o_entretien_figures)) h2",
        },
        {
            content: "To his own page",
            trigger: ".o_entretien_dashboard .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
    ],
});
