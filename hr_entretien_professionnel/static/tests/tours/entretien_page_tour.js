/** @odoo-module **/

import {registry} from "@web/core/registry";

const SECRET = "Devenir régleuse, plus tard";

/** The screen shows the whole width of the page, nothing beyond it. */
const FITS = {
    content: "Nothing is wider than the screen",
    trigger: ".o_mon_entretien",
    run: () => {
        const {scrollWidth, clientWidth} = document.documentElement;
        if (scrollWidth > clientWidth) {
            throw new Error(`${scrollWidth}px wide on a screen of ${clientWidth}px`);
        }
    },
};

/** Where the person stands; the page opens at its top and nothing takes the focus. */
function standsAt(number) {
    return {
        content: `Step ${number} of three`,
        trigger: `.o_mon_entretien_steps li:nth-child(${number})[aria-current=step]`,
        run: () => {
            if (window.scrollY || document.activeElement.matches("input, textarea")) {
                throw new Error(`the page opens at ${window.scrollY}px`);
            }
        },
    };
}

/** Draw on the pad as a finger does. */
function draw({anchor}) {
    const {left, top, width, height} = anchor.getBoundingClientRect();
    const touch = (type, x, y, pressed = 1) =>
        anchor.dispatchEvent(
            new PointerEvent(type, {
                bubbles: true,
                cancelable: true,
                isPrimary: true,
                pointerId: 1,
                pressure: pressed / 2,
                button: 0,
                buttons: pressed,
                clientX: left + width * x,
                clientY: top + height * y,
            })
        );
    touch("pointerdown", 0.2, 0.5);
    for (const [x, y] of [
        [0.3, 0.2],
        [0.4, 0.8],
        [0.6, 0.3],
        [0.8, 0.6],
    ]) {
        touch("pointermove", x, y);
    }
    touch("pointerup", 0.8, 0.6, 0);
}

/** The bytes behind the button are those whose checksum stands under it. */
async function download({anchor}) {
    const response = await fetch(anchor.href);
    const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    const bytes = [...new Uint8Array(digest)];
    const sum = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const told = document.querySelector(".o_mon_entretien_file code").textContent;
    if (!response.ok || sum !== told.trim()) {
        throw new Error(`downloaded ${response.status} ${sum}, the page says ${told}`);
    }
}

/* Before: what it is, then the preparation, saved as it is typed, then sent. */
registry.category("web_tour.tours").add("entretien_page_prepare_tour", {
    steps: () => [
        {
            content: "When and where",
            trigger: ".o_mon_entretien_facts:contains(Salle Mistral)",
        },
        standsAt(2),
        {
            content: "Earlier ones below",
            trigger: ".o_mon_entretien_past li:eq(1)",
        },
        {
            content: "And what it is not",
            trigger: ".o_mon_entretien_note:contains(pas une évaluation)",
        },
        FITS,
        {
            content: "Type",
            trigger: "textarea[name=prospects]",
            run: `edit ${SECRET}`,
        },
        {
            content: "Add a need",
            trigger: ".o_mon_entretien_add",
            run: "click",
        },
        {
            content: "Name it",
            trigger: ".o_mon_entretien_need input[type=text]",
            run: "edit Réglage",
        },
        {
            content: "Saved by itself, and come back later",
            trigger: ".o_mon_entretien_status[data-state=saved]:contains(à)",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "It is there",
            trigger: `textarea[name=prospects]:value(${SECRET})`,
        },
        {
            content: "So is the need",
            trigger: ".o_mon_entretien_need input[type=text]:value(Réglage)",
        },
        {
            content: "Send…",
            trigger: ".o_mon_entretien_confirm summary",
            run: "click",
        },
        FITS,
        {
            content: "Yes",
            trigger: ".o_mon_entretien_send",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is sent, and may still be changed",
            trigger:
                ".o_mon_entretien:has(.alert-success) form[action*=modifier] button",
        },
        FITS,
    ],
});

/* Invited to three slots: another one is chosen, from the portal's own page. */
registry.category("web_tour.tours").add("entretien_page_slot_tour", {
    steps: () => [
        {
            content: "The portal leads there",
            trigger: ".o_portal_my_home a[href='/mon-entretien']",
            run: "click",
            expectUnloadPage: true,
        },
        FITS,
        {
            content: "Three slots, the planned one is ticked: tick another one",
            trigger:
                "form[action*=creneau]:has(input[type=radio]:eq(2)):has(input[type=radio]:eq(0):checked) input[type=radio]:eq(1)",
            run: "click",
        },
        {
            content: "Choose it",
            trigger: "form[action*=creneau] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is the appointment now",
            trigger:
                ".o_mon_entretien:has(.alert-success) form[action*=creneau] input[type=radio]:eq(1):checked",
        },
        FITS,
    ],
});

/* Once presented: read, comment, sign with the finger. */
registry.category("web_tour.tours").add("entretien_page_sign_tour", {
    steps: () => [
        {
            content: "The document to read, before what it is signed with",
            trigger:
                "section:has(.o_mon_entretien_summary:contains(Formation demandée)) ~ section canvas",
        },
        standsAt(3),
        FITS,
        {
            content: "Comment",
            trigger: "textarea[name=comment]",
            run: "edit D'accord avec ce compte rendu",
        },
        {
            content: "Save the comment",
            trigger: "form[action*=commentaire] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is there",
            trigger: "textarea[name=comment]:value(D'accord avec ce compte rendu)",
        },
        {
            content: "One word more, not saved: it goes with the signature",
            trigger: "textarea[name=comment]",
            run: "edit D'accord avec ce compte rendu, merci",
        },
        {
            content: "There is nothing to sign with yet",
            trigger: ".o_portal_sign_submit:disabled",
        },
        {
            content: "Draw",
            trigger: "canvas.o_web_sign_signature",
            run: draw,
        },
        FITS,
        {
            content: "Sign",
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is signed: nothing more is asked",
            trigger:
                ".o_mon_entretien:has(.alert-success):not(:has(canvas)):not(:has(textarea[name=comment]))",
        },
        FITS,
    ],
});

/* With an account: nothing is planned any more, the last one heads the earlier ones. */
registry.category("web_tour.tours").add("entretien_page_past_tour", {
    steps: () => [
        FITS,
        {
            content: "Open the last one",
            trigger: ".o_mon_entretien_past li:first-child a:first-child",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The copy that was handed over",
            trigger: ".o_mon_entretien_file a[href*='document.pdf']",
            run: download,
        },
        {
            content: "And back",
            trigger: "a.o_mon_entretien_back",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The portal leads here",
            trigger: ".o_portal_my_home a[href='/mon-entretien']",
        },
    ],
});

/* Once closed: the copy. */
registry.category("web_tour.tours").add("entretien_page_copy_tour", {
    steps: () => [
        {
            content: "The copy that was handed over",
            trigger: ".o_mon_entretien_file a[href*='document.pdf']",
            run: download,
        },
        {
            content: "Nothing is asked any more",
            trigger: ".o_mon_entretien:not(:has(textarea)):not(:has(canvas))",
        },
        FITS,
    ],
});
