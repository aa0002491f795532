"""How every route of the employee's page answers: nothing stays behind it."""

from contextlib import suppress

from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES = "hr_entretien_professionnel.employee_page"


def private(response):
    """Nothing is kept by the browser, passed on to another site, nor indexed."""
    response.headers.update(PRIVATE)
    return response


def show(page, done=None, error=None):
    """The employee's page, in their language.

    :param str done: what they have just done
    :param str error: what went wrong, as a sentence
    """
    values = {"page": page, "doc": page.entretien, "done": done, "error": error}
    return render("", values, 422 if error else 200)


def not_found(back=None):
    """The same page for a wrong, expired or withdrawn link, another's, or no record.

    :param str back: where to come back to, for who came without a link: when nobody is
        logged in, they are asked to, whatever is there
    """
    speak(request.env.company._entretien_lang())
    log_in = back and request.env.user._is_public()
    values = {"log_in": log_in and f"/web/login?redirect={back}"}
    return render("_not_found", values, 404)


def made_of(model, record_id, make):
    """What ``make`` answers of a record of any company of the user; "not found" when it
    is not there, and the same for whoever may not have it."""
    companies = request.env.user.company_ids.ids
    records = request.env[model].with_context(allowed_company_ids=companies)
    if record := records.browse(record_id).exists():
        with suppress(AccessError):
            return make(record)
    raise request.not_found()


def download(content, name, kind):
    headers = [
        ("Content-Type", kind),
        ("Content-Disposition", content_disposition(name)),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return private(request.make_response(content, headers))


def speak(code):
    """From now on, in that language, when it is installed."""
    if lang := request.env["res.lang"]._get_data(code=code):
        request.update_context(lang=lang.code)
        request.lang = lang


def render(which, values, status=200):
    """:param str which: the end of the name of the page's template"""
    return private(request.render(f"{TEMPLATES}{which}", values, status=status))
