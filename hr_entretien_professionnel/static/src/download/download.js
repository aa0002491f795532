import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/** A file made of what is posted: as many records as one ticks, an address is short.

What a client action returns is the action to do next: the file's name is none. */
registry.category("actions").add("entretien_download", async (_env, {params}) => {
    await download(params);
});
