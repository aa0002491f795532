class FollowersMixin:
    """For an ``EntretienCase``: who is notified of what is written beside a record."""

    def _check_followers(self, record):
        """Following it brings its notes to HR and to who is named, to nobody else.

        Who administers Odoo adds rows of followers, or turns one of his to it.
        """
        other = self.user_system.partner_id
        other.message_subscribe(other.ids)
        row = self.env["mail.followers"].search(
            [("res_model", "=", other._name), ("res_id", "=", other.id)], limit=1
        )
        self._as(self.user_system, row).write(
            {
                "res_model": record._name,
                "res_id": record.id,
                "subtype_ids": [(6, 0, self._subtypes().ids)],
            }
        )
        people = self.user_employee | self.user_colleague | self.user_hr_manager
        record.message_subscribe(people.partner_id.ids, self._subtypes().ids)
        for subtype in self._subtypes():
            with self.subTest(model=record._name, subtype=subtype.name):
                message = self._as(self.user_hr, record).message_post(
                    body="Secret",
                    message_type="comment",
                    subtype_id=subtype.id,
                    partner_ids=self.user_n2.partner_id.ids,
                )
                told = message.sudo().notification_ids.res_partner_id
                allowed = self.user_hr_manager | self.user_n2
                self.assertEqual(told, allowed.partner_id)

    def _subtypes(self):
        return self.env.ref("mail.mt_note") | self.env.ref("mail.mt_comment")
