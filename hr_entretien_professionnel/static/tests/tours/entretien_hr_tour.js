/** @odoo-module **/

import {registry} from "@web/core/registry";

/* HR reads who is overdue and why, and opens the employee's page. */
registry.category("web_tour.tours").add("entretien_hr_tour", {
    steps: () => [
        {
            content: "The overdue employee, with his reason and its article",
            trigger:
                ".o_data_row:contains(Stranger) td[name=entretien_next_reason]:contains(L.6315-1)",
        },
        {
            content: "His status in words",
            trigger:
                ".o_data_row:contains(Stranger) td[name=entretien_status] .text-bg-danger",
        },
        {
            content: "Open his form",
            trigger: ".o_data_row:contains(Stranger) td[name=name]",
            run: "click",
        },
        {
            content: "His page of interviews",
            trigger: ".o_notebook a[name=entretiens]",
            run: "click",
        },
        {
            content: "The timeline of his interviews",
            trigger: ".o_field_widget[name=entretien_ids] .o_data_row",
        },
        {
            content: "From the smart button to his interviews",
            trigger: "button[name=action_open_entretiens]",
            run: "click",
        },
        {
            content: "The list of his interviews",
            trigger: ".o_list_view .o_data_row td[name=employee_id]:contains(Stranger)",
        },
    ],
});

/* Click, and wait until the file that it asks for has come. */
async function download({anchor}) {
    const {open} = XMLHttpRequest.prototype;
    const loaded = new Promise((resolve) => {
        XMLHttpRequest.prototype.open = function (method, url, ...rest) {
            if (url.includes("/entretiens/besoins/plan")) {
                this.addEventListener("loadend", () => setTimeout(resolve, 500));
            }
            return open.call(this, method, url, ...rest);
        };
    });
    anchor.click();
    await loaded;
    XMLHttpRequest.prototype.open = open;
    document.body.classList.add("o_entretien_downloaded");
}

/* HR takes the needs for the training plan: a file, and no window about it. */
registry.category("web_tour.tours").add("entretien_needs_tour", {
    steps: () => [
        {
            content: "Export the needs",
            trigger: "button[name=action_export_plan]",
            run: download,
        },
        {
            content: "Nothing stands before the needs",
            trigger: "body.o_entretien_downloaded:not(:has(.modal))",
        },
    ],
});
