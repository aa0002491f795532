"""The employee chooses among three slots, when the company allows it."""

import html
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .page_common import PageHttpCase
from .paper_common import PrintedCase
from .test_letter import LETTER
from .test_plan import PlanCase
from .test_slot_agenda import paris

FIRST, SECOND, THIRD = (
    paris(text) for text in ("2026-05-05 08:00", "2026-05-05 13:00", "2026-05-06 08:00")
)
NOT_FREE = "no longer free"


class OfferCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_offer_slots = True
        cls.company.partner_id.lang = "en_US"
        cls.user_employee.email = "employee@example.com"

    def _offer(self):
        self._open().save().action_plan_and_offer()

    def _left(self):
        self.env.invalidate_all()
        return self.entretien._offered_slots()

    def _choose(self, start):
        """As the employee's page does, with an account."""
        page = self.entretien.with_env(self.env(user=self.user_employee, su=True))
        page._choose_slot(str(start))

    def _told(self, kind):
        messages = self.env["hr.entretien.message"]
        about = [("entretien_id", "=", self.entretien.id), ("kind", "=", kind)]
        return messages.search(about)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotOffer(OfferCase):
    """From the dialog."""

    def test_planned_on_the_first_one_and_invited(self):
        result = self._open().save().action_plan_and_offer()
        self.assertEqual(result["tag"], "display_notification")
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.date_planned, FIRST)
        self.assertEqual(self.entretien.invitation_state, "waiting")
        self.assertEqual(self._left(), [FIRST, SECOND, THIRD])

    def test_the_date_that_was_chosen_then_those_after_it(self):
        form = self._open()
        form.date_planned = typed = paris("2026-05-06 13:00")
        form.save().action_plan_and_offer()
        left = self._left()
        self.assertEqual((left[0], len(left)), (FIRST, 3))
        self.assertEqual(left[1:], [typed, paris("2026-05-07 08:00")])

    def test_who_was_not_available_takes_the_first_one_after_all(self):
        self._offer()
        self.entretien._declare_unavailable("")
        self.assertEqual(self.entretien.next_step, "postpone")
        self._choose(FIRST)
        self.env.invalidate_all()
        self.assertEqual(self.entretien.date_planned, FIRST)
        self.assertFalse(self.entretien.next_step)
        self.assertFalse(self.entretien._unavailable_proof())
        asked = self.entretien.sudo().activity_ids
        self.assertFalse(asked._entretien_about("_unavailable_note"))
        self.assertEqual(self._told("unavailable").state, "cancelled")
        self.assertIn(self.manager, self._told("moved").recipient_id)
        self.assertEqual(self._left(), [FIRST, SECOND, THIRD])

    def test_who_plans_sees_what_was_offered_and_chosen(self):
        mine = self._as(self.user_manager, self.entretien)
        self.assertFalse(mine.slots_text)
        self._offer()
        self.assertIn("3 slots offered to the employee: Tuesday 5", mine.slots_text)
        self.assertIn("No other chosen so far.", mine.slots_text)
        with freeze_time(FIRST.date()):
            self.env.invalidate_all()
            self.assertIn("No other was chosen.", mine.slots_text)
            self.assertFalse(self._left())
        self._choose(SECOND)
        self.env.invalidate_all()
        said = "They chose Tuesday 5 May 2026, 13:00–14:00."
        self.assertIn(said, mine.slots_text)
        self.assertIn(said, self._as(self.user_hr, self.entretien).slots_text)
        mine.duration = 2
        self.assertIn("13:00–15:00", mine.slots_text)
        mine._postpone(paris("2026-05-07 08:00"), "Closed", "employer")
        self.assertFalse(mine.slots_text)

    def test_none_after_the_deadline(self):
        limit = {"date_due": "2026-05-05", "date_limit": "2026-05-05"}
        self.entretien.write(limit)
        self._offer()
        self.assertEqual(self._left(), [FIRST, SECOND])

    def test_without_another_one_it_is_said(self):
        self._event(self.employee, SECOND, paris("2026-12-31 08:00"))
        with self.assertRaisesRegex(UserError, "no other slot"):
            self._offer()
        self.assertEqual(self.entretien.state, "to_plan")

    def test_the_invitation_says_it(self):
        self._offer()
        said = "Tuesday 5 May 2026, 13:00–14:00 or Wednesday 6 May 2026, 08:00–09:00"
        message = self._told("invitation")
        self.assertIn(said, str(message._speaking()._mail_when()))
        self.company.entretien_offer_slots = False
        self.assertNotIn("another of these", str(message._speaking()._mail_when()))

    def test_planned_otherwise_nothing_is_offered(self):
        self._open().save().action_plan_and_invite()
        self.assertFalse(self._left())
        message = self._told("invitation")
        self.assertNotIn("another of these", str(message._speaking()._mail_when()))

    def test_not_allowed_by_the_company(self):
        self.company.entretien_offer_slots = False
        form = self._open()
        self.assertFalse(form.offers_slots)
        with self.assertRaisesRegex(UserError, "no other slot"):
            form.save().action_plan_and_offer()
        self.assertEqual(self.entretien.state, "to_plan")

    def test_offered_again_with_another_date(self):
        self._offer()
        mine = self._as(self.user_manager, self.entretien)
        mine._postpone(paris("2026-05-12 08:00"), "Closed", "employer")
        former = self._told("moved")
        form = self._open()
        form.asked_by, form.reason = "employee", "Away that day"
        chosen = form.date_planned
        form.save().action_postpone_and_offer()
        self.assertEqual(self.entretien.date_planned, chosen)
        self.assertEqual((self._left()[0], len(self._left())), (chosen, 3))
        self.assertIn("Away that day", self.entretien.proof_ids[0].note)
        for message in self._told("moved") - former:
            said = "another of these" in str(message._speaking()._mail_when())
            self.assertEqual(said, message.is_own)

    def test_nobody_writes_what_is_offered(self):
        self._offer()
        for user in (self.user_manager, self.user_hr, self.user_employee):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).write({"slots_offered": [str(THIRD)]})
        entretien = self._as(self.user_manager, self.entretien)
        with self.assertRaises(AccessError):
            values = {"employee_id": self.colleague.id, "motif": "on_request"}
            entretien.create({**values, "slots_offered": [str(THIRD)]})


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotChoice(OfferCase):
    """From the employee's page."""

    def setUp(self):
        super().setUp()
        self._offer()

    def test_the_calendar_the_proof_and_the_people_follow(self):
        self._choose(SECOND)
        self.assertEqual(self.entretien.date_planned, SECOND)
        self.assertEqual(self.entretien.event_id.start, SECOND)
        line = self.entretien.proof_ids.filtered(lambda x: x.kind == "postponed")
        self.assertEqual(line.user_id, self.user_employee)
        self.assertIn("Asked by the employee", line.note)
        self.assertIn("Chosen among the slots offered", line.note)
        people = self.employee | self.manager
        self.assertEqual(self._told("moved").recipient_id, people)
        self.assertEqual(self._left(), [FIRST, SECOND, THIRD], "they may come back")

    def test_without_an_account_the_proof_names_nobody(self):
        """The account that the link was opened with is not the employee's."""
        for user in (self.env.ref("base.public_user"), self.user_colleague):
            page = self.entretien.with_env(self.env(user=user, su=True))
            other = {FIRST: SECOND, SECOND: FIRST}[self.entretien.date_planned]
            page._choose_slot(str(other))
            line = self.entretien.proof_ids.filtered(lambda x: x.kind == "postponed")
            self.assertFalse(line[0].user_id)
            authors = self.entretien.message_ids.author_id
            self.assertNotIn(user.partner_id, authors)

    def test_the_planned_one_changes_nothing(self):
        self._choose(FIRST)
        self.assertNotIn("postponed", self.entretien.proof_ids.mapped("kind"))

    def test_only_what_is_offered(self):
        for value in (paris("2026-05-07 08:00"), "x", "", None, [], {}, "x\x00", 5):
            with self.subTest(value=value), self.assertRaisesRegex(UserError, NOT_FREE):
                self._choose(value)
        self.assertEqual(self.entretien.date_planned, FIRST)

    def test_not_what_somebody_took_meanwhile(self):
        busy = self._event(self.manager, SECOND, SECOND + timedelta(hours=1))
        self.assertEqual(self._left(), [FIRST, THIRD])
        with self.assertRaisesRegex(UserError, NOT_FREE):
            self._choose(SECOND)
        self._leave("2026-05-06", "2026-05-07", resource_id=self.manager.resource_id.id)
        self.assertFalse(self._left(), "the planned one alone is no choice")
        busy.unlink()
        self.assertEqual(self._left(), [FIRST, SECOND])

    def test_not_with_a_length_that_does_not_fit(self):
        self._as(self.user_manager, self.entretien).duration = 4.5
        self.assertFalse(self._left())

    def test_another_interviewer_is_asked_too(self):
        self._event(self.n2, SECOND, SECOND + timedelta(hours=1))
        self._as(self.user_hr, self.entretien).interviewer_id = self.n2
        self.assertEqual(self._left(), [FIRST, THIRD])

    def test_until_the_eve_of_each(self):
        with freeze_time("2026-05-04 21:00:00"):
            self.assertEqual(len(self._left()), 3)
        # Midnight in Paris: it is the day of the first two.
        with freeze_time("2026-05-04 22:30:00"):
            self.assertFalse(self._left())
        self._choose(THIRD)
        with freeze_time("2026-05-04 22:30:00"):
            self.assertFalse(self._left())

    def test_moved_by_hand_there_is_no_choice_any_more(self):
        """Wherever it is moved, to a date that was offered too."""
        entretien = self._as(self.user_manager, self.entretien)
        entretien.date_planned = THIRD
        self.assertFalse(self._left())
        entretien.date_planned = FIRST
        self.assertFalse(self._left())

    def test_moved_in_the_calendar_or_postponed_there_is_none(self):
        for moves in (
            lambda: self._as(self.user_manager, self.entretien.event_id).write(
                {"start": THIRD, "stop": THIRD + timedelta(hours=1)}
            ),
            lambda: self._as(self.user_manager, self.entretien)._postpone(
                SECOND, "Workload", "employer"
            ),
        ):
            self.entretien.slots_offered = [str(x) for x in (FIRST, SECOND, THIRD)]
            moves()
            self.env.invalidate_all()
            self.assertFalse(self.entretien.slots_offered)

    def test_once_called_off_there_is_none(self):
        as_hr = self._as(self.user_hr, self.entretien)
        as_hr.action_cancel("Organisation")
        self.assertFalse(self._left())
        as_hr.action_reopen("Organisation")
        self.assertFalse(self._left())

    def test_switched_off_there_is_none(self):
        self.company.entretien_offer_slots = False
        self.assertFalse(self._left())
        with self.assertRaisesRegex(UserError, NOT_FREE):
            self._choose(SECOND)

    def test_who_is_offered_nothing_costs_nothing(self):
        self._choose(SECOND)
        self.entretien.slots_offered = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.entretien.mapped("state")
        with self.assertQueryCount(0):
            self.assertFalse(self.entretien._offered_slots())
            self.assertFalse(self.entretien._other_slots_text())


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestSlotLetter(OfferCase, PrintedCase):
    def test_the_letter_says_it(self):
        self._offer()
        page = self._page(LETTER, self.user_manager, self.entretien)
        said = "on your page: Tuesday 5 May 2026, 13:00–14:00 or Wednesday 6 May 2026"
        self.assertIn(said, self._said(page))
        self.company.entretien_offer_slots = False
        page = self._page(LETTER, self.user_manager, self.entretien)
        self.assertNotIn("another of these slots", self._said(page))


@tagged("post_install", "-at_install")
class TestSlotPage(PageHttpCase):
    """Over HTTP, by the three ways."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_offer_slots = True
        cls.slots = cls._offer_to(cls.entretien)

    @classmethod
    def _offer_to(cls, entretien):
        # On the eve, which may have begun where the employee lives, it is too late.
        slots = entretien._free_slots(3, fields.Datetime.now() + timedelta(days=2))
        entretien.date_planned = slots[0]
        entretien.slots_offered = [str(start) for start in slots]
        return slots

    def _post_slot(self, number, token=None):
        return self._post("/creneau", token, slot=str(self.slots[number]))

    def _assert_planned(self, number, entretien=None):
        self.env.invalidate_all()
        planned = (entretien or self.entretien).date_planned
        self.assertEqual(planned, self.slots[number])

    def test_by_link(self):
        page = self._get(token=self.token).text
        self.assertEqual(page.count('type="radio" name="slot"'), 3)
        self.assertIn(f'value="{self.slots[0]}" checked=', page)
        answer = self._post_slot(1, self.token)
        self.assertEqual(answer.status_code, 303)
        self._assert_planned(1)
        self.assertEqual(self.entretien.event_id.start, self.slots[1])
        page = self._get(f"?done=chosen&access_token={self.token}").text
        self.assertIn(f'value="{self.slots[1]}" checked=', page)
        self.assertIn("alert-success", page)

    def test_with_an_account(self):
        self._login(self.user_employee)
        self.assertIn("/creneau", self._get().text)
        self.assertEqual(self._post_slot(2).status_code, 303)
        self._assert_planned(2)

    def test_with_a_portal_account(self):
        self.stranger.user_id = self.user_portal
        own = self._planned(self.stranger)
        self.slots = self._offer_to(own)
        self.path = f"/mon-entretien/{own.id}"
        self._login(self.user_portal)
        self.assertIn("/creneau", self._get().text)
        self.assertEqual(self._post_slot(1).status_code, 303)
        self._assert_planned(1, own)

    def test_nobody_else(self):
        other = self._planned(self.colleague)
        token = self.env["hr.entretien.link"]._issue(other)
        for user in (None, self.user_colleague, self.user_manager, self.user_portal):
            self._login(user)
            for given in (None, token, "guessed"):
                with self.subTest(user=user and user.login, token=given):
                    self.assertEqual(self._post_slot(1, given).status_code, 404)
        with mute_logger("odoo.http"):
            forged = self._post("/creneau", self.token, csrf_token="x", slot="x")
        self.assertEqual(forged.status_code, 400)
        self._assert_planned(0)

    def test_taken_meanwhile_it_is_said_and_the_others_are_left(self):
        start = self.slots[1]
        self.env["calendar.event"].create(
            {
                "name": "Meeting",
                "start": start,
                "stop": start + timedelta(hours=1),
                "partner_ids": self.user_manager.partner_id.ids,
            }
        )
        answer = self._post_slot(1, self.token)
        self.assertEqual(answer.status_code, 422)
        # The page is in French.
        self.assertIn("n'est plus libre", html.unescape(answer.text))
        self.assertIn(f'value="{self.slots[2]}"', answer.text)
        self.assertNotIn(f'value="{start}"', answer.text)
        self._assert_planned(0)

    def test_hostile_values(self):
        for value in ("2099-01-01 00:00:00", "x\x00" * 100, "", "[]", "1"):
            with self.subTest(value=value):
                answer = self._post("/creneau", self.token, slot=value)
                self.assertEqual(answer.status_code, 422)
        self._assert_planned(0)

    def test_switched_off_afterwards(self):
        self.company.entretien_offer_slots = False
        self.assertNotIn("/creneau", self._get(token=self.token).text)
        self.assertEqual(self._post_slot(1, self.token).status_code, 422)
        self._assert_planned(0)

    def test_held_there_is_no_choice(self):
        self.entretien.action_mark_held()
        self.assertNotIn("/creneau", self._get(token=self.token).text)
        self.assertEqual(self._post_slot(1, self.token).status_code, 422)
        self._assert_planned(0)
