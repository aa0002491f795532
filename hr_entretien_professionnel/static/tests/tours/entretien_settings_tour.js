import {registry} from "@web/core/registry";

const card = (code, chosen) =>
    `[data-code=${code}][aria-pressed=${chosen ? "true" : "false"}]`;

/* HR chooses a schedule: what it moves is said before it is applied. */
registry.category("web_tour.tours").add("entretien_settings_tour", {
    steps: () => [
        {
            content: "The schedule of today is chosen",
            trigger: `${card("legal", true)} .mt-auto:not(:empty)`,
        },
        {
            content: "Another one says what it moves before it is chosen",
            trigger: `${card("two_six", false)}:has(.mt-auto:not(:empty))`,
            run: "click",
        },
        {
            content: "Save",
            trigger: `body:has(${card("two_six", true)}) .o_form_button_save`,
            run: "click",
        },
        {
            content: "Nothing is applied yet",
            trigger: ".modal .btn-secondary",
            run: "click",
        },
        {
            content: "A setting is found by its article, what was chosen stays",
            trigger: `body:has(${card("two_six", true)}) .o_searchview_input`,
            run: "edit L.1225-65",
        },
        {
            content: "The others are out of the way",
            trigger: "body:not(:has(#manager_weekly)) #family_leaves",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is the schedule of today",
            trigger: `body:not(:has(.o_dirty_warning)) ${card("two_six", true)}`,
        },
    ],
});
