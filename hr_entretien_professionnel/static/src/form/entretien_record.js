import {Record} from "@web/model/relational_model/record";
import {RelationalModel} from "@web/model/relational_model/relational_model";
import {x2ManyCommands} from "@web/core/orm_service";

/**
 * What the fields that a record changes held when its user began, as the server reads
 * them. For one2manys: by id of the line.
 *
 * @param {Object} record
 * @returns {Object}
 */
function startedFrom(record) {
    const started = {};
    for (const name of Object.keys(record._changes)) {
        const field = record.fields[name];
        if (field.relatedPropertyField || field.type === "many2many") {
            continue;
        }
        if (field.type === "one2many") {
            started[name] = startedFromOfLines(record._changes[name]);
        } else if (field.type === "properties" && !record._values[name]) {
            started[name] = [];
        } else {
            started[name] = record._formatServerValue(field.type, record._values[name]);
        }
    }
    return started;
}

function startedFromOfLines(list) {
    const started = {};
    for (const [code, id] of list._commands) {
        const line = list._cache[id];
        if (code === x2ManyCommands.UPDATE && line) {
            started[id] = startedFrom(line);
        }
    }
    return started;
}

/**
 * The interview being filled: whatever saves it says what its user started from, and the
 * server joins what others wrote (models/interview/entretien_joint.py).
 */
export class EntretienRecord extends Record {
    get isInterview() {
        return this.resModel === "hr.entretien" && this.config.isRoot && !this.isNew;
    }

    /** @override */
    get context() {
        if (!this.isInterview || !this.dirty) {
            return super.context;
        }
        return {...super.context, entretien_started_from: startedFrom(this)};
    }
}

export class EntretienModel extends RelationalModel {
    static Record = EntretienRecord;
}
