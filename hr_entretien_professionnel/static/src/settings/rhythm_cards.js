import {Component, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {HighlightText} from "@web/webclient/settings_form_view/highlight_text/highlight_text";

// What the agreement says changes what the cards count.
const AGREEMENT = [
    "entretien_old_agreement_months",
    "entretien_agreement_months",
    "entretien_agreement_will",
    "entretien_agreement_date",
];

/** The rhythms as cards; none is chosen but by a click, or a key on its own card. */
export class RhythmCards extends Component {
    static template = "hr_entretien_professionnel.RhythmCards";
    static components = {HighlightText};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({changes: {}});
        useEffect(
            () => {
                this.count();
            },
            () => AGREEMENT.map((name) => String(this.props.record.data[name]))
        );
    }

    get cards() {
        const texts = {
            legal: {
                does: _t(
                    "First interview within a year of the hire, then every four years; état des lieux every eight years. The periods that were running on 26 October 2025 follow art. 2222 of the Code civil."
                ),
                fits: _t("Suits a company without an agreement."),
                source: _t(
                    "Established: art. L.6315-1, I and II, law of 24 October 2025."
                ),
            },
            two_six: {
                does: _t(
                    "An interview every two years, état des lieux every six, as under the law of 2014; and what the new law asks of every company: first interview within a year, mid-career, end of career."
                ),
                fits: _t("Suits a company that keeps its habits."),
                source: _t(
                    "Ministry: a shorter period than the law's is always allowed (Questions-réponses of 13 February 2026)."
                ),
            },
            agreement: {
                does: _t(
                    "Your agreement sets the period between two interviews, 48 months at the most; the first interview, mid-career and end of career follow the law."
                ),
                fits: _t("Suits a company whose agreement, or branch, sets a period."),
                source: _t(
                    "Established: art. L.6315-1, III. That a former agreement goes on: ministry, 13 February 2026."
                ),
            },
        };
        const {record, name} = this.props;
        return record.fields[name].selection.map(([code, title]) => ({
            code,
            title,
            ...texts[code],
        }));
    }

    async count() {
        const {record} = this.props;
        const changes = await record.getChanges();
        this.state.changes = await this.keepLast.add(
            this.orm.call(record.resModel, "preview_rhythms", [record.resIds, changes])
        );
    }

    choose(code) {
        this.props.record.update({[this.props.name]: code});
    }
}

registry.category("fields").add("entretien_rhythm_cards", {
    component: RhythmCards,
    supportedTypes: ["selection"],
    fieldDependencies: AGREEMENT.map((name) => ({name})),
});
