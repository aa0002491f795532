import {onWillUnmount, useEffect, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {getConflict} from "./entretien_record";
import {useService} from "@web/core/utils/hooks";

const {DateTime} = luxon;

// Milliseconds after the last keystroke, and at most after the first one.
const PAUSE = 3000;
const PATIENCE = 15000;
const FILLED_STATES = ["to_plan", "planned", "held"];

/** Saves the interview while it is being filled, without disturbing who fills it. */
export class Autosave {
    constructor(controller, notification) {
        this.controller = controller;
        this.notification = notification;
        this.status = useState({label: "", failed: false});
        this.blocked = new Set();
        this.timer = null;
        this.since = null;
        this.firstSaid = null;
    }

    get record() {
        return this.controller.model.root;
    }

    get isActive() {
        const {record} = this;
        return record.isInterview && FILLED_STATES.includes(record.data.state);
    }

    /** Something was typed: save after a pause. */
    schedule() {
        this.since ||= Date.now();
        clearTimeout(this.timer);
        const left = PATIENCE - (Date.now() - this.since);
        this.timer = setTimeout(() => this.run(), Math.max(0, Math.min(PAUSE, left)));
    }

    stop() {
        clearTimeout(this.timer);
        this.since = null;
    }

    async run() {
        this.stop();
        if (!this.isActive) {
            return;
        }
        if (isTypingSpace()) {
            // Saved now, the field would lose the space before the next word.
            this.schedule();
            return;
        }
        await this.save();
    }

    async save() {
        try {
            const saved = await this.record.quietSave({
                blocked: this.blocked,
                withLines: this.controller.formInDialog === 0,
            });
            if (saved) {
                this.saved();
            }
        } catch (error) {
            await this.onError(error);
        }
    }

    saved() {
        const time = DateTime.now().toFormat("HH:mm");
        this.status.label = _t("Saved at %(time)s", {time});
        this.status.failed = false;
    }

    /** A conflict waits for its user; the rest is saved meanwhile. */
    async onError(error) {
        const conflict = getConflict(error);
        if (!conflict) {
            this.status.label = _t("Not saved yet");
            this.status.failed = true;
            if (error?.data) {
                throw error;
            }
            // The connection is lost: what was typed is still here.
            this.schedule();
            return;
        }
        for (const {path} of conflict.fields) {
            this.blocked.add(path.split(".")[0]);
        }
        this.warn(conflict);
        await this.save();
        this.status.label = _t("Changed by somebody else meanwhile");
        this.status.failed = true;
    }

    warn(conflict) {
        this.closeWarning?.();
        const button = {
            name: _t("Compare"),
            primary: true,
            onClick: () => {
                this.closeWarning();
                return this.controller.save();
            },
        };
        const who = conflict.message.split("\n", 1)[0];
        this.firstSaid ||= who;
        const labels = conflict.fields.map((field) => field.label).join(", ");
        this.closeWarning = this.notification.add(`${who} ${labels}`, {
            type: "warning",
            sticky: true,
            buttons: [button],
        });
    }

    settled() {
        this.closeWarning?.();
        this.blocked.clear();
        this.firstSaid = null;
    }

    /**
     * Who changed it and when, as the server said first: what we saved since then made
     * us the last to write.
     */
    sayFirst(message) {
        const [said, ...rest] = message.split("\n");
        return [this.firstSaid || said, ...rest].join("\n");
    }
}

function isTypingSpace() {
    const input = document.activeElement;
    return input?.tagName === "INPUT" && /\s$/.test(input.value);
}

/**
 * @param {Object} controller a form controller
 * @returns {Autosave}
 */
export function useAutosave(controller) {
    const autosave = new Autosave(controller, useService("notification"));
    const onInput = () => autosave.schedule();
    useEffect(
        (el) => {
            el?.addEventListener("input", onInput);
            return () => el?.removeEventListener("input", onInput);
        },
        () => [controller.rootRef.el]
    );
    useExternalListener(window, "online", () => autosave.schedule());
    onWillUnmount(() => {
        autosave.stop();
        autosave.closeWarning?.();
    });
    return autosave;
}
