"""An interview held and filled in, ready to be presented, signed and closed.

class TestSomething(CloseCase):
    def test_what_happens(self):
        self._present()
        self._answer("employee", "reserved", text="…", via="tablet")
"""

import base64
import hashlib
import io

from PIL import Image, ImageDraw

from .common import EntretienCase


def drawing(ink="navy"):
    """A signature as the pad gives it: base64, transparent, or blank without ink."""
    picture = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    if ink:
        pen = ImageDraw.Draw(picture)
        pen.line([(20, 70), (90, 20), (140, 80), (280, 40)], fill=ink, width=4)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return base64.b64encode(content.getvalue())


PAD = drawing()


class CloseCase(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.entretien = cls._entretien(
            cls.employee,
            state="held",
            date_held="2026-02-15",
            conclusion="Projet partagé",
            besoin_ids=[(0, 0, {"name": "Formation au réglage"})],
            action_ids=[(0, 0, {"name": "Inscrire", "deadline": "2026-09-30"})],
            souhait_ids=[(0, 0, {"kind": "responsibility"})],
        )

    def _present(self, user=None):
        self._as(user or self.user_manager, self.entretien).action_present()
        return self.entretien._frozen_file("presented")

    def _answer(self, role, kind="signed", text=None, via=None, user=None):
        """That person's answer, given where he gives it."""
        via = via or ("office" if role == "interviewer" else "tablet")
        users = {"page": self.user_employee}
        user = user or users.get(via, self.user_manager)
        ink = "black" if role == "interviewer" else "navy"
        image = None if kind == "refused" else drawing(ink)
        return self._as(user, self.entretien)._sign(
            role, kind, role.title(), image, text, via
        )

    def _kinds(self, entretien=None):
        """What the proof file holds, oldest first."""
        proofs = (entretien or self.entretien).proof_ids
        return proofs.sorted("id").mapped("kind")

    def _messages(self, entretien=None):
        return self.env["hr.entretien.message"].search(
            [("entretien_id", "=", (entretien or self.entretien).id)]
        )

    @staticmethod
    def _sha256(content):
        return hashlib.sha256(content).hexdigest()
