import {_t} from "@web/core/l10n/translation";
import {KanbanHeader} from "@web/views/kanban/kanban_header";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {onMounted} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

export class EntretienKanbanHeader extends KanbanHeader {
    static template = "hr_entretien_professionnel.KanbanHeader";

    get lateText() {
        // Those of the sample that an empty board shows are nobody's.
        const bars = this.props.list.model.useSampleModel ? [] : this.progressBar?.bars;
        const late = bars?.find((bar) => bar.value === "late");
        return late?.count ? _t("%s of them overdue", late.count) : "";
    }
}

/** The interviews by state: a card that is moved takes the step that leads there. */
export class EntretienKanbanRenderer extends KanbanRenderer {
    static components = {
        ...KanbanRenderer.components,
        KanbanHeader: EntretienKanbanHeader,
    };

    setup() {
        super.setup();
        this.action = useService("action");
        onMounted(() => {
            if (this.env.isSmall) {
                const filled = ".o_kanban_group:not(.o_kanban_no_records)";
                this.rootRef.el.querySelector(filled)?.scrollIntoView();
            }
        });
    }

    get canMoveRecords() {
        return super.canMoveRecords && this.props.list.groupByField?.name === "state";
    }

    /** @override The state itself is never written. */
    async sortRecordDrop(recordId, groupId, {parent}) {
        parent?.classList.remove("o_kanban_hover");
        const {groups, model, records, resModel} = this.props.list;
        const target = groups?.find((group) => group.id === parent?.dataset.id);
        const record = records.find((item) => item.id === recordId);
        if (!target || !record || target.id === groupId) {
            return;
        }
        await this.action.doActionButton({
            type: "object",
            name: "action_move_card",
            resModel,
            resId: record.resId,
            args: JSON.stringify([target.value]),
            context: record.context,
            onClose: () => model.load(),
        });
    }
}

registry.category("views").add("entretien_kanban", {
    ...kanbanView,
    Renderer: EntretienKanbanRenderer,
});
