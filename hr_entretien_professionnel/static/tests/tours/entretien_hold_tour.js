/** @odoo-module **/

import {registry} from "@web/core/registry";

const SAVED = {
    content: "Saved by itself",
    trigger: ".o_entretien_saved.text-muted:not(:empty)",
};

function open(page) {
    return {
        content: `Open the page ${page}`,
        trigger: `.o_notebook .nav-link[name=${page}]`,
        run: "click",
    };
}

/* The manager fills the interview while talking, and never presses Save. */
registry.category("web_tour.tours").add("entretien_hold_tour", {
    steps: () => [
        {
            content: "What was prepared stands beside the field",
            trigger: ".o_entretien_prepared:contains(Tourneuse depuis 2022)",
        },
        {
            content: "The details of the meeting take one line",
            trigger: ".o_entretien_form:not(:has(.o_entretien_details:visible))",
        },
        open("wishes"),
        {
            content: "What was said last time",
            trigger: ".o_entretien_previous:contains(Passer régleuse)",
        },
        open("career"),
        {
            content: "Type",
            trigger: ".o_field_widget[name=career] textarea",
            run: "edit Parle de ses débuts",
        },
        SAVED,
        {
            content: "The cursor has not moved",
            trigger: ".o_field_widget[name=career] textarea:focus",
        },
        {
            content: "Take what she prepared",
            trigger: "button[name=take_career]",
            run: "click",
        },
        {
            content: "It is taken",
            trigger: ".o_entretien_prepared .text-success",
        },
        open("needs"),
        {
            content: "Add a need",
            trigger: ".o_field_widget[name=besoin_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Name it",
            trigger: ".o_selected_row td[name=name] input",
            run: "edit Formation au réglage",
        },
        {
            content: "Go on with the text: the line is left",
            trigger: ".o_notebook .nav-link[name=career]",
            run: "click",
        },
        {
            content: "It was saved by itself",
            trigger: ".o_field_widget[name=career] textarea",
            run: async () => {
                await waitForNeed("Formation au réglage");
            },
        },
        open("information"),
        ...["vae", "cpf", "cep"].flatMap((code) => [
            {
                content: `The ${code} was explained`,
                trigger: `button[name=action_give_information][args*=${code}], .o_field_widget[name=info_${code}_date] ~ button`,
                run: "click",
            },
            {
                content: `The day the ${code} was explained`,
                trigger: `.o_field_widget[name=info_${code}_date] .o_input:not(:empty), .o_field_widget[name=info_${code}_date] input:not(:placeholder-shown)`,
            },
        ]),
        {
            content: "Nothing is missing any more",
            trigger:
                ".o_form_view:not(:has(.o_form_statusbar ~ .alert-warning:visible))",
        },
        open("conclusion"),
        {
            content: "Type the end, and close the browser in the middle",
            trigger: ".o_field_widget[name=conclusion] textarea",
            run: "edit Tout est dit",
        },
        {
            content: "The page is left without saving",
            trigger: ".o_field_widget[name=conclusion] textarea",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        open("conclusion"),
        {
            content: "It is there",
            trigger: ".o_field_widget[name=conclusion] textarea:value(Tout est dit)",
        },
    ],
});

/** The need as the server has it, not as the screen shows it. */
async function waitForNeed(name) {
    const params = {
        model: "hr.entretien.besoin",
        method: "search_count",
        args: [[["name", "=", name]]],
        kwargs: {},
    };
    for (let i = 0; i < 40; i++) {
        const response = await fetch("/web/dataset/call_kw", {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({jsonrpc: "2.0", method: "call", params}),
        });
        if ((await response.json()).result === 1) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`The need “${name}” was not saved by itself`);
}

const NARROW = {content: "One section at a time", trigger: "button[name=next_tab]"};

/** What fits: the tabs on one row, all of it in the width, the talk on the first screen. */
function checkLayout() {
    const rows = (css) =>
        new Set([...document.querySelectorAll(css)].map((node) => node.offsetTop)).size;
    const tabs = document.querySelector(".o_notebook_headers");
    const found = {
        tabs: rows(".o_notebook_headers .nav-item"),
        buttons: rows(".o_statusbar_buttons > *"),
        primary: document.querySelectorAll(".o_statusbar_buttons .btn-primary").length,
        isCut: innerWidth >= 1366 && tabs.scrollWidth > tabs.clientWidth,
        isTooLow:
            innerWidth >= 820 && tabs.getBoundingClientRect().top >= innerHeight / 2,
        isTooWide: document.body.scrollWidth > innerWidth,
    };
    const wanted = {tabs: 1, buttons: 1, primary: 1};
    for (const [name, value] of Object.entries(found)) {
        if (value !== (wanted[name] || false)) {
            throw new Error(`${name}: ${JSON.stringify(found)}`);
        }
    }
}

const CANVAS = ".modal canvas.o_web_sign_signature";

function sign(name, step) {
    return [
        {
            content: `The pad is ready for ${name}`,
            trigger: `.modal .o_field_widget[name=name] input:value(${name})`,
        },
        {
            content: `${name} signs`,
            ...step,
        },
        {
            content: "Confirm",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
    ];
}

/* From the hour that is past to the copy handed over: ten clicks beside writing. */
registry.category("web_tour.tours").add("entretien_sign_tour", {
    steps: () => [
        {
            content: "One button says what is next",
            trigger: "button[name=action_mark_held].btn-primary",
            run: ({anchor}) => {
                checkLayout();
                anchor.click();
            },
        },
        {
            content: "Held: what to present is next",
            trigger: "button[name=action_present].btn-primary",
            run: checkLayout,
        },
        ...(window.innerWidth < 1200 ? [NARROW] : []),
        {
            content: "What was said last time, to take again",
            trigger: "button[name=take_again_career]",
        },
        {
            content: "Write",
            trigger: ".o_field_widget[name=career] textarea",
            run: "edit Régleuse depuis janvier",
        },
        SAVED,
        open("information"),
        {
            content: "All three pieces of information",
            trigger:
                "button[name=action_give_information][args*=all], button[name=action_give_information].mb-3",
            run: "click",
        },
        {
            content: "They were given",
            trigger:
                ".o_form_view:not(:has(.o_form_statusbar ~ .alert-warning:visible))",
        },
        {
            content: "Present",
            trigger: "button[name=action_present]",
            run: "click",
        },
        {
            content: "It says that it freezes",
            trigger: ".modal:contains(figé) .modal-footer .btn-primary",
            run: "click",
        },
        ...sign("Manager", {trigger: CANVAS, run: "click"}),
        ...sign("Employee", {
            // Who has a keyboard alone: the pad writes the name.
            trigger: ".modal .o_web_sign_auto_button",
            run: async ({anchor}) => {
                anchor.click();
                await new Promise((done) => setTimeout(done, 1000));
            },
        }),
        {
            content: "Hand over the copy",
            trigger: ".modal:has([name=mode]) button[name=action_apply]",
            run: "click",
        },
        {
            content: "Closed",
            trigger:
                ".o_arrow_button_current[data-value=closed], .o_statusbar_status > .dropdown-toggle:contains(Copie remise)",
        },
    ],
});
