"""What the tests of the history import share: Odoo's screen, and a few people."""

from .test_follow_up import FollowUpCase

HEADER = (
    "Matricule;Nom;Prénom;Courriel;Date de l'entretien;Type d'entretien;Mené par;"
    "Copie remise le"
)
FIELDS = [
    "badge",
    "last_name",
    "first_name",
    "email",
    "date_held",
    "kind",
    "interviewer_name",
    "date_copy",
]
# What the screen sends when nobody touched its options.
OPTIONS = {
    "advanced": True,
    "encoding": "",
    "fallback_values": {},
    "float_decimal_separator": ".",
    "float_thousand_separator": ",",
    "has_headers": True,
    "import_set_empty_fields": [],
    "import_skip_records": [],
    "keep_matches": False,
    "limit": 2000,
    "name_create_enabled_fields": {},
    "quoting": '"',
    "separator": "",
    "sheet": "",
    "sheets": [],
    "skip": 0,
    "tracking_disable": True,
    "date_format": "",
    "datetime_format": "",
}


class HistoryImportCase(FollowUpCase):
    """What the screen does: upload, preview and its mapping, test or import."""

    @classmethod
    def _screen(cls, content, user=None, name="historique.csv"):
        """The file as uploaded, and the fields found for its columns."""
        wizard = cls._as(user or cls.user_hr, cls.env["base_import.import"]).create(
            {
                "res_model": "hr.entretien.history",
                "file": content,
                "file_name": name,
                "file_type": "text/csv" if name.endswith("csv") else "",
            }
        )
        options = dict(OPTIONS)
        preview = wizard.parse_preview(options)
        matches = preview["matches"] or {}
        headers = preview["headers"]
        names = ["/".join(matches.get(i, [])) or False for i in range(len(headers))]
        return wizard, names, headers, preview["options"]

    @classmethod
    def _import(cls, content, dryrun=False, **kw):
        wizard, names, headers, options = cls._screen(content, **kw)
        columns = [header.strip().lower() for header in headers]
        return wizard.execute_import(names, columns, options, dryrun=dryrun)

    def _lines(self, *lines, header=HEADER, **kw):
        text = "\r\n".join([header, *lines])
        return self._import(text.encode("utf-8-sig"), **kw)

    def _told(self, result):
        """(line, code) of each problem."""
        return [
            (message["record"], message["code"])
            for message in result["messages"]
            if "rows" in message
        ]

    def _past(self, employee):
        return employee.entretien_ids.filtered(lambda item: item.state == "closed")


class HistoryPeopleCase(HistoryImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lea = cls._employee(
            "Léa Martin", "2018-01-08", barcode="00123", work_email="Lea@exemple.fr"
        )
        cls.zoe = cls._employee("Zoé Le Roux", "2018-01-08", barcode="0A7")
        cls.twins = cls._employee("Paul Petit", "2018-01-08", barcode="900")
        cls.twins |= cls._employee("Paul Petit", "2018-01-08", barcode="901")
        cls.boss = cls._employee("Anne Durand", "2010-01-04", barcode="77")
