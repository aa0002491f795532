/** @odoo-module **/

import {registry} from "@web/core/registry";

const BACK = ".breadcrumb-item a:contains(Accueil), .o_back_button";

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
            content: "Back home",
            trigger: BACK,
            run: "click",
        },
        {
            content: "Home is there again",
            trigger: ".o_entretien_figures",
        },
    ];
}

/* Nothing stands beside the page, at any width. */
function fits() {
    if (document.documentElement.scrollWidth > window.innerWidth) {
        throw new Error("The page is wider than the screen");
    }
}

registry.category("web_tour.tours").add("entretien_dashboard_tour", {
    steps: () => [
        {
            content: "The app opens on its home, the morning list under the figures",
            trigger:
                ".o_entretien_dashboard:has(.o_entretien_figures) ~ .o_list_renderer .o_data_row:contains(Stranger)",
            run: fits,
        },
        ...figure("overdue", ".o_list_view .o_data_row:contains(Stranger)"),
        ...figure("to_plan", ".o_list_view .o_data_row:contains(Stranger)"),
        ...figure("planned", ".o_list_view .o_data_row:contains(Manager)"),
        ...figure("held", ".o_list_view .o_data_row:contains(Employee)"),
        ...figure("not_computable", ".o_list_view .o_data_row:contains(Sans contrat)"),
        {
            content: "A department's overdue ones",
            trigger: ".o_entretien_departments button:contains(Expédition)",
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
            content: "The step is in the line",
            trigger:
                ".o_data_row:contains(Stranger) button[name=action_next_step]:contains(Planifier)",
            run: "click",
        },
        {
            content: "It opens what plans",
            trigger: ".o_form_view",
        },
    ],
});

/* Who is late, and why: the figure, then the person. */
registry.category("web_tour.tours").add("entretien_late_tour", {
    steps: () => [
        {
            content: "1: the late ones",
            trigger: "[data-figure=overdue]",
            run: "click",
        },
        {
            content: "2: one of them",
            trigger:
                ".o_content:not(:has([data-figure])) .o_data_row:contains(Colleague) .o_data_cell, .o_content:not(:has([data-figure])) .o_kanban_record:contains(Colleague)",
            run: "click",
        },
        {
            content: "Why",
            trigger: ".o_form_view :contains(après l'embauche)",
        },
    ],
});

/* HR and a manager, on each screen: figures, then what is to be done by a button. */
registry.category("web_tour.tours").add("entretien_home_tour", {
    steps: () => [
        {
            content: "The figures",
            trigger: ".o_entretien_figures [data-figure=to_plan]:contains(1)",
        },
        {
            content: "Under them, the person and the button",
            trigger:
                ".o_data_row:contains(Colleague) [name=action_next_step]:contains(Planifier), .o_kanban_record:contains(Colleague) [name=action_next_step]:contains(Planifier)",
            run: fits,
        },
        {
            content: "Open the list of what is to plan",
            trigger: "[data-figure=to_plan]",
            run: "click",
        },
        {
            content: "The same one",
            trigger:
                ".o_content:not(:has([data-figure])) .o_data_row:contains(Colleague), .o_content:not(:has([data-figure])) .o_kanban_record:contains(Colleague)",
            run: fits,
        },
    ],
});

/* Somebody who leads nobody is shown the way to their own page. */
registry.category("web_tour.tours").add("entretien_dashboard_employee_tour", {
    steps: () => [
        {
            content: "No figure of anybody",
            trigger: ".o_entretien_dashboard:not(:has(.o_entretien_figures)) h2",
        },
        {
            content: "The menu of the user has the page, too",
            trigger: ".o_user_menu button",
            run: "click",
        },
        {
            content: "To their own page",
            trigger: "[data-menu=entretien_page]",
            run: "click",
            expectUnloadPage: true,
        },
    ],
});

function asksToRemind() {
    return [
        {
            content: "All the managers at once",
            trigger: ".o_remind_managers",
            run: "click",
        },
        {
            content: "Who is written to is read first",
            trigger: ".modal p:contains('Manager')",
        },
    ];
}

registry.category("web_tour.tours").add("entretien_remind_cancel_tour", {
    steps: () => [
        ...asksToRemind(),
        {
            content: "Not now",
            trigger: ".modal-footer .btn-secondary",
            run: "click",
        },
        {
            content: "Nothing is under way",
            trigger: "body:not(:has(.modal)) .o_remind_managers:not(:disabled)",
        },
    ],
});

registry.category("web_tour.tours").add("entretien_remind_tour", {
    steps: () => [
        ...asksToRemind(),
        {
            content: "Send",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "They are reminded",
            trigger: ".o_notification:contains('2')",
        },
    ],
});

/* On the first day: what the empty list says covers nothing of the first steps. */
registry.category("web_tour.tours").add("entretien_empty_home_tour", {
    steps: () => [
        {
            content: "The first steps and the figures",
            trigger: ".o_entretien_dashboard:has(.o_entretien_figures)",
        },
        {
            content: "What the empty list says stands below them",
            trigger: ".o_entretien_home .o_nocontent_help",
            run: ({anchor}) => {
                const board = document.querySelector(".o_entretien_dashboard");
                const {bottom} = board.getBoundingClientRect();
                const {top} = anchor.getBoundingClientRect();
                if (top < bottom) {
                    throw new Error(`at ${top}px, over what ends at ${bottom}px`);
                }
            },
        },
    ],
});
