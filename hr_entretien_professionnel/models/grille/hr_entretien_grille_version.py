import hashlib
import json

from odoo import fields, models

from .hr_entretien_grille import merge_questions


class HrEntretienGrilleVersion(models.Model):
    """A grid as it was when an interview took it up: it does not change any more.

    Answers are read with the questions they were given to, whatever HR makes of the
    grid afterwards. Nobody creates, changes or deletes one by hand, HR and system
    administrator included.
    """

    _name = "hr.entretien.grille.version"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Interview Form as It Was"
    _order = "id desc"

    grille_id = fields.Many2one(
        "hr.entretien.grille",
        string="Interview Form",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="grille_id.company_id", store=True)
    name = fields.Char(required=True)
    introduction = fields.Html()
    employee_definition = fields.PropertiesDefinition()
    interviewer_definition = fields.PropertiesDefinition()
    digest = fields.Char(
        required=True, index=True, help="SHA-256 of the content: equal, same version."
    )
    entretien_ids = fields.One2many("hr.entretien", "grille_version_id", "Interviews")

    def _kept_message(self):
        return self.env._(
            "The questions stay with the interviews they were asked in: change the "
            "form, the next interviews follow it."
        )

    def _of_contents(self, wanted):
        """The version of each (grid that it is filed under, fields that it keeps), made
        when there is none, in sudo. Two transactions that make the same one at once
        leave two equal versions, which is no harm.
        """
        keys, contents = [], {}
        for grille, content in wanted:
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            key = (grille.id, hashlib.sha256(text.encode()).hexdigest())
            keys.append(key)
            contents[key] = content
        versions = self.sudo()
        domain = [
            ("grille_id", "in", [grille for grille, _digest in contents]),
            ("digest", "in", [digest for _grille, digest in contents]),
        ]
        known = {
            (item.grille_id.id, item.digest): item for item in versions.search(domain)
        }
        missing = [key for key in contents if key not in known]
        made = versions.create(
            [
                {"grille_id": grille, "digest": digest, **contents[grille, digest]}
                for grille, digest in missing
            ]
        )
        known.update(zip(missing, made, strict=True))
        return [known[key] for key in keys]

    def _joined_by(self, grilles):
        """What was asked stays; what these grids, in the language of the questions, ask
        besides is added."""
        self.ensure_one()
        version, more = self.sudo(), grilles.sudo()._content()
        content = {
            name: merge_questions([version[name] or [], more[name]])
            for name in ("employee_definition", "interviewer_definition")
        }
        if all(content[name] == (version[name] or []) for name in content):
            return version
        content["name"] = f"{version.name} · {more['name']}"
        content["introduction"] = f"{version.introduction or ''}{more['introduction']}"
        owner = (version.grille_id | grilles.sudo())._owner()
        return self._of_contents([(owner, content)])[0]
