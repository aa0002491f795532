/** @odoo-module **/

import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/* The employee reads his own interview once it is held, and comments on it. */
registry.category("web_tour.tours").add("entretien_employee_tour", {
    steps: () => [
        {
            content: "His own interview, and no other",
            trigger:
                ".o_list_view:not(:has(.o_data_row:nth-child(2))) .o_data_row td[name=state]",
            run: "click",
        },
        {
            content: "He takes no step of the interview",
            trigger:
                ".o_form_view:not(:has(button[name=action_hand_over])) .o_form_statusbar",
        },
        {
            content: "Conclusion",
            trigger: ".o_notebook a[name=conclusion]",
            run: "click",
        },
        {
            content: "The conclusion is not his to write",
            trigger: ".o_field_widget[name=conclusion]:not(:has(textarea))",
        },
        {
            content: "His comment is",
            trigger: ".o_field_widget[name=employee_comment] textarea",
            run: "edit D'accord avec ce compte rendu",
        },
        ...stepUtils.saveForm(),
    ],
});
