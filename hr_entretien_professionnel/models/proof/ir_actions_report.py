"""Printing an interview that was frozen serves its stored bytes."""

import io
import re
from urllib.parse import unquote

from lxml import etree, html

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.safe_eval import safe_eval, time

from .pdf_pages import finish_pdf

REPORT = "hr_entretien_professionnel.report_hr_entretien"
# The words of an interview, in its documents and on the employee's page.
INTERVIEW_WORDS = f"report.{REPORT}"
SIGNATURES_REPORT = "hr_entretien_professionnel.report_hr_entretien_signatures"
BILAN_REPORT = "hr_entretien_professionnel.report_hr_entretien_bilan"
OURS = "hr_entretien_professionnel"
# Printed in numbers, for whole workshops: a page each.
LETTERS = (f"{OURS}.report_hr_entretien_letter", f"{OURS}.report_hire_letter")

# What the PDF engine may fetch of a page: attachments and data.
ATTACHMENT = re.compile(r"/web/(?:image|content)/(\d+)(?:-[\w-]+)?(?:/[^/]*)?")
# A link leads somewhere, and stylesheets and scripts are the templates' own: the texts
# that people write have none.
NOT_FETCHED = {"a", "area", "link", "script", "base"}
SOURCES = {
    "src",
    "srcset",
    "href",
    "background",
    "poster",
    "data",
    "action",
    "formaction",
}
FUNCTION = re.compile(r"([\w-]*)\(\s*([^)]*)")
PLAIN_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "calc"}


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """The page of signatures is printed of a document that was presented.

        :raises UserError: it would be signed alone
        """
        if report.report_name == SIGNATURES_REPORT:
            entretiens = self.env["hr.entretien"].browse(docids)
            entretiens.check_access("read")
            for entretien in entretiens:
                if not entretien._frozen_file("presented"):
                    raise UserError(entretien._not_presented_message())
        return super()._get_rendering_context(report, docids, data)

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Each frozen interview as its stored file, the others rendered, in order: one
        by one, so that each has its page numbers; letters, a page each, together."""
        ids = [res_ids] if isinstance(res_ids, int) else list(res_ids or ())
        report = self._get_report(report_ref)
        if not ids or not report.report_name.startswith(OURS):
            return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        frozen = self._entretien_frozen(report.report_name, ids)
        others = [res_id for res_id in dict.fromkeys(ids) if res_id not in frozen]
        together = report.report_name in LETTERS
        rendered = {}
        for some in [others] if together and others else [[one] for one in others]:
            streams, kind = super()._pre_render_qweb_pdf(
                report_ref, res_ids=some, data=data
            )
            if kind != "pdf":
                return super()._pre_render_qweb_pdf(
                    report_ref, res_ids=others, data=data
                )
            rendered.update(streams)
        for res_id, item in rendered.items():
            item["stream"] = self._entretien_finish(report, res_id, item["stream"])
        for res_id, content in frozen.items():
            rendered[res_id] = {"stream": io.BytesIO(content), "attachment": None}
        if False in rendered:
            return rendered, "pdf"
        return {res_id: rendered[res_id] for res_id in dict.fromkeys(ids)}, "pdf"

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Odoo drops the title and the language of documents that it puts together."""
        content, kind = super()._render_qweb_pdf(report_ref, res_ids, data)
        report = self._get_report(report_ref)
        several = not isinstance(res_ids, int) and len(res_ids or ()) > 1
        if kind == "pdf" and several and report.report_name.startswith(OURS):
            lang = self.env.lang or "en_US"
            content = finish_pdf(content, report.name, lang, numbered=False)
        return content, kind

    def _entretien_finish(self, report, res_id, stream):
        """With its title, its language and, when it is one document, page numbers."""
        record = self.env[report.model].browse(res_id or ())
        title, lang = report.name, self.env.lang or "en_US"
        if record:
            methods = ("_report_lang", "_entretien_lang")
            asked = (getattr(record, name, None) for name in methods)
            lang = next((method() for method in asked if method), lang)
            title = self._entretien_file_name(report, record.with_context(lang=lang))
        content = finish_pdf(stream.getvalue(), title, lang, numbered=bool(record))
        return io.BytesIO(content)

    def _entretien_file_name(self, report, record):
        if not report.print_report_name:
            name = report.with_context(lang=record.env.lang).name
            return f"{name} - {record.display_name}"
        return safe_eval(report.print_report_name, {"object": record, "time": time})

    def _entretien_frozen(self, name, ids):
        """The stored documents of those interviews that the user may read.

        :rtype: dict of id of ``hr.entretien`` → bytes
        """
        if name not in (REPORT, BILAN_REPORT):
            return {}
        documents = self.env["hr.entretien.file"]
        entretiens = self.env["hr.entretien"].browse(ids)
        entretiens.check_access("read")
        files = {
            item.id: documents._printed(item)
            if name == REPORT
            else item._frozen_file("bilan")
            for item in entretiens
        }
        documents.union(*files.values()).check_access("read")
        return {res_id: file._bytes() for res_id, file in files.items() if file}

    def _run_wkhtmltopdf(self, bodies, report_ref=False, *args, **kwargs):
        """What people wrote makes the server fetch nothing from elsewhere.

        Private, and overridden: Odoo has no hook between the page and the engine.
        """
        report = report_ref and self._get_report(report_ref)
        if report and report.report_name.startswith(OURS):
            bodies = [self._entretien_without_remote(body) for body in bodies]
        return super()._run_wkhtmltopdf(bodies, report_ref, *args, **kwargs)

    def _entretien_without_remote(self, body):
        """Of attachments, the page keeps those that are no address of something else.

        :param str body: html
        :rtype: str
        """
        ids = [int(found[1]) for found in ATTACHMENT.finditer(body)]
        named = [("id", "in", ids), ("type", "=", "binary")]
        attachments = set(self.env["ir.attachment"].sudo().search(named).ids)
        root = html.document_fromstring(body)
        changed = False
        for node in root.iter(etree.Element):
            for name, value in list(node.attrib.items()):
                kept = _kept(node.tag, name.rpartition("}")[2], value, attachments)
                if kept == value:
                    continue
                changed = True
                if kept:
                    node.attrib[name] = kept
                else:
                    del node.attrib[name]
        if not changed:
            return body
        return etree.tostring(root.getroottree(), method="html", encoding="unicode")


def _kept(tag, name, value, attachments):
    """What stays of an attribute."""
    if name == "style":
        said = (item for item in value.split(";") if _is_plain(item, attachments))
        return value if _is_plain(value, attachments) else ";".join(said)
    fetched = name.rpartition(":")[2] in SOURCES and tag not in NOT_FETCHED
    return value if not fetched or _is_local(value, attachments) else ""


def _is_local(address, attachments):
    address = address.strip()
    path = address.partition("?")[0]
    found = ".." not in unquote(path) and ATTACHMENT.fullmatch(path)
    return address.startswith("data:") or found and int(found[1]) in attachments


def _is_plain(style, attachments):
    """Whether styles fetch nothing from elsewhere: an escape could hide it."""
    if "\\" in style or "@" in style or "/*" in style:
        return False
    return all(
        name.lower() in PLAIN_FUNCTIONS
        or name.lower() == "url"
        and _is_local(address.strip("\"' "), attachments)
        for name, address in FUNCTION.findall(style)
    )
