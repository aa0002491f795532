import {onWillUnmount, useEffect, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;

// Milliseconds after the last keystroke, and at most after the first one.
const PAUSE = 3000;
const PATIENCE = 15000;
const FILLED_STATES = ["to_plan", "planned", "held"];
// An employee who is invited is written to as soon as one of these is saved.
const NOTIFIED_FIELDS = [
    "date_planned",
    "duration",
    "location",
    "is_video",
    "video_url",
    "interviewer_id",
];

/** Saves the interview while it is being filled, without disturbing who fills it. */
export class Autosave {
    constructor(controller) {
        this.controller = controller;
        this.status = useState({label: "", failed: false});
        this.timer = null;
        this.since = null;
    }

    get record() {
        return this.controller.model.root;
    }

    get isActive() {
        const {record} = this;
        return record.isInterview && FILLED_STATES.includes(record.data.state);
    }

    /** Saved now, a line would close under the hands of who writes in it. */
    get isInLine() {
        return (
            this.controller.formInDialog !== 0 ||
            Object.values(this.record.data).some((value) => value?.editedRecord)
        );
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
        if (this.isInLine || isTypingSpace()) {
            this.schedule();
            return;
        }
        if (await this.notifiesEmployee()) {
            this.failed(_t("Save to send the new date"));
        } else if (await this.record.checkValidity()) {
            await this.save();
        } else {
            this.failed();
        }
    }

    /** Saved now, a mail would leave for the employee: that is for the user to decide. */
    async notifiesEmployee() {
        const {record} = this;
        if (record.data.state !== "planned" || !record.data.date_invited) {
            return false;
        }
        const changes = await record.getChanges();
        return NOTIFIED_FIELDS.some((name) => name in changes);
    }

    async save() {
        try {
            await this.record.save();
        } catch (error) {
            this.failed();
            if (error?.data) {
                throw error;
            }
            // The connection is lost: what was typed is still here.
            this.schedule();
        }
    }

    failed(label = _t("Not saved yet")) {
        this.status.label = label;
        this.status.failed = true;
    }

    discarded() {
        this.stop();
        this.status.label = "";
    }

    saved() {
        this.stop();
        const time = DateTime.now().toFormat("HH:mm");
        this.status.label = _t("Saved at %(time)s", {time});
        this.status.failed = false;
    }
}

/** A field that is saved would lose the space before the next word. */
function isTypingSpace() {
    const input = document.activeElement;
    return input?.tagName === "INPUT" && /\s$/.test(input.value);
}

/**
 * @param {Object} controller a form controller
 * @returns {Autosave}
 */
export function useAutosave(controller) {
    const autosave = new Autosave(controller);
    const onInput = () => autosave.schedule();
    useEffect(
        (el) => {
            el?.addEventListener("input", onInput);
            return () => el?.removeEventListener("input", onInput);
        },
        () => [controller.rootRef.el]
    );
    useExternalListener(window, "online", () => autosave.schedule());
    onWillUnmount(() => autosave.stop());
    return autosave;
}
