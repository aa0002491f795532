"""How every route of the employee's page answers: nothing stays behind it."""

from odoo.http import request

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}
TEMPLATES = "hr_entretien_professionnel.employee_page"


def private(response):
    """Nothing is kept by the browser, told to another site, nor indexed."""
    response.headers.update(PRIVATE)
    return response


def show(page, done=None, error=None):
    """The employee's page, in his language.

    :param str done: what he has just done
    :param str error: what went wrong, as a sentence
    """
    values = {"page": page, "doc": page.entretien, "done": done, "error": error}
    return _render(TEMPLATES, values, 422 if error else 200)


def show_nothing():
    """Logged in, but no interview is under way."""
    return _render(f"{TEMPLATES}_empty", {}, 200)


def not_found():
    """The same page for a wrong, expired or withdrawn link, another's, or no record."""
    _speak(request.env.company._entretien_lang())
    return _render(f"{TEMPLATES}_not_found", {}, 404)


def redirect_to(page, done):
    return private(request.redirect(page.url(done=done), code=303))


def speak_to(entretien):
    """From now on, the employee's language and time zone."""
    request.update_context(tz=entretien.employee_id._entretien_tz().zone)
    _speak(entretien._report_lang())


def _speak(code):
    lang = request.env["res.lang"]._get_data(code=code)
    if lang:
        request.update_context(lang=lang.code)
        request.lang = lang


def _render(template, values, status):
    return private(request.render(template, values, status=status))
