import {useState} from "@odoo/owl";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {redirect} from "@web/core/utils/urls";
import {NameAndSignature} from "@web/core/signature/name_and_signature";
import {SignatureForm} from "@portal/signature_form/signature_form";
import {writtenComment} from "./employee_comment";

class EntretienNameAndSignature extends NameAndSignature {
    static template = "hr_entretien_professionnel.NameAndSignature";
}

/** The portal's signature, with a reservation in words when there is one. */
export class EntretienSignatureForm extends SignatureForm {
    static template = "hr_entretien_professionnel.SignatureForm";
    static components = {NameAndSignature: EntretienNameAndSignature};

    setup() {
        super.setup();
        this.reservation = useState({wanted: false, text: "", sending: false});
    }

    async onClickSubmit() {
        this.reservation.sending = true;
        const {wanted, text} = this.reservation;
        const result = await rpc(this.props.callUrl, {
            name: this.signature.name,
            signature: this.signature.getSignatureImage().split(",")[1],
            kind: wanted ? "reserved" : "signed",
            text: wanted ? text : "",
            comment: writtenComment(),
        });
        if (result.error) {
            this.state.error = result.error;
            this.reservation.sending = false;
            return;
        }
        redirect(result.redirect_url);
    }
}

registry
    .category("public_components")
    .add("hr_entretien_professionnel.signature_form", EntretienSignatureForm);
