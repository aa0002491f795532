/** @odoo-module **/

import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const offered = {
    content: "The first date of both is chosen",
    trigger: ".modal .o_field_entretien_slots input[type=radio]:checked",
};
const invite = {
    content: "Plan and invite",
    trigger: ".modal footer button[name=action_plan_and_invite].btn-primary",
    run: "click",
};
const done = {
    content: "The invitation leaves, the dialog is closed",
    trigger: "body:not(:has(.modal)) .o_notification",
};

/* From the list of the morning: two clicks, and it is planned and invited to. */
tours.add("entretien_plan_list_tour", {
    steps: () => [
        {
            content: "Plan, in the line",
            trigger:
                ".o_data_row:contains(Employee) button:contains(Planifier), .o_kanban_record:contains(Employee) button:contains(Planifier)",
            run: "click",
        },
        offered,
        invite,
        done,
        {
            content: "There is nothing left to plan",
            trigger:
                ".o_entretien_home:not(:has(.o_data_row button:contains(Planifier), .o_kanban_record button:contains(Planifier)))",
        },
    ],
});

/* On the board: to move a card is to plan it. */
tours.add("entretien_plan_drag_tour", {
    steps: () => [
        {
            content: "What is late is counted in the head of the column",
            trigger: ".o_kanban_group:first .o_entretien_late:contains(1)",
        },
        {
            content: "Move the card to those held: refused, in a sentence",
            trigger: ".o_kanban_group:first .o_kanban_record:contains(Employee)",
            run: "drag_and_drop .o_kanban_group:nth-child(3)",
        },
        {
            content: "Read why",
            trigger: ".modal .o_error_dialog, .modal .modal-body[role=alert], .modal",
        },
        {
            content: "Close it",
            trigger: ".modal footer button",
            run: "click",
        },
        {
            content: "It stays where it was: move it to those planned",
            trigger:
                "body:not(:has(.modal)) .o_kanban_group:first .o_kanban_record:contains(Employee)",
            run: "drag_and_drop .o_kanban_group:nth-child(2)",
        },
        offered,
        {
            content: "Plan",
            trigger: ".modal footer button[name=action_plan]",
            run: "click",
        },
        {
            content: "It is among those planned",
            trigger: ".o_kanban_group:nth-child(2) .o_kanban_record:contains(Employee)",
        },
    ],
});

/* The manager, with a telephone or a tablet: the button of the card. */
tours.add("entretien_plan_card_tour", {
    steps: () => [
        {
            content: "Plan, on the card",
            trigger:
                ".o_kanban_record:contains(Employee) button[name=action_next_step]",
            run: "click",
        },
        offered,
        invite,
        done,
        {
            content: "The card says that it is planned",
            trigger: ".o_kanban_group:nth-child(2) .o_kanban_record:contains(Employee)",
        },
    ],
});

/* The manager, with a telephone: planned without a word, invited from the card. */
tours.add("entretien_invite_card_tour", {
    steps: () => [
        {
            content: "Plan, on the card",
            trigger:
                ".o_kanban_record:contains(Employee) button[name=action_next_step]",
            run: "click",
        },
        offered,
        {
            content: "Plan, without inviting",
            trigger: ".modal footer button[name=action_plan]",
            run: "click",
        },
        {
            content: "Invite, on the card, in the next column",
            trigger:
                ".o_kanban_group:nth-child(2) .o_kanban_record:contains(Employee) button:contains(Inviter)",
            run: "click",
        },
        {
            content: "No place is given: it is said first",
            trigger: ".modal:contains(Ni lieu ni lien):contains(Employee)",
        },
        {
            content: "Invite all the same",
            trigger: ".modal footer button:contains(Envoyer)",
            run: "click",
        },
        done,
        {
            content: "Nothing is left to do on the card",
            trigger:
                ".o_kanban_group:nth-child(2) .o_kanban_record:contains(Employee):not(:has(button[name=action_next_step]))",
        },
    ],
});
