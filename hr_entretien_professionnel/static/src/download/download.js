import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";

/** A file made of what is posted: as many records as one ticks, an address is short. */
registry
    .category("actions")
    .add("entretien_download", (_env, {params}) => download(params));
