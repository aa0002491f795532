"""A spreadsheet of past interviews, brought in through Odoo's own import screen."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .history_common import FIELDS, HEADER, HistoryPeopleCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestHistoryImport(HistoryPeopleCase):
    def test_a_line_becomes_a_closed_interview(self):
        result = self._lines(
            "00123;MARTIN;Léa;;12/03/2020;Bilan à 6 ans;Anne DURAND;20/03/2020"
        )
        self.assertFalse(result["messages"])
        entretien = self._past(self.lea)
        self.assertRecordValues(
            entretien,
            [
                {
                    "state": "closed",
                    "motif": "periodic",
                    "with_bilan": True,
                    "date_held": date(2020, 3, 12),
                    "date_copy_delivered": date(2020, 3, 20),
                    "interviewer_id": self.boss.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn("historique.csv", entretien.hr_note)
        line = self.env["hr.entretien.history"].browse(result["ids"])
        self.assertEqual(line.entretien_id, entretien)
        self.assertEqual(line.action_open_entretien()["res_id"], entretien.id)

    def test_unknown_interviewer_is_written_down_not_replaced(self):
        self.lea.parent_id = self.boss
        self._lines("123;;;;12/03/2020;Retour de congé parental;Jean PARTI;")
        entretien = self._past(self.lea)
        self.assertFalse(entretien.interviewer_id)
        self.assertFalse(entretien.date_copy_delivered)
        self.assertEqual(entretien.motif, "return")
        for word in ("Jean PARTI", "Retour de congé parental"):
            self.assertIn(word, entretien.hr_note)

    def test_a_new_manager_did_not_hold_the_interviews_of_the_past(self):
        self._lines("123;;;;12/03/2020;Entretien professionnel;Jean PARTI;")
        self.lea.parent_id = self.boss
        self.env.flush_all()
        entretien = self._past(self.lea)
        self.assertEqual(entretien.manager_id, self.boss)
        self.assertFalse(entretien.interviewer_id)

    def test_people_by_badge_email_or_name(self):
        result = self._lines(
            "123;;;;01/02/2019;Entretien professionnel;;",
            ";;;LEA@exemple.FR;01/02/2020;Entretien professionnel;;",
            ";martin;lea;;01/02/2021;Entretien professionnel;;",
            "0a7;LE ROUX;Zoé;;01/02/2021;Entretien professionnel;;",
            ";Zoe le roux;;;01/02/2022;Entretien professionnel;;",
        )
        self.assertFalse(result["messages"])
        self.assertEqual(len(self._past(self.lea)), 3)
        self.assertEqual(len(self._past(self.zoe)), 2)

    def test_people_who_cannot_be_told(self):
        result = self._lines(
            "555;;;;01/02/2019;Entretien professionnel;;",
            ";;;nobody@exemple.fr;01/02/2019;Entretien professionnel;;",
            ";PETIT;Paul;;01/02/2019;Entretien professionnel;;",
            ";INCONNU;Jean;;01/02/2019;Entretien professionnel;;",
            ";;;;01/02/2019;Entretien professionnel;;",
            "00123;DURAND;Anne;;01/02/2019;Entretien professionnel;;",
        )
        codes = (
            "badge_unknown",
            "email_unknown",
            "name_ambiguous",
            "name_unknown",
            "nobody",
            "other_name",
        )
        self.assertEqual(self._told(result), list(enumerate(codes, start=2)))

    def test_two_badges_without_their_zeros_are_ambiguous(self):
        self._employee("Other Person", "2018-01-08", barcode="0123")
        result = self._lines("123;;;;01/02/2019;Entretien professionnel;;")
        self.assertEqual(self._told(result), [(2, "badge_ambiguous")])
        result = self._lines("0123;;;;01/02/2019;Entretien professionnel;;")
        self.assertFalse(result["messages"])

    def test_every_problem_of_a_line_is_told_with_what_to_do(self):
        result = self._lines(
            "00123;;;;31/02/2020;Entretien annuel;;n'importe quoi",
            "00123;;;;01/12/2026;Entretien professionnel;;02/12/2026",
            "00123;;;;01/12/2017;;Léa MARTIN;30/11/2017",
            "00123;;;;;Bilan;;",
        )
        self.assertEqual(
            self._told(result),
            [
                (2, "bad_day"),
                (2, "bad_copy"),
                (2, "unknown_kind"),
                (3, "future_day"),
                (3, "future_copy"),
                (4, "copy_before"),
                (4, "no_kind"),
                (4, "self_held"),
                (4, "before_hire"),
                (5, "no_day"),
            ],
        )
        first, *others = result["messages"]
        self.assertIn("4 lines", first["message"])
        self.assertTrue(all(item["type"] == "error" for item in result["messages"]))
        self.assertIn("31/12/2024", others[0]["message"])
        self.assertIn("Mi-carrière", others[2]["message"])
        self.assertEqual(others[0]["rows"], {"from": 0, "to": 0})
        # The screen would group, and lose, messages that are equal.
        self.assertEqual(len({m["message"] for m in others}), len(others))

    def test_a_bad_line_keeps_all_the_others_out(self):
        good = [
            f"00123;;;;{day:02}/01/2020;Entretien professionnel;;"
            for day in range(1, 20)
        ]
        self._lines(*good, "00123;;;;32/01/2020;Bilan;;")
        self.assertFalse(self._past(self.lea))
        # Nor by Odoo's batches: the limit of the screen cuts nothing.
        wizard, names, headers, options = self._screen(
            "\n".join([HEADER, *good, "00123;;;;32/01/2020;Bilan;;"]).encode()
        )
        wizard.execute_import(names, headers, {**options, "limit": 5})
        self.assertFalse(self._past(self.lea))

    def test_seniority_settled_by_hr_allows_interviews_before_the_contract(self):
        self.lea.entretien_seniority_date = "2015-01-05"
        result = self._lines("00123;;;;01/12/2017;Entretien professionnel;;")
        self.assertFalse(result["messages"])

    def test_repeats_and_contradictions_in_a_file(self):
        line = "00123;;;;01/02/2020;Entretien professionnel;Anne DURAND;03/02/2020"
        same = "123;MARTIN;;;2020-02-01;Entretien professionnel;anne durand;03/02/2020"
        result = self._lines(line, line, same)
        self.assertEqual(len(self._past(self.lea)), 1)
        (message,) = result["messages"]
        self.assertEqual(message["type"], "warning")
        self.assertIn("lines 3, 4", message["message"])
        other = "00123;;;;01/02/2021;Entretien professionnel;;03/02/2021"
        result = self._lines(other, other.replace("03/02/2021", "04/02/2021"))
        self.assertEqual(self._told(result), [(3, "told_otherwise")])

    def test_a_second_import_creates_nothing_and_says_so(self):
        lines = (
            "00123;;;;01/02/2020;Premier entretien;;",
            "00123;;;;01/02/2022;Bilan;;",
        )
        self.assertEqual(len(self._lines(*lines)["ids"]), 2)
        result = self._lines(*lines)
        self.assertEqual(result["ids"], [])
        (message,) = result["messages"]
        self.assertEqual(message["type"], "warning")
        self.assertIn("already recorded", message["message"])
        result = self._lines(*lines, "00123;;;;01/02/2024;Bilan;;")
        self.assertEqual(len(result["ids"]), 1)
        self.assertIn("left as they are: lines 2, 3", result["messages"][0]["message"])
        self.assertEqual(len(self._past(self.lea)), 3)

    def test_trying_creates_nothing(self):
        line = "00123;;;;01/02/2020;Entretien professionnel;;"
        result = self._lines(line, dryrun=True)
        self.assertTrue(result["ids"])
        self.assertFalse(result["messages"])
        self.env.invalidate_all()
        self.assertFalse(self._past(self.lea))
        result = self._lines(line, line, dryrun=True)
        self.assertIn("1 interviews to create", result["messages"][0]["message"])

    def test_only_hr_imports_and_in_his_own_companies(self):
        line = "00123;;;;01/02/2020;Entretien professionnel;;"
        for role in ("manager", "colleague", "employee", "system"):
            user = getattr(self, f"user_{role}")
            history = self._as(user, self.env["hr.entretien.history"])
            with self.subTest(role), self.assertRaises(AccessError):
                history.load(FIELDS, [line.split(";")])
        result = self._lines(line, user=self.user_other_hr)
        self.assertEqual(self._told(result), [(2, "badge_unknown")])
        mine = self._lines(line, user=self.user_hr)["ids"]
        with self.assertRaises(AccessError):
            self._as(
                self.user_hr_manager, self.env["hr.entretien.history"].browse(mine)
            ).read(["kind"])

    def test_queries_do_not_grow_with_the_lines(self):
        def load(size, year):
            data = [
                ["00123", "", "", "", f"{1 + i % 28:02}/{1 + i // 28:02}/{year}", "EP"]
                + ["Anne Durand", ""]
                for i in range(size)
            ]
            history = self.env["hr.entretien.history"].with_user(self.user_hr)
            self.assertEqual(len(history.load(FIELDS, data)["ids"]), size)

        load(1, 2019)
        few = self._queries(load, 10, 2020)
        many = self._queries(load, 200, 2021)
        # Odoo inserts by hundreds.
        self.assertLessEqual(many - few, 10)
