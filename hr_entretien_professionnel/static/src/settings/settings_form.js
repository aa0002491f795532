import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {settingsFormView} from "@web/webclient/settings_form_view/settings_form_view";

/** Odoo's settings page, which says what a change moves before it is applied. */
class EntretienSettingsController extends settingsFormView.Controller {
    displayName() {
        return this.env.config.getDisplayName();
    }

    async save() {
        const record = this.model.root;
        if (!(await record.checkValidity({displayNotification: true}))) {
            return;
        }
        const changed = await this.orm.call(record.resModel, "review", [
            record.resIds,
            await record.getChanges(),
        ]);
        if (!changed || (await this.confirms(changed))) {
            await super.save();
        }
    }

    confirms(body) {
        return new Promise((resolve) => {
            this.dialogService.add(
                ConfirmationDialog,
                {
                    title: _t("What these choices change"),
                    body,
                    confirmLabel: _t("Confirm"),
                    confirm: () => resolve(true),
                    cancelLabel: _t("Back to the Choices"),
                    cancel: () => resolve(false),
                },
                {onClose: () => resolve(false)}
            );
        });
    }
}

registry.category("views").add("entretien_settings", {
    ...settingsFormView,
    Controller: EntretienSettingsController,
});
