"""HR words the mails; what fills them in is ours, and no code comes in by them."""

import re

from lxml import html

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.rendering_tools import parse_inline_template

MODELS = ("hr.entretien", "hr.entretien.message")
SHIPPED = "hr_entretien_professionnel.mail_template_entretien_"
DIRECTIVES = {
    "t-out",
    "t-if",
    "t-else",
    "t-foreach",
    "t-as",
    "t-att-href",
    "t-att-style",
}
# What a template of ours may fill in: fields, and the methods of the message for it.
EXPRESSION = re.compile(
    r"message|len\(object\._digest_messages\(\)\)"
    r"|object\.entretien_id\.(date_left|date_planned|with_(bilan|end_career|mid_career))"
    r"|object\.(is_own|recipient_id\.name|_lang\(\))"
    r"|(object|message)\._(digest|hire|mail)_\w+\(\)"
)


class MailTemplate(models.Model):
    """The mails are written in sudo, as they leave: their templates hold no code.

    HR changes the words, and keeps, moves or removes what is filled in: it needs no
    “Mail Template Editor” group for it, and with that group it adds nothing more. The
    record rule says who: HR, nobody else.
    """

    _inherit = "mail.template"

    @api.constrains("email_to", "partner_to", "email_cc", "report_template_ids")
    def _check_one_reader(self):
        """What opens a page goes to nobody else; a report would not be joined."""
        ids = self.sudo()._get_external_ids()
        for template in self.sudo():
            copies = template.email_to or template.partner_to or template.email_cc
            if (copies or template.report_template_ids) and any(
                xmlid.startswith(SHIPPED) for xmlid in ids[template.id]
            ):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” goes to one person alone, with what opens their "
                        "page: join files to it, but neither copies to others nor "
                        "reports.",
                        name=template.name,
                    )
                )

    def _check_access_right_dynamic_template(self):
        ours = self.filtered(lambda template: template.model in MODELS)
        if not self.env.su:
            ours._check_known_expressions()
        return super(MailTemplate, self - ours)._check_access_right_dynamic_template()

    def _check_known_expressions(self):
        """
        :raises AccessError: an expression or a directive that our mails may not have
        """
        for template in self.sudo():
            found = set()
            for name, field in template._fields.items():
                if field.type in ("char", "text") and field.store:
                    parts = parse_inline_template(template[name] or "")
                    found.update(part[1].strip() for part in parts)
            body = template.body_html or ""
            for element in html.fragment_fromstring(body, create_parent="div").iter():
                for name, value in element.attrib.items():
                    if name.startswith("t-"):
                        found.add(value.strip() if name in DIRECTIVES else name)
            unknown = {
                text for text in found if text and not EXPRESSION.fullmatch(text)
            }
            if unknown:
                raise AccessError(
                    self.env._(
                        "The messages of the interviews are filled in with what they "
                        "are delivered with, and nothing else: %(unknown)s",
                        unknown=", ".join(sorted(unknown)),
                    )
                )
