import {joinTexts, serializeStartedFrom, splitPath} from "./started_from";
import {Record} from "@web/model/relational_model/record";
import {RelationalModel} from "@web/model/relational_model/relational_model";
import {
    getBasicEvalContext,
    getFieldsSpec,
    parseServerValue,
} from "@web/model/relational_model/utils";
import {markRaw} from "@odoo/owl";
import {x2ManyCommands} from "@web/core/orm_service";

const {CREATE} = x2ManyCommands;

/** Only the field that has the focus may hold what the model does not know yet. */
function focusedField() {
    const field = document.activeElement?.closest(".o_field_widget[name]");
    return field?.getAttribute("name");
}

export const getConflict = (error) => error?.data?.context?.entretien_conflict;

/**
 * The interview being filled. On save it tells the server what its user started from
 * (see models/interview/hr_entretien_conflict.py); it can be saved while somebody is typing in it.
 */
export class EntretienRecord extends Record {
    get isInterview() {
        return this.resModel === "hr.entretien" && this.config.isRoot && !this.isNew;
    }

    get context() {
        return this._sent ? {...super.context, ...this._sent} : super.context;
    }

    /** @override */
    async _save(options = {}) {
        if (!this.isInterview) {
            return super._save(options);
        }
        const {_urgentSave} = this.model;
        if (_urgentSave && !this._checkValidity()) {
            this._sendQuietly();
            return false;
        }
        this._sent = this._startedFrom();
        try {
            return await super._save({
                ...options,
                onError: (error, tools) => this._onSaveError(error, tools, options),
            });
        } finally {
            this._sent = undefined;
        }
    }

    _onSaveError(error, tools, {onError}) {
        if (getConflict(error)) {
            return this.model.hooks.onEntretienConflict(this, error, tools.retry);
        }
        if (onError) {
            return onError(error, tools);
        }
        throw error;
    }

    _startedFrom() {
        return {
            entretien_started_from: serializeStartedFrom(this),
            entretien_leaving: Boolean(this.model._urgentSave),
        };
    }

    /**
     * Save what can be saved without touching what is being typed: fields, cursor and
     * lines stay as they are on the screen.
     *
     * @param {Object} options
     * @param {Set<String>} options.blocked names of fields somebody else changed
     * @param {Boolean} options.withLines whether lines are saved too
     * @returns {Promise<Boolean>} whether something was saved
     */
    async quietSave(options) {
        await this.model._askChanges();
        return this.model.mutex.exec(() => this._quietSave(options));
    }

    async _quietSave({blocked, withLines}) {
        const sent = this._quietChanges(blocked, withLines);
        const names = Object.keys(sent);
        if (!names.length) {
            return false;
        }
        this._sent = this._startedFrom();
        let saved = null;
        try {
            const [values] = await this.model.orm.webSave(
                this.resModel,
                [this.resId],
                sent,
                {context: this.context, specification: this._quietSpecification(names)}
            );
            saved = values;
        } finally {
            this._sent = undefined;
        }
        this._applyQuietly(names, saved);
        return true;
    }

    /** Valid changes; lines only when each of them is complete. */
    _quietChanges(blocked = new Set(), withLines = true) {
        const changes = this._getChanges();
        for (const name of Object.keys(changes)) {
            const isList = this._isList(name);
            const isValid = isList
                ? this.data[name].records.every((r) => r._checkValidity({silent: true}))
                : !this._invalidFields.has(name);
            if (
                name === "id" ||
                blocked.has(name) ||
                !isValid ||
                (isList && !withLines)
            ) {
                delete changes[name];
            }
        }
        return changes;
    }

    _isList(name) {
        return ["one2many", "many2many"].includes(this.fields[name].type);
    }

    /** Every plain field, since others write too; the ids alone of the lines sent. */
    _quietSpecification(names) {
        const specification = getFieldsSpec(
            this.activeFields,
            this.fields,
            getBasicEvalContext(this.config)
        );
        for (const name of Object.keys(specification)) {
            if (this._isList(name)) {
                delete specification[name];
            }
        }
        for (const name of names) {
            specification[name] ||= {};
        }
        return specification;
    }

    _applyQuietly(names, values) {
        const lists = names.filter((name) => this._isList(name));
        for (const name of lists) {
            this._adoptLines(this.data[name], values[name]);
            delete values[name];
        }
        const changes = {...this._changes};
        for (const name of names) {
            delete changes[name];
            for (const key of Object.keys(changes)) {
                if (key.startsWith(`${name}.`)) {
                    delete changes[key];
                }
            }
        }
        this._changes = markRaw(changes);
        // What is still being typed started from what it started from: the text that
        // somebody else saved meanwhile must not become its start unseen.
        for (const name of [...Object.keys(changes), focusedField()]) {
            if (!names.includes(name)) {
                delete values[name];
            }
        }
        this._applyValues(values);
        this.dirty = Boolean(Object.keys(changes).length);
    }

    /**
     * Lines that were just created get their ids where they stand, in edition or not.
     *
     * @param {Object} list
     * @param {Number[]} ids all the lines of the interview, as stored now
     */
    _adoptLines(list, ids) {
        const known = new Set(list._currentIds);
        const created = list._commands.filter((command) => command[0] === CREATE);
        // Somebody else may have added lines meanwhile: ours were created last.
        const fresh = ids.filter((id) => !known.has(id)).sort((a, b) => a - b);
        const newIds = fresh.slice(-created.length);
        created.forEach((command, index) => {
            const virtualId = command[1];
            const resId = newIds[index];
            const line = list._cache[virtualId];
            delete list._cache[virtualId];
            list._cache[resId] = line;
            list._currentIds = list._currentIds.map((id) =>
                id === virtualId ? resId : id
            );
            const config = {resId, resIds: [resId]};
            list.model._updateConfig(line.config, config, {reload: false});
        });
        list._clearCommands();
        list._initialCurrentIds = [...list._currentIds];
        const resIds = list._currentIds.filter((id) => typeof id === "number");
        list.model._updateConfig(list.config, {resIds}, {reload: false});
        for (const line of Object.values(list._cache)) {
            line._values = markRaw({...line._values, ...line._changes});
            line._changes = markRaw({});
            line._initialTextValues = {...line._textValues};
            line.dirty = false;
        }
    }

    /** The page closes on an incomplete line: the rest is sent all the same. */
    _sendQuietly() {
        const changes = this._quietChanges();
        if (!Object.keys(changes).length) {
            return;
        }
        const context = {...this.context, ...this._startedFrom()};
        const params = {
            model: this.resModel,
            method: "web_save",
            args: [[this.resId], changes],
            kwargs: {context, specification: {}},
        };
        const data = JSON.stringify({jsonrpc: "2.0", method: "call", params});
        const route = `/web/dataset/call_kw/${this.resModel}/web_save`;
        navigator.sendBeacon(route, new Blob([data], {type: "application/json"}));
    }

    /**
     * Settle a conflict: from now on the user starts from the other's text.
     *
     * @param {Object[]} clashes as the server gave them
     * @param {Boolean} keepMine whether what was typed stays, after the other's text
     */
    settle(clashes, keepMine) {
        for (const clash of clashes) {
            const {record, name, answer} = splitPath(this, clash.path);
            if (answer) {
                this._settleAnswer(name, answer, clash, keepMine);
                continue;
            }
            const theirs = parseServerValue(record.fields[name], clash.value);
            const mine = record._changes[name];
            const base = record._values[name];
            record._applyValues({[name]: clash.value});
            if (keepMine) {
                const joint = record.fields[name].type === "text" ? "\n" : " / ";
                const both = clash.is_text && joinTexts(base, theirs, mine, joint);
                record._applyChanges({[name]: both || mine});
            } else {
                delete record._changes[name];
                record._applyValues({[name]: clash.value});
            }
        }
    }

    _settleAnswer(name, answer, clash, keepMine) {
        const key = `${name}.${answer}`;
        const mine = this.data[key];
        const base = this._values[key];
        const both = clash.is_text && joinTexts(base, clash.value, mine, "\n");
        const value = keepMine ? both || mine : clash.value;
        const change = (items, changed) =>
            items.map((item) =>
                item.name === answer ? {...item, value: changed} : item
            );
        this._values[name] = change(this._values[name], clash.value);
        this._values[key] = clash.value;
        this._applyChanges({[name]: change(this.data[name], value), [key]: value});
    }
}

export class EntretienModel extends RelationalModel {
    static Record = EntretienRecord;
}
