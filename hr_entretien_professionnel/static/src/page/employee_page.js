import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";
import {Interaction} from "@web/public/interaction";

const TYPING_PAUSE = 900;
const RETRY_PAUSE = 5000;

/**
 * The preparation is saved on the server as the employee types. Only the keys that
 * changed in this tab are sent, so that another tab's are not overwritten. Nothing is
 * kept in the browser: phones and computers are shared.
 */
export class EmployeePreparation extends Interaction {
    static selector = ".o_mon_entretien_form";
    dynamicContent = {
        _root: {
            "t-on-input": this.onInput,
            "t-on-change": this.onInput,
            "t-on-click": this.onClick,
            "t-on-submit": this.onSubmit,
        },
        _window: {
            "t-on-beforeunload": this.onLeave,
            "t-on-online": () => this.save(),
        },
        _document: {
            "t-on-visibilitychange": () => document.hidden && this.save(),
        },
    };

    setup() {
        this.status = this.el.querySelector(".o_mon_entretien_status");
        this.saved = this.values();
        this.timer = null;
        this.saving = null;
        this.leaving = false;
    }

    start() {
        for (const button of this.el.querySelectorAll(
            ".o_mon_entretien_add, .o_mon_entretien_need > .o_mon_entretien_remove"
        )) {
            button.classList.remove("d-none");
        }
        if (this.status.dataset.at) {
            this.say("saved", this.status.dataset.at);
        }
    }

    destroy() {
        browser.clearTimeout(this.timer);
    }

    /** @returns {Map<string, string>} each key's present value, as JSON */
    values() {
        const values = new Map();
        for (const block of this.el.querySelectorAll("[data-key]")) {
            values.set(block.dataset.key, JSON.stringify(this.valueOf(block)));
        }
        return values;
    }

    valueOf(block) {
        const inputs = [
            ...block.querySelectorAll("input:not([type=hidden]), textarea, select"),
        ];
        const checked = inputs
            .filter((input) => input.checked)
            .map((input) => input.value);
        switch (block.dataset.kind) {
            case "wish":
                return inputs[0].checked ? inputs[1].value.trim() : null;
            case "need": {
                const [name, aim] = inputs.map((input) => input.value.trim());
                return name ? {name, aim} : null;
            }
            case "tags":
                return checked;
            case "boolean":
                return checked[0] || null;
        }
        return inputs[0].value;
    }

    /** @returns {Object} what changed since it was last saved */
    changes() {
        const present = this.values();
        const changes = {};
        for (const key of new Set([...this.saved.keys(), ...present.keys()])) {
            const value = present.get(key) ?? "null";
            if (value !== (this.saved.get(key) ?? "null")) {
                changes[key] = JSON.parse(value);
            }
        }
        return changes;
    }

    onInput(ev) {
        const wish = ev.target.closest("[data-kind=wish]");
        if (wish && ev.target.type === "text" && ev.target.value) {
            wish.querySelector("[type=checkbox]").checked = true;
        }
        this.plan(TYPING_PAUSE);
    }

    onClick(ev) {
        if (ev.target.closest(".o_mon_entretien_add")) {
            this.addNeed();
        }
        const remove = ev.target.closest(".o_mon_entretien_remove");
        if (remove) {
            remove.closest("[data-key]").remove();
            this.plan(TYPING_PAUSE);
        }
    }

    addNeed() {
        const template = this.el.querySelector(".o_mon_entretien_need_template");
        const line = template.content.firstElementChild.cloneNode(true);
        const id = Math.random().toString(36).slice(2, 14);
        const blank = line.dataset.key;
        line.dataset.key = `need.${id}`;
        line.querySelector("[name=needs]").value = id;
        for (const input of line.querySelectorAll(`[name^="${blank}."]`)) {
            input.name = input.name.replace(blank, `need.${id}`);
        }
        line.querySelector(".o_mon_entretien_remove").classList.remove("d-none");
        template.before(line);
        line.querySelector("[type=text]").focus();
    }

    plan(pause) {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.save(), pause);
    }

    /** @returns {Promise<boolean>} whether everything is saved */
    async save() {
        browser.clearTimeout(this.timer);
        await this.saving;
        const changes = this.changes();
        if (!Object.keys(changes).length) {
            return true;
        }
        this.saving = this.send(changes);
        return this.saving;
    }

    async send(values) {
        this.say("saving");
        const sent = this.values();
        let result;
        try {
            result = await rpc(this.el.dataset.saveUrl, {values}, {silent: true});
        } catch {
            this.say("failed");
            this.plan(RETRY_PAUSE);
            return false;
        }
        if (result.error) {
            this.notify(result.error);
            return false;
        }
        for (const key of Object.keys(values)) {
            this.saved.set(key, sent.get(key) ?? "null");
        }
        return this.showRefused(Object.keys(values), result);
    }

    showRefused(keys, {refused, saved_at}) {
        for (const key of keys) {
            const block = this.el.querySelector(`[data-key="${CSS.escape(key)}"]`);
            block?.querySelector(".o_mon_entretien_refused")?.remove();
            if (block && refused[key]) {
                const message = document.createElement("div");
                message.className = "o_mon_entretien_refused text-danger";
                message.textContent = refused[key];
                block.append(message);
            }
        }
        const clean = !this.el.querySelector(".o_mon_entretien_refused");
        this.say(clean ? "saved" : "refused", saved_at);
        return clean;
    }

    say(kind, time = "") {
        this.status.dataset.state = kind;
        this.status.textContent = this.status.dataset[kind].replace("%s", time);
    }

    notify(message) {
        this.status.dataset.state = "failed";
        this.status.textContent = message;
    }

    /** What is in the form is saved already: only the gesture is sent. */
    async onSubmit(ev) {
        ev.preventDefault();
        if (!(await this.save()) || this.el.querySelector(".o_mon_entretien_refused")) {
            this.status.scrollIntoView({block: "center"});
            return;
        }
        this.leaving = true;
        for (const input of this.el.querySelectorAll(
            "[data-key] :is(input, textarea, select)"
        )) {
            input.disabled = true;
        }
        const saved = document.createElement("input");
        Object.assign(saved, {type: "hidden", name: "saved", value: "1"});
        this.el.append(saved);
        this.el.submit();
    }

    onLeave(ev) {
        if (!this.leaving && Object.keys(this.changes()).length) {
            ev.preventDefault();
        }
    }
}

registry
    .category("public.interactions")
    .add("hr_entretien_professionnel.employee_preparation", EmployeePreparation);
