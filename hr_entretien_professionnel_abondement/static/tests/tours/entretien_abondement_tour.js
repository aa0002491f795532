/** @odoo-module **/

import {registry} from "@web/core/registry";

const BACK = ".breadcrumb-item a:contains(Accueil), .o_back_button";

/* HR opens what is owed and at risk from home, and comes back. */
registry.category("web_tour.tours").add("entretien_abondement_tour", {
    steps: () =>
        ["owed", "at_risk"].flatMap((key) => [
            {
                content: `Open the figure ${key}`,
                trigger: `.o_entretien_figures [data-figure=${key}]`,
                run: "click",
            },
            {
                content: "Its list, and that HR has not decided for every company",
                trigger: ".o_list_view",
            },
            {
                content: "Back home",
                trigger: BACK,
                run: "click",
            },
            {
                content: "Home is there again",
                trigger: ".o_entretien_figures",
            },
        ]),
});

/* The list of the états des lieux says what each costs. */
registry.category("web_tour.tours").add("entretien_bilan_cost_tour", {
    steps: () => [
        {
            content: "What waits, what it would cost",
            trigger:
                ".o_data_row:contains(Veteran):has([name=training_text]:contains(confirmer)) [name=outcome]:contains(Exposé)",
        },
        {
            content: "Open it",
            trigger: ".o_data_row:contains(Veteran) td[name=employee_id]",
            run: "click",
        },
        {
            content: "The training counts",
            trigger: "button[name=action_confirm_all]",
            run: "click",
        },
        {
            content: "HR is sure",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "And saves",
            trigger: "[name=outcome]:contains(Évité par une formation)",
        },
    ],
});

/* A manager opens it, and sees no cost. */
registry.category("web_tour.tours").add("entretien_bilan_no_cost_tour", {
    steps: () => [
        {
            content: "From the interview",
            trigger: "button[name=action_open_bilan]",
            run: "click",
        },
        {
            content: "Not what it costs",
            trigger:
                ".o_form_view:has([name=interviews_text]):not(:has([name=outcome]))",
        },
    ],
});
