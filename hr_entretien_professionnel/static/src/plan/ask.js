import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** What speaks against sending is read first; who sends all the same calls the method. */
function ask({services}, {params}) {
    const {body, model, method, ids} = params;
    return new Promise((resolve) => {
        const question = {
            body,
            confirmLabel: _t("Send"),
            confirm: async () => resolve(await services.orm.call(model, method, [ids])),
            cancel: () => {},
        };
        services.dialog.add(ConfirmationDialog, question, {onClose: () => resolve()});
    });
}

registry.category("actions").add("entretien_ask", ask);
