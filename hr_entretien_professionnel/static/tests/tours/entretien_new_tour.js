/** @odoo-module **/

import {registry} from "@web/core/registry";

const year = new Date().getFullYear() + 5;

const date = [
    {
        content: "Open the date",
        trigger: ".o_field_widget[name=date_planned] .o_input",
        run: "click",
    },
    {
        content: "Give the date",
        trigger: ".o_field_widget[name=date_planned] input",
        run: `edit 12/12/${year} 10:00:00 && click body`,
    },
    {
        content: "It shows what was typed",
        trigger: `.o_field_widget[name=date_planned]:contains(${year})`,
    },
];

const employee = [
    {
        content: "The employee, who has a history",
        trigger: ".o_field_widget[name=employee_id] input",
        run: "edit Employee",
    },
    {
        content: "Choose the employee",
        trigger: ".o-autocomplete--dropdown-item a:contains(Employee)",
        run: "click",
    },
];

const save = [
    {
        content: "Who leads the employee is proposed: all was computed; save",
        trigger:
            "body:has(.o_field_widget[name=interviewer_id] input:value(Manager)) .o_form_button_save",
        run: "click",
    },
    {
        content: "It is saved",
        trigger: ".o_form_saved",
    },
];

/* A new interview, the date first: one types in any order, the steps come once saved. */
registry.category("web_tour.tours").add("entretien_new_date_first_tour", {
    steps: () => [
        {
            content: "There is nothing to plan, to decline or to cancel yet",
            trigger:
                ".o_form_view:not(:has(button[name=action_open_plan], button[name=action_mark_held], button[name=action_decline], button[name=action_cancel]))",
        },
        ...date,
        ...employee,
        ...save,
    ],
});

/* The same, the employee first. */
registry.category("web_tour.tours").add("entretien_new_tour", {
    steps: () => [...employee, ...date, ...save],
});
