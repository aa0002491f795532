import {x2ManyCommands} from "@web/core/orm_service";

/**
 * What the fields that a record changes held when its user began, as the server reads
 * them. For one2manys: by id of the line.
 *
 * @param {Object} record
 * @returns {Object}
 */
export function serializeStartedFrom(record) {
    const started = {};
    for (const name of Object.keys(record._changes)) {
        const field = record.fields[name];
        if (field.relatedPropertyField || field.type === "many2many") {
            continue;
        }
        if (field.type === "one2many") {
            started[name] = startedFromOfLines(record._changes[name]);
        } else {
            started[name] = serialize(record, name, field);
        }
    }
    return started;
}

function serialize(record, name, field) {
    const value = record._values[name];
    if (field.type === "properties" && !value) {
        return [];
    }
    return record._formatServerValue(field.type, value);
}

function startedFromOfLines(list) {
    const started = {};
    for (const [code, id] of list._commands) {
        const line = list._cache[id];
        if (code === x2ManyCommands.UPDATE && line) {
            started[id] = serializeStartedFrom(line);
        }
    }
    return started;
}

/**
 * Where a path of the server leads: `field`, `lines.id.field` or `properties.name`.
 *
 * @param {Object} record
 * @param {String} path
 * @returns {{record: Object, name: String, answer: (String|undefined)}}
 */
export function splitPath(record, path) {
    const [name, rest, field] = path.split(".");
    if (field) {
        return {record: record.data[name]._cache[rest], name: field};
    }
    return {record, name, answer: rest};
}

/**
 * Both texts, what they began with once only.
 *
 * @param {String} base what both started from
 * @param {String} theirs
 * @param {String} mine
 * @param {String} joint what stands between them
 * @returns {String}
 */
export function joinTexts(base, theirs, mine, joint) {
    const start = base || "";
    if ((theirs || "").startsWith(start) && (mine || "").startsWith(start)) {
        mine = mine.slice(start.length).trimStart();
    }
    return [theirs, mine].filter(Boolean).join(joint);
}
