import {Component} from "@odoo/owl";
import {NameAndSignature} from "@web/core/signature/name_and_signature";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The pad itself in the window, as wide as it is: nothing to open before signing. */
export class EntretienPad extends Component {
    static template = "hr_entretien_professionnel.Pad";
    static components = {NameAndSignature};
    static props = {...standardFieldProps};

    setup() {
        const pad = this;
        this.signature = {
            isSignatureEmpty: true,
            // Written as the signature by who draws with no finger and no mouse.
            get name() {
                return pad.props.record.data.name || "";
            },
        };
    }

    onSignatureChange() {
        const {record, name} = this.props;
        const {isSignatureEmpty, getSignatureImage} = this.signature;
        const image = isSignatureEmpty ? false : getSignatureImage().split(",")[1];
        if (image || record.data[name]) {
            record.update({[name]: image});
        }
    }
}

registry.category("fields").add("entretien_pad", {
    component: EntretienPad,
    supportedTypes: ["binary"],
});
