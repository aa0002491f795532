"""The text of a mail for who reads no HTML."""

from odoo.tests import TransactionCase, tagged

from ..models.message.plain_text import plain_text


@tagged("post_install", "-at_install")
class TestMailText(TransactionCase):
    def test_paragraphs_rows_and_items_are_lines(self):
        text = plain_text(
            "<html><head><title>No</title></head><body>"
            "<table><tr><td><img src='x' alt='Logo'/></td></tr></table>"
            "<p>Hello\n  you,</p><table><tr><td>Date</td><td><b>Monday</b></td></tr>"
            "<tr><td>Place</td><td>Vauban</td></tr></table>"
            "<ul><li>one</li><li>two</li></ul></body></html>"
        )
        self.assertEqual(
            text, "Hello you,\n\nDate : Monday\nPlace : Vauban\n\n- one\n- two\n"
        )

    def test_links_say_their_address_once(self):
        text = plain_text(
            "<p><a href='https://x.fr/a'>Open</a></p>"
            "<p><a href='https://mon-cep.org'>mon-cep.org</a></p>"
            "<ul><li><a href='https://x.fr/b'>Anne</a> – late</li></ul>"
        )
        self.assertEqual(
            text,
            "Open : https://x.fr/a\n\nmon-cep.org\n\n- Anne – late : https://x.fr/b\n",
        )

    def test_nothing_is_nothing(self):
        self.assertEqual(plain_text(""), "")
        self.assertEqual(plain_text(None), "")
