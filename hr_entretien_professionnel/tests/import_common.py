"""What the tests of the import assistant share: people, a file, what came of it."""

import base64

from .test_follow_up import FollowUpCase

HEADER = (
    "Matricule;Nom;Prénom;Courriel;Date de l'entretien;Type d'entretien;Mené par;"
    "Copie remise le"
)


class ImportCase(FollowUpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_hr.lang = "en_US"

    @classmethod
    def _assistant(cls, content, name="historique.csv", user=None, **values):
        if isinstance(content, str):
            content = content.encode("utf-8-sig")
        assistants = cls._as(user or cls.user_hr, cls.env["hr.entretien.import"])
        return assistants.create(
            {"file": base64.b64encode(content), "file_name": name, **values}
        )

    @classmethod
    def _read(cls, *lines, header=HEADER, **kw):
        """The assistant, once it has read these lines."""
        assistant = cls._assistant("\r\n".join([header, *lines]), **kw)
        assistant.action_read()
        return assistant

    @classmethod
    def _import(cls, *lines, **kw):
        assistant = cls._read(*lines, **kw)
        assistant.action_import()
        return assistant

    def _said(self, assistant):
        """(line, what, code) of each line, in the file's order."""
        lines = assistant.line_ids.sorted(lambda line: (line.line, line.place))
        return [(line.line, line.what, line.code or "") for line in lines]

    def _past(self, employee):
        return employee.entretien_ids.filtered(lambda item: item.state == "closed")
