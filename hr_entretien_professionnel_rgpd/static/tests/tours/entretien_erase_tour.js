/** @odoo-module **/

import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/* HR reads whose file is past its term, deletes it, and reads the line it leaves. */
tours.add("entretien_erase_tour", {
    steps: () => [
        {
            content: "Since when, until when, what is in it",
            trigger:
                ".o_data_row:contains(Gone):contains(Peut être supprimé) td[name=entretien_count]:contains(1)",
        },
        {
            content: "Only who is past the term is listed",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Recent)))",
        },
        {
            content: "Show the others too",
            trigger: ".o_searchview .o_facet_remove",
            run: "click",
        },
        {
            content: "Who left lately is kept",
            trigger: ".o_data_row:contains(Recent):contains(Dans la durée)",
        },
        {
            content: "Tick both",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Delete",
            trigger: ".o_control_panel button:contains(Supprimer les dossiers échus)",
            run: "click",
        },
        {
            content: "It is said what goes and what stays",
            trigger:
                ".modal-body:contains(définitive):contains(Les fiches des salariés)",
        },
        {
            content: "Go on",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "One file is gone, the other one is still there",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(Gone))) .o_data_row:contains(Recent)",
        },
        {
            content: "Open the configuration",
            trigger: ".o_menu_sections button:contains(Configuration)",
            run: "click",
        },
        {
            content: "The log",
            trigger: ".dropdown-item:contains(Journal des suppressions)",
            run: "click",
        },
        {
            content: "A line without a name says what was deleted",
            trigger:
                ".o_data_row:contains(Dossiers supprimés):contains(Entretiens : 1):not(:contains(Gone))",
        },
    ],
});

/* The card stays; it does not say that somebody who left long ago is late. */
tours.add("entretien_erased_card_tour", {
    steps: () => [
        {
            content: "Open the interviews",
            trigger: ".o_notebook .nav-link:contains(Entretiens)",
            run: "click",
        },
        {
            content: "Nothing is late, nothing is left",
            trigger:
                ".o_form_view:not(:contains(de retard)) .tab-pane.active:contains(Non concerné)",
        },
    ],
});
