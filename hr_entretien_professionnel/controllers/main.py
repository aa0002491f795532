"""« Mon entretien »: the employee's page, logged in or by his link."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from .answer import not_found, private, redirect_to, show, show_nothing
from .employee_page import EmployeePage
from .posted import posted_values

PAGE = "/mon-entretien/<int:entretien_id>"
READ = {
    "type": "http",
    "auth": "public",
    "methods": ["GET"],
    "website": True,
    "multilang": False,
    "sitemap": False,
}
SEND = {**READ, "methods": ["POST"]}
CALL = {"type": "jsonrpc", "auth": "public", "website": True}


class EntretienPage(http.Controller):
    """Each route finds the page first: whose it is not, there is nothing there.

    A refusal is always the same page, whatever the reason; it is returned and not
    raised, so that the note of a wrong link stays.
    """

    @http.route("/mon-entretien", **{**READ, "auth": "user"})
    def own(self):
        page = EmployeePage.own()
        return show(page) if page else show_nothing()

    @http.route(PAGE, **READ)
    def page(self, entretien_id, access_token=None, done=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        return show(page, done=done) if page else not_found()

    @http.route(f"{PAGE}/brouillon", **CALL)
    def save(self, entretien_id, values=None, **_kw):
        """Autosave: the changed keys, and what is to be said of those refused.

        :returns: ``{"saved_at": "10:42", "refused": {key: why}}``, or ``{"error": …}``
        """
        page = EmployeePage.find(entretien_id, _token_of_call())
        if not (page and page.can_prepare and isinstance(values, dict)):
            return {"error": page.closed_message() if page else _not_found_message()}
        try:
            with request.env.cr.savepoint():
                refused = page.save(values)
        except UserError as error:
            return {"error": str(error)}
        return {"saved_at": page.now(), "refused": refused}

    @http.route(f"{PAGE}/envoyer", **SEND)
    def submit(self, entretien_id, access_token=None, step="send", **post):
        """Save what came with the form, then send; ``saved`` says that it came before.

        ``step=save`` saves only: for a browser without JavaScript.
        """

        def send(page):
            if not post.get("saved"):
                form = request.httprequest.form
                page.save_all(posted_values(form, page.questions()))
            if step == "send":
                page.submit()

        done = "sent" if step == "send" else "saved"
        return self._do(entretien_id, access_token, "can_prepare", send, done)

    @http.route(f"{PAGE}/modifier", **SEND)
    def change(self, entretien_id, access_token=None, **_kw):
        gesture, right = EmployeePage.change, "can_prepare"
        return self._do(entretien_id, access_token, right, gesture, "change")

    @http.route(f"{PAGE}/indisponible", **SEND)
    def unavailable(self, entretien_id, access_token=None, note="", **_kw):
        def declare(page):
            page.entretien._declare_unavailable(page.note(note))

        return self._do(entretien_id, access_token, "can_move", declare, "unavailable")

    @http.route(f"{PAGE}/agenda.ics", **READ)
    def agenda(self, entretien_id, access_token=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        if not (page and page.can_move):
            return not_found()
        return private(
            request.make_response(
                page.entretien._calendar_file(),
                [
                    ("Content-Type", "text/calendar; charset=utf-8"),
                    ("Content-Disposition", content_disposition("entretien.ics")),
                ],
            )
        )

    @http.route(f"{PAGE}/commentaire", **SEND)
    def comment(self, entretien_id, access_token=None, comment="", **_kw):
        def write(page):
            page.comment(comment)

        return self._do(entretien_id, access_token, "can_comment", write, "commented")

    @http.route(f"{PAGE}/signer", **CALL)
    def sign(
        self,
        entretien_id,
        name=None,
        signature=None,
        kind="signed",
        text=None,
        comment=None,
        **_kw,
    ):
        """The drawn signature, with or without a reservation.

        The comment comes along: once he has answered he writes it no more.
        """
        page = EmployeePage.find(entretien_id, _token_of_call())
        if not (page and page.can_sign):
            return {"error": page.closed_message() if page else _not_found_message()}
        # Before anything that an error would take back: the former address is told.
        if wait := page.second_step():
            return {"error": wait}
        try:
            with request.env.cr.savepoint():
                page.sign(kind, name, signature, text, comment)
        except UserError as error:
            return {"error": str(error)}
        return {"force_refresh": True, "redirect_url": page.url(done="signed")}

    @http.route(f"{PAGE}/ne-pas-signer", **SEND)
    def refuse(self, entretien_id, access_token=None, text="", comment=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        if page and page.can_sign and (wait := page.second_step()):
            return show(page, error=wait)

        def refuse(page):
            name = page.entretien.employee_id.name
            page.sign("refused", name, None, text, comment)

        return self._do(entretien_id, access_token, "can_sign", refuse, "refused")

    @http.route(f"{PAGE}/document.pdf", **READ)
    def document(self, entretien_id, access_token=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        document = page and page.document()
        if document and page.entretien.state == "closed":
            page.entretien._copy_opened()
        return _download(document)

    @http.route(f"{PAGE}/etat-des-lieux.pdf", **READ)
    def bilan(self, entretien_id, access_token=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        document = page and page.bilan()
        if document:
            page.entretien._note_opened("bilan_read", "bilan")
        return _download(document)

    def _do(self, entretien_id, token, right, gesture, done):
        """A gesture of the employee, then his page again.

        :param str right: the attribute of the page that allows it
        :param gesture: what to do with the page; a ``UserError`` is shown on it
        :param str done: what the page says afterwards
        """
        page = EmployeePage.find(entretien_id, token)
        if not page:
            return not_found()
        if not getattr(page, right):
            return show(page, error=page.closed_message())
        try:
            with request.env.cr.savepoint():
                gesture(page)
        except UserError as error:
            return show(page, error=str(error))
        return redirect_to(page, done)


def _token_of_call():
    """A JSON call keeps its token in the address, as the page does."""
    return request.httprequest.args.get("access_token")


def _not_found_message():
    return request.env._(
        "This page is not available any more: close it and open your link again."
    )


def _download(document):
    """The bytes of a frozen document, or not found without one."""
    if not document:
        return not_found()
    kind = "application/pdf" if document.name.endswith(".pdf") else "text/plain"
    return private(
        request.make_response(
            document._bytes(),
            [
                ("Content-Type", kind),
                ("Content-Disposition", content_disposition(document.name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
    )
