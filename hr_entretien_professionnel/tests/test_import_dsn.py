"""A monthly DSN through the import assistant: what differs, what HR applies."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .import_common import ImportCase

HEAD = ("S10.G00.00.001,'Paie'", "S20.G00.05.005,'01102026'")


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestImportDsn(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lea = cls._employee(
            "Léa Martin", "2018-01-08", barcode="00123", birthday="1968-06-15"
        )

    def _somebody(self, *lines, name="MARTIN", first="Léa", number="00123", **kw):
        born, nir = kw.get("born", "15061968"), kw.get("nir", "2680675123456")
        return [
            f"S21.G00.30.001,'{nir}'",
            f"S21.G00.30.002,'{name}'",
            f"S21.G00.30.004,'{first}'",
            f"S21.G00.30.006,'{born}'",
            *([f"S21.G00.30.019,'{number}'"] if number else []),
            *lines,
        ]

    def _contract(self, start, nature="01", last="", end=""):
        lines = [f"S21.G00.40.001,'{start}'", f"S21.G00.40.007,'{nature}'"]
        if last:
            lines.append(f"S21.G00.40.010,'{last}'")
        if end:
            lines += [f"S21.G00.62.001,'{end}'", "S21.G00.62.002,'059'"]
        return lines

    def _file(self, *people, **kw):
        lines = [*HEAD, *(line for person in people for line in person)]
        lines += [f"S90.G00.90.001,'{len(lines) + 2}'", "S90.G00.90.002,'1'"]
        # Who writes the days of contracts in Odoo.
        kw.setdefault("user", self.user_hr_manager)
        return self._assistant(
            "\r\n".join(lines).encode("iso-8859-1"), name="dsn.txt", **kw
        )

    def _dsn(self, *lines, **kw):
        """The assistant once it has read what payroll says of Léa."""
        contract = (
            ()
            if any("S21.G00.40.001" in line for line in lines)
            else (self._contract("08012018"))
        )
        assistant = self._file(self._somebody(*contract, *lines), **kw)
        assistant.action_read()
        return assistant

    def _found(self, assistant):
        lines = assistant.line_ids.sorted("place")
        return [(line.values["kind"], line.what, line.code or "") for line in lines]

    def _stop(self, reason, eve, end="", back=""):
        days = {"001": reason, "002": eve, "003": end, "010": back}
        return [f"S21.G00.60.{key},'{day}'" for key, day in days.items() if day]

    def _other(self, reason, start, end=""):
        days = {"001": reason, "002": start, "003": end}
        return [f"S21.G00.65.{key},'{day}'" for key, day in days.items() if day]

    # -- contracts ---------------------------------------------------------------------

    def test_a_file_without_difference_says_so(self):
        assistant = self._dsn()
        self.assertEqual((assistant.content, assistant.state), ("dsn", "check"))
        self.assertEqual(assistant.month_declared, date(2026, 10, 1))
        self.assertFalse(assistant.line_ids)
        self.assertIn("Nothing", assistant.result)
        with self.assertRaisesRegex(UserError, "Nothing is settled"):
            assistant.action_import()

    def test_a_contract_that_starts_earlier_is_applied(self):
        self.lea.version_ids.contract_date_start = "2026-04-27"
        assistant = self._dsn()
        self.assertEqual(self._found(assistant), [("start", "contract", "")])
        self.assertEqual(
            assistant.line_ids.written,
            "Contract start, permanent: 27/04/2026 → 08/01/2018",
        )
        self.assertEqual(str(self.lea.version_ids.contract_date_start), "2026-04-27")
        assistant.action_preview()
        self.assertEqual(assistant.preview["moved_count"], 1)
        self.env.invalidate_all()
        self.assertEqual(str(self.lea.version_ids.contract_date_start), "2026-04-27")
        assistant.action_import()
        self.assertEqual(str(self.lea.entretien_start_date), "2018-01-08")
        self.assertFalse(self._dsn().line_ids)

    def test_a_contract_that_starts_later_is_asked(self):
        assistant = self._dsn(*self._contract("01032019"))
        self.assertEqual(self._found(assistant), [("start", "ask", "later")])
        with self.assertRaisesRegex(UserError, "Nothing is settled"):
            assistant.action_import()
        assistant.line_ids.action_apply()
        assistant.action_import()
        self.assertEqual(str(self.lea.version_ids.contract_date_start), "2019-03-01")
        self.assertFalse(self._dsn(*self._contract("01032019")).line_ids)

    def test_an_end_that_shortens_a_contract_is_asked(self):
        for end in ({"end": "15102026"}, {"last": "31122026"}):
            lines = self._contract("08012018", "02", **end)
            self.assertEqual(
                self._found(self._dsn(*lines)), [("end", "ask", "shorter")]
            )
        assistant = self._dsn(*self._contract("08012018", end="15102026"))
        assistant.line_ids.action_apply()
        assistant.action_import()
        self.assertEqual(str(self.lea.version_ids.contract_date_end), "2026-10-15")

    def test_a_contract_prolonged_or_that_goes_on_is_applied(self):
        self.lea.version_ids.contract_date_end = "2026-08-31"
        assistant = self._dsn(*self._contract("08012018", "02", last="31122026"))
        self.assertEqual(self._found(assistant), [("end", "contract", "")])
        assistant.action_import()
        self.assertEqual(str(self.lea.version_ids.contract_date_end), "2026-12-31")
        # In October payroll knows nothing of an end planned later.
        self.assertFalse(self._dsn().line_ids)
        self.lea.version_ids.contract_date_end = "2026-08-31"
        self._dsn().action_import()
        self.assertFalse(self.lea.version_ids.contract_date_end)

    def test_a_fixed_term_then_a_permanent_contract(self):
        self.lea.version_ids.contract_date_end = "2026-10-14"
        assistant = self._dsn(
            *self._contract("08012018", "02", end="14102026"),
            *self._contract("15102026"),
        )
        self.assertEqual(self._found(assistant), [("start", "contract", "")])
        self.assertIn("New contract, permanent", assistant.line_ids.written)
        assistant.action_import()
        starts = self.lea.version_ids.sorted("date_version").mapped(
            "contract_date_start"
        )
        self.assertEqual([str(day) for day in starts], ["2018-01-08", "2026-10-15"])
        self.assertEqual(str(self.lea.entretien_start_date), "2018-01-08")

    def test_a_new_contract_over_another_waits_for_its_end(self):
        assistant = self._dsn(
            *self._contract("08012018", "02", end="14102026"),
            *self._contract("15102026"),
        )
        self.assertEqual(
            self._found(assistant),
            [("end", "ask", "shorter"), ("start", "ask", "overlap")],
        )
        assistant.line_ids.action_apply()
        assistant.action_import()
        self.assertEqual(len(self.lea.version_ids), 2)

    def test_somebody_without_any_contract_here(self):
        employee = self._employee("Noé Petit", None, barcode="9", birthday="1968-06-15")
        person = self._somebody(
            *self._contract("01092014", "02", last="31122026"),
            name="PETIT", first="Noé", number="9",
        )  # fmt: skip
        assistant = self._file(person)
        assistant.action_import()
        self.assertRecordValues(
            employee.version_ids,
            [
                {
                    "contract_date_start": date(2014, 9, 1),
                    "contract_date_end": date(2026, 12, 31),
                }
            ],
        )

    # -- absences ----------------------------------------------------------------------

    def test_absences_that_the_law_knows_come_in(self):
        assistant = self._dsn(
            *self._stop("02", "28022026", "21062026"),
            *self._other("639", "01072026", "30092026"),
            *self._stop("01", "05102026", "09102026"),
            *self._stop("06", "15102026", "20102026"),
        )
        self.assertEqual(self._found(assistant), [("absence", "absence", "")] * 2)
        assistant.action_import()
        self.assertEqual(
            [
                (item.type_id.code, str(item.date_from), str(item.date_to))
                for item in self.lea.entretien_absence_ids.sorted("date_from")
            ],
            [
                ("maternity", "2026-03-01", "2026-06-21"),
                ("sabbatical", "2026-07-01", "2026-09-30"),
            ],
        )
        again = self._dsn(*self._stop("02", "28022026", "21062026"))
        self.assertFalse(again.line_ids)

    def test_an_absence_prolonged_or_cut_short_is_the_same_one(self):
        self._dsn(*self._other("650", "01092026", "30092026")).action_import()
        self._dsn(*self._other("650", "01102026", "31102026")).action_import()
        absence = self.lea.entretien_absence_ids
        self.assertEqual(str(absence.date_to), "2026-10-31")
        self.assertFalse(self._dsn(*self._other("650", "01102026")).line_ids)
        self._dsn(*self._stop("02", "31102026", "28022027")).action_import()
        back = self._stop("02", "31102026", "28022027", "11112026")
        self._dsn(*back).action_import()
        self.assertEqual(str(self.lea.entretien_absence_ids[0].date_to), "2026-11-10")
        self.assertEqual(len(self.lea.entretien_absence_ids), 2)

    def test_a_reason_that_is_not_known_is_asked_by_its_code(self):
        assistant = self._dsn(*self._stop("88", "30092026", "31102026"))
        line = assistant.line_ids
        self.assertEqual(self._found(assistant), [("absence", "ask", "unknown_reason")])
        self.assertIn("S60 88", line.written)
        with self.assertRaisesRegex(UserError, "its kind"):
            line.action_apply()
        line.absence_type_id = self.env.ref(
            "hr_entretien_professionnel.absence_type_naissance"
        )
        line.action_apply()
        assistant.action_import()
        self.assertEqual(self.lea.entretien_absence_ids.type_id.code, "naissance")

    def test_what_was_left_out_by_mistake_is_taken_back(self):
        assistant = self._dsn(*self._stop("88", "30092026", "31102026"))
        assistant.line_ids.action_leave_aside()
        self.assertEqual(self._found(assistant)[0][1], "left_aside")
        form = Form(assistant)
        with form.line_ids.edit(0) as line:
            line.absence_type_id = self.env.ref(
                "hr_entretien_professionnel.absence_type_naissance"
            )
        form.save()
        assistant.line_ids.action_take_back()
        self.assertEqual(self._found(assistant), [("absence", "ask", "unknown_reason")])
        assistant.line_ids.action_apply()
        self.assertEqual(self._found(assistant)[0][1], "absence")

    def test_what_came_in_is_not_ready_again(self):
        stops = (
            *self._other("639", "01072026", "30092026"),
            *self._stop("88", "30092026"),
        )
        assistant = self._dsn(*stops)
        assistant.action_import()
        self.assertIn("Lines that came in: 1.", assistant.result)
        assistant.action_read()
        self.assertEqual((assistant.ready_count, assistant.problem_count), (0, 1))
        with self.assertRaisesRegex(UserError, "Nothing is settled yet"):
            assistant.action_import()

    def test_an_absence_without_a_last_day_is_asked(self):
        assistant = self._dsn(*self._other("639", "01092026"))
        self.assertEqual(self._found(assistant), [("absence", "ask", "goes_on")])
        assistant.line_ids.date_to = "2027-08-31"
        assistant.line_ids.action_apply()
        assistant.action_import()
        self.assertEqual(str(self.lea.entretien_absence_ids.date_to), "2027-08-31")

    # -- dates of the employee ---------------------------------------------------------

    def test_the_birthday_and_the_seniority(self):
        self.lea.birthday = False
        count = ["S21.G00.86.001,'07'", "S21.G00.86.002,'02'", "S21.G00.86.003,'133'"]
        assistant = self._dsn(*count)
        self.assertEqual(
            self._found(assistant),
            [("birthday", "dates", ""), ("seniority_date", "ask", "seniority")],
        )
        line = assistant.line_ids.filtered("code")
        self.assertEqual(str(line.date), "2015-10-01")
        line.date = "2015-09-14"
        line.action_apply()
        assistant.action_import()
        self.assertEqual(str(self.lea.birthday), "1968-06-15")
        self.assertEqual(str(self.lea.entretien_seniority_date), "2015-09-14")
        self.assertFalse(self._dsn(*count).line_ids)

    def test_the_seniority_that_the_contract_explains_is_no_difference(self):
        self.lea.version_ids.contract_date_start = "2026-04-27"
        count = ["S21.G00.86.001,'07'", "S21.G00.86.002,'03'", "S21.G00.86.003,'8'"]
        self.assertEqual(self._found(self._dsn(*count)), [("start", "contract", "")])

    # -- people ------------------------------------------------------------------------

    def test_people_are_found_by_name_and_birth_date(self):
        contract = self._contract("08012017")
        for kw in ({"number": ""}, {"number": "X1"}):
            assistant = self._file(self._somebody(*contract, **kw))
            assistant.action_read()
            self.assertEqual(assistant.line_ids.employee_id, self.lea)

    def test_people_who_are_asked(self):
        people = (
            self._somebody(number="", born="01011970", nir="1"),
            self._somebody(name="NOBODY", number="", nir="2"),
            self._somebody(name="DURAND", first="Anne", nir="3"),
        )
        assistant = self._file(*people)
        assistant.action_read()
        self.assertEqual(
            [item[1:] for item in self._said(assistant)],
            [("ask", "name_alone"), ("ask", "unknown"), ("ask", "other_name")],
        )
        self.assertFalse(assistant.line_ids.employee_id)

    def test_somebody_chosen_is_compared_without_the_file(self):
        stops = self._other("639", "01072026", "30092026")
        contract = self._contract("08012017")
        assistant = self._file(
            self._somebody(*contract, *stops, name="X", number="", nir="2680675123456")
        )
        assistant.action_read()
        (line,) = assistant.line_ids
        self.assertNotIn("2680675", str(line.values))
        with self.assertRaisesRegex(UserError, "choose the person"):
            line.action_apply()
        line.employee_id = self.lea
        assistant.action_read()
        self.assertEqual(
            self._found(assistant),
            [("start", "contract", ""), ("absence",) * 2 + ("",)],
        )

    def test_the_nir_serves_only_where_hr_says_so(self):
        fields_of = self.env["hr.entretien.import.line"]._employee_fields()
        if "nir" not in fields_of:
            self.skipTest("no add-on keeps the NIR")
        self.lea[fields_of["nir"]] = "2 68 06 75 123 456 71"
        person = self._somebody(*self._contract("08012017"), name="X", number="")
        assistant = self._file(person)
        assistant.action_read()
        self.assertEqual(assistant.line_ids.code, "unknown")
        assistant = self._file(person, match_by_nir=True)
        assistant.action_read()
        self.assertEqual(assistant.line_ids.employee_id, self.lea)

    # -- the file and who may read it --------------------------------------------------

    def test_nothing_of_the_file_is_kept(self):
        assistant = self._dsn(
            "S21.G00.51.013,'2599.99'",
            *self._stop("01", "05102026", "09102026"),
            *self._contract("08012017"),
        )
        self.assertFalse(assistant.file)
        kept = str(assistant.line_ids.sudo().read()) + str(assistant.sudo().read())
        for word in ("2599", "2680675123456", "2026-10-09"):
            self.assertNotIn(word, kept)
        assistant.action_read()
        self.assertTrue(assistant.line_ids)

    def test_files_that_cannot_be_read(self):
        whole = self._file(self._somebody()).file
        assistant = self._assistant(b"S10.G00.00.001,'Paie'\r\n")
        with self.assertRaisesRegex(UserError, "not whole"):
            assistant.action_read()
        assistant = self._assistant("Matricule;Nom\n1;A\n")
        assistant.content = "dsn"
        with self.assertRaisesRegex(UserError, "not a DSN"):
            assistant.action_read()
        assistant.write({"file": whole})
        assistant.action_read()
        self.assertEqual(assistant.content, "dsn")
        assistant.file = self._assistant("Matricule;Date\n00123;01/02/2020\n").file
        assistant.action_read()
        self.assertEqual(assistant.content, "interviews")

    def test_what_hr_leaves_out_stays_out_and_all_or_nothing(self):
        lines = (
            *self._contract("08012017"),
            *self._other("639", "01072026", "30092026"),
        )
        assistant = self._dsn(*lines)
        start, absence = assistant.line_ids.sorted("place")
        start.action_leave_aside()
        assistant.action_import()
        self.assertEqual(str(self.lea.version_ids.contract_date_start), "2018-01-08")
        self.assertTrue(self.lea.entretien_absence_ids)
        assistant = self._dsn(*lines, *self._other("650", "01102026", "31102026"))
        self.lea.version_ids.contract_date_end = "2018-12-31"
        self._version(self.lea, "2016-01-01", "2017-12-31")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            assistant.action_import()
        self.env.invalidate_all()
        self.assertEqual(len(self.lea.entretien_absence_ids), 1)

    def test_only_hr_and_in_their_own_companies(self):
        for role in ("manager", "colleague", "employee", "system"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._file(user=getattr(self, f"user_{role}"))
        person = self._somebody(*self._contract("08012017"))
        other = self._file(person, user=self.user_other_hr)
        other.action_read()
        self.assertEqual(other.line_ids.code, "unknown")
        other.line_ids.sudo().employee_id = self.lea
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, other).action_read()
        mine = self._file(person)
        mine.action_read()
        with self.assertRaises(AccessError):
            self._as(self.user_hr, mine.line_ids).action_apply()

    def test_an_officer_brings_in_all_but_the_days_of_contracts(self):
        """Odoo keeps them to administrators."""
        stops = self._other("639", "01072026", "30092026")
        assistant = self._dsn(*self._contract("08012017"), *stops, user=self.user_hr)
        self.assertEqual(
            self._found(assistant),
            [("start", "ask", "administrator"), ("absence", "absence", "")],
        )
        start = assistant.line_ids.filtered("code")
        with self.assertRaisesRegex(UserError, "HR administrator alone"):
            start.action_apply()
        assistant.action_import()
        self.assertEqual(str(self.lea.version_ids.contract_date_start), "2018-01-08")
        self.assertTrue(self.lea.entretien_absence_ids)
        # Nor by a line that says otherwise.
        start.with_context(reading=True).write({"what": "contract", "code": False})
        with self.assertRaises(AccessError):
            self.env["hr.entretien.dsn"].with_user(self.user_hr)._apply(start)

    def test_the_birth_dates_of_others_are_not_read(self):
        self._employee("Paul Petit", "2018-01-08", birthday="1970-01-01")
        read = self.env["hr.entretien.import"]._dates
        asked = []
        self.patch(
            type(self.env["hr.entretien.import"]),
            "_dates",
            lambda model, employees: asked.extend(employees) or read(employees),
        )
        self._dsn(*self._contract("08012017"))
        self.assertEqual(set(asked), {self.lea})

    def test_queries_do_not_grow_with_the_people(self):
        def read(size):
            people = []
            for i in range(size):
                born = date(1970, 1, 1 + i).strftime("%d%m%Y")
                person = self._somebody(
                    *self._contract("08012017"),
                    name=f"N{i}", number=f"S{i}", born=born, nir=str(i),
                )  # fmt: skip
                people.append(person)
            assistant = self._file(*people)
            assistant.action_read()
            self.assertEqual(len(assistant.line_ids), 2 * size)

        for i in range(20):
            self._employee(f"Léa N{i}", "2018-01-08", barcode=f"S{i}")
        read(1)
        few = self._queries(read, 2)
        self.assertLessEqual(self._queries(read, 20) - few, 3)
