"""« Mon entretien »: the employee's page, logged in or by their link."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers import portal

from ..models.message.calendar_file import calendar_feed, calendar_file
from .answer import download, not_found, private, render, show
from .employee_page import LINE_SIZE, EmployeePage

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
# The rights by which the employee says nothing that speaks for them; by any other, who
# it is is asked first: see ``hr.entretien.way``.
SILENT = ("can_prepare", "can_move")
CALL = {"type": "jsonrpc", "auth": "public", "website": True}


class EntretienPortal(portal.CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        """/my has a card for who has an interview to prepare, to sign or to read."""
        values = super()._prepare_home_portal_values(counters)
        if "entretien_count" in counters:
            values["entretien_count"] = len(EmployeePage.shown())
        return values


class EntretienPage(http.Controller):
    """Each route finds the page first: whose it is not, there is nothing there.

    A refusal is always the same page, whatever the reason; it is returned and not
    raised, so that the warning to a former address stays (see ``_try``).
    """

    @http.route("/mon-entretien", **{**READ, "auth": "user"})
    def own(self):
        if page := EmployeePage.own():
            return show(page)
        values = {"past": EmployeePage.past(), "next_date": EmployeePage.next_date()}
        return render("_empty", values)

    @http.route(PAGE, **READ)
    def page(self, entretien_id, access_token=None, done=None, **_kw):
        if page := EmployeePage.find(entretien_id, access_token):
            return show(page, done=done)
        return not_found(None if access_token else request.httprequest.path)

    @http.route(f"{PAGE}/brouillon", **CALL)
    def save(self, entretien_id, values=None, **_kw):
        """Autosave: the changed keys, and what is to be said of those refused.

        :returns: ``{"saved_at": "10:42", "refused": {key: why}}``, or ``{"error": …}``
        """
        page, refused = self._find_by_call(entretien_id), {}

        def save(page):
            refused.update(page.save(values))

        error = self._try(page, "can_prepare", save)
        return error or {"saved_at": page.now(), "refused": refused}

    @http.route(f"{PAGE}/envoyer", **SEND)
    def submit(self, entretien_id, access_token=None, step="send", **post):
        """Save what came with the form, then send; ``saved`` says that it came before.

        ``step=save`` saves only: for a browser without JavaScript.
        """

        def send(page):
            if not post.get("saved"):
                page.save_form(request.httprequest.form)
            if step == "send":
                page.preparation._submit(page.token)

        done = "sent" if step == "send" else "saved"
        return self._do(entretien_id, access_token, "can_prepare", send, done)

    @http.route(f"{PAGE}/modifier", **SEND)
    def change(self, entretien_id, access_token=None, **_kw):
        def reopen(page):
            page.preparation._reopen_draft(page.token)

        return self._do(entretien_id, access_token, "can_prepare", reopen, "change")

    @http.route(f"{PAGE}/indisponible", **SEND)
    def unavailable(self, entretien_id, access_token=None, note="", **_kw):
        def declare(page):
            page.entretien._declare_unavailable(page.limited(note, LINE_SIZE))

        return self._do(entretien_id, access_token, "can_move", declare, "unavailable")

    @http.route(f"{PAGE}/creneau", **SEND)
    def choose(self, entretien_id, access_token=None, slot="", **_kw):
        def choose(page):
            page.entretien._choose_slot(slot)

        return self._do(entretien_id, access_token, "can_move", choose, "chosen")

    @http.route(f"{PAGE}/agenda.ics", **READ)
    def agenda(self, entretien_id, access_token=None, **_kw):
        page = EmployeePage.find(entretien_id, access_token)
        if not (page and page.can_move):
            return not_found()
        content = calendar_file(page.entretien)
        return download(content, "entretien.ics", "text/calendar; charset=utf-8")

    @http.route("/entretien/calendar/<string:token>.ics", save_session=False, **READ)
    def feed(self, token):
        if not (user := request.env["res.users"]._entretien_calendar_user(token)):
            return not_found()
        kind = "text/calendar; charset=utf-8"
        return download(calendar_feed(user), "entretiens.ics", kind)

    @http.route(f"{PAGE}/commentaire", **SEND)
    def comment(self, entretien_id, access_token=None, comment="", **_kw):
        def write(page):
            page.comment(comment)

        return self._do(entretien_id, access_token, "can_comment", write, "commented")

    @http.route(f"{PAGE}/signer", **CALL)
    def sign(self, entretien_id, kind="signed", **said):
        """The drawn signature, with or without a reservation.

        The comment comes along: once they have answered they write it no more.
        """
        parts = [said.get(part) for part in ("name", "signature", "text", "comment")]

        def sign(page):
            page.sign(kind, *parts)

        page = self._find_by_call(entretien_id)
        error = self._try(page, "can_sign", sign)
        return error or {"force_refresh": True, "redirect_url": page.url(done="signed")}

    @http.route(f"{PAGE}/ne-pas-signer", **SEND)
    def refuse(self, entretien_id, access_token=None, text="", comment=None, **_kw):
        def refuse(page):
            page.sign("refused", page.entretien.employee_id.name, None, text, comment)

        return self._do(entretien_id, access_token, "can_sign", refuse, "refused")

    @http.route(f"{PAGE}/document.pdf", **READ)
    def document(self, entretien_id, access_token=None, **_kw):
        return self._download(entretien_id, access_token)

    @http.route(f"{PAGE}/etat-des-lieux.pdf", **READ)
    def bilan(self, entretien_id, access_token=None, **_kw):
        return self._download(entretien_id, access_token, "bilan")

    def _download(self, entretien_id, token, role=None):
        """The bytes of a frozen document, or not found without one."""
        page = EmployeePage.find(entretien_id, token)
        if not (document := page and page.document(role)):
            return not_found()
        document._note_opened()
        kind = "application/pdf" if document.name.endswith(".pdf") else "text/plain"
        return download(document._bytes(), document.name, kind)

    def _do(self, entretien_id, token, right, gesture, done):
        """A gesture of the employee, then their page again: see ``_try``.

        :param str done: what the page says afterwards, see ``DONE_TEXTS``
        """
        if not (page := EmployeePage.find(entretien_id, token)):
            return not_found()
        if failed := self._try(page, right, gesture):
            return show(page, error=failed["error"])
        return private(request.redirect(page.url(done=done), code=303))

    def _find_by_call(self, entretien_id):
        """A JSON call keeps its token in the address, as the page does."""
        token = request.httprequest.args.get("access_token")
        return EmployeePage.find(entretien_id, token)

    def _try(self, page, right, gesture):
        """
        :param page: the page, or None
        :param str right: the attribute of the page that allows it
        :param gesture: what to do with the page; a ``UserError`` is shown on it
        :returns: ``{"error": why it was not done}``, else None
        """
        if not page:
            message = request.env._(
                "This page is not available any more: close it and open your link "
                "again."
            )
            return {"error": message}
        if not getattr(page, right):
            return {"error": page.closed_message()}
        # Before anything that an error would take back: the former address is notified.
        if right not in SILENT:
            way = request.env["hr.entretien.way"]
            if wait := way._second_step(page.entretien, page.link):
                return {"error": wait}
        try:
            with request.env.cr.savepoint():
                gesture(page)
        except UserError as error:
            return {"error": str(error)}
        return None
