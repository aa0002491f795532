/** @odoo-module **/

import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/* HR creates a campaign, sees who is in and why others are out, gives the dates, sends,
and sees the bar reach its end without touching anything. */
registry.category("web_tour.tours").add("entretien_campaign_tour", {
    steps: () => [
        {
            content: "The empty list says what a campaign is",
            trigger: ".o_nocontent_help",
        },
        {
            content: "A new campaign",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Its name",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Printemps, ateliers",
        },
        {
            content: "Its department",
            trigger: ".o_field_widget[name=department_ids] input",
            run: "edit Usinage",
        },
        {
            content: "Choose the department",
            trigger: ".o-autocomplete--dropdown-item:contains(Usinage)",
            run: "click",
        },
        {
            content: "See who is in",
            trigger: "button[name=action_preview]:not(:disabled)",
            run: "click",
        },
        {
            content: "Those who are in",
            trigger: ".o_field_widget[name=line_in_ids] .o_data_row:contains(Employee)",
        },
        {
            content: "Those who are out",
            trigger: ".o_notebook a[name=out]",
            run: "click",
        },
        {
            content: "With the reason, and its date",
            trigger:
                ".o_field_widget[name=line_out_ids] .o_data_row:contains(Colleague) td[name=out_reason]:contains(/20)",
        },
        {
            content: "Put him in all the same",
            trigger:
                ".o_field_widget[name=line_out_ids] .o_data_row:contains(Colleague) button[name=action_put_in]",
            run: "click",
        },
        {
            content: "He left this list",
            trigger:
                ".o_field_widget[name=line_out_ids]:not(:has(.o_data_row:contains(Colleague)))",
        },
        {
            content: "Give the dates",
            trigger: "button[name=action_spread]",
            run: "click",
        },
        {
            content: "Back to those who are in",
            trigger: ".o_notebook a[name=people]",
            run: "click",
        },
        {
            content: "Each has his date",
            trigger:
                ".o_field_widget[name=line_in_ids] .o_data_row:contains(Colleague) td[name=date_planned]:contains(:)",
        },
        {
            content: "By week and interviewer",
            trigger: "button.oe_stat_button:has([name=in_count])",
            run: "click",
        },
        {
            content: "Grouped",
            trigger: ".o_list_view .o_group_header",
        },
        {
            content: "On the calendar",
            trigger: ".o_switch_view.o_calendar",
            run: "click",
        },
        {
            content: "The calendar is there",
            trigger: ".o_calendar_view .fc",
        },
        {
            content: "Back to the campaign",
            trigger: ".breadcrumb-item a:contains(Printemps)",
            run: "click",
        },
        {
            content: "Plan and invite",
            trigger: "button[name=action_launch]",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "It runs, and the screen is free",
            trigger: ".o_statusbar_status:contains(Envoi)",
        },
        {
            content: "It reaches its end by itself: the messages wait to leave",
            trigger: ".o_field_widget[name=mailing_count]:contains(3)",
            timeout: 20000,
        },
        {
            content: "So nobody is invited yet",
            trigger: ".o_field_widget[name=sent_count]:contains(0)",
        },
        {
            content: "The interviews",
            trigger: "button.oe_stat_button:has([name=planned_count])",
            run: "click",
        },
        {
            content: "They are planned",
            trigger: ".o_list_view .o_data_row:contains(Colleague)",
        },
    ],
});

/* The window that the button opens is the file: it is read instead. */
async function download({anchor}) {
    const {open} = browser;
    const opened = new Promise((resolve) => {
        browser.open = (url) => {
            resolve(url);
            return {closed: false};
        };
    });
    anchor.click();
    const response = await fetch(await opened);
    browser.open = open;
    const start = new Uint8Array(await response.arrayBuffer()).slice(0, 2);
    if (String.fromCharCode(...start) !== "PK") {
        throw new Error(`no archive: ${response.status}`);
    }
    document.body.classList.add("o_entretien_downloaded");
}

/* HR takes the copies of the campaign in one file. */
registry.category("web_tour.tours").add("entretien_campaign_copies_tour", {
    steps: () => [
        {
            content: "The copies, in one click",
            trigger: "button[name=action_copies]",
            run: download,
        },
        {
            content: "They came as an archive, and the form is free again",
            trigger:
                ".o_entretien_downloaded:has(button[name=action_copies]:not(:disabled))",
        },
    ],
});
