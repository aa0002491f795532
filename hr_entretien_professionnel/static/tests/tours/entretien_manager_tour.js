/** @odoo-module **/

import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

function choose(name) {
    return [
        {
            content: "What else can be done",
            trigger: "button[name=menu_more]",
            run: "click",
        },
        {
            content: name,
            trigger: `.o-dropdown--menu button[name=${name}]`,
            run: "click",
        },
    ];
}

/* Dates whose day is their month: the same in every language. */
/* The manager plans, fills and closes the interview of one of his team. */
registry.category("web_tour.tours").add("entretien_manager_tour", {
    steps: () => [
        {
            content: "Open the interview of the team member",
            trigger: ".o_data_row td[name=employee_id]:contains(Employee)",
            run: "click",
        },
        {
            content: "Say that it does not evaluate the work",
            trigger: ".o_form_sheet [role=status]",
        },
        {
            content: "Plan: dates are offered",
            trigger: "button[name=action_open_plan].btn-primary",
            run: "click",
        },
        {
            content: "The first one is chosen",
            trigger: ".modal .o_field_entretien_slots input[type=radio]:checked",
        },
        {
            content: "Open another date",
            trigger: ".modal .o_field_entretien_datetime .o_input",
            run: "click",
        },
        {
            content: "Give it",
            trigger: ".modal .o_field_entretien_datetime input",
            run: "edit 12/12/2031 10:00:00 && click .modal-title",
        },
        {
            content: "It is none of those offered",
            trigger: ".modal .o_field_entretien_slots:not(:has(input:checked))",
        },
        {
            content: "Give the place",
            trigger: ".modal .o_field_widget[name=location] input",
            run: "edit Salle Mistral",
        },
        {
            content: "Plan",
            trigger: ".modal footer button[name=action_plan]",
            run: "click",
        },
        {
            content: "It is planned",
            trigger: ".o_arrow_button_current[data-value=planned]",
        },
        ...choose("action_mark_held"),
        {
            content: "Yes, it took place",
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "What is missing is said",
            trigger: ".alert-warning .o_field_widget[name=missing_text]:contains(CEP)",
        },
        {
            content: "Career",
            trigger: ".o_field_widget[name=career] textarea",
            run: "edit Tourneuse depuis 2022",
        },
        {
            content: "Job and skills",
            trigger: ".o_notebook a[name=job]",
            run: "click",
        },
        {
            content: "Difficulties",
            trigger: ".o_field_widget[name=difficulties] textarea",
            run: "edit Le poste change avec la nouvelle machine",
        },
        {
            content: "Wishes",
            trigger: ".o_notebook a[name=wishes]",
            run: "click",
        },
        {
            content: "Prospects",
            trigger: ".o_field_widget[name=prospects] textarea",
            run: "edit Devenir régleuse",
        },
        {
            content: "Needs",
            trigger: ".o_notebook a[name=needs]",
            run: "click",
        },
        {
            content: "Add a need",
            trigger: ".o_field_widget[name=besoin_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Name it",
            trigger: ".o_field_widget[name=besoin_ids] td[name=name] input",
            run: "edit Formation au réglage",
        },
        {
            content: "Information given",
            trigger: ".o_notebook a[name=information]",
            run: "click",
        },
        ...["vae", "cpf", "cep"].flatMap((name) => [
            {
                content: `Open the day the ${name} was explained`,
                trigger: `.o_field_widget[name=info_${name}_date] .o_input`,
                run: "click",
            },
            {
                content: `The day the ${name} was explained`,
                trigger: `.o_field_widget[name=info_${name}_date] input`,
                run: "edit 01/01/2026 && click body",
            },
        ]),
        {
            content: "Conclusion",
            trigger: ".o_notebook a[name=conclusion]",
            run: "click",
        },
        {
            content: "Conclude",
            trigger: ".o_field_widget[name=conclusion] textarea",
            run: "edit Formation demandée pour l'an prochain",
        },
        ...stepUtils.saveForm(),
        {
            content: "Nothing is missing any more",
            trigger: ".o_form_view:not(:has(.alert-warning:visible))",
        },
        ...choose("action_hand_over"),
        {
            content: "Confirm",
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "Closed: nothing can be written any more",
            trigger:
                ".o_statusbar_status button.o_arrow_button_current[data-value=closed]",
        },
        {
            content: "The conclusion is read only",
            trigger: ".o_field_widget[name=conclusion]:not(:has(textarea))",
        },
    ],
});
