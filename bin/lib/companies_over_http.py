"""Ask a running Odoo for what two companies see of the same person, in two time zones.

``companies_over_http.py URL DATABASE``, after ``load_two_companies.py``: HR opens the
home page, the views of employees in each language, and plans the interview of each
company; the person reads both on the clock of their account.
"""

import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from home_over_http import Session, wait_for

# That of the account, whatever the cards say.
CLOCK = ZoneInfo("Europe/Paris")
VIEWS = [(False, "list"), (False, "kanban"), (False, "form")]


def check_screens(hr, companies):
    for lang in ("fr_FR", "en_US", "de_DE", "es_ES"):
        context = {"lang": lang, "allowed_company_ids": companies}
        hr.call("hr.employee", "get_views", VIEWS, context=context)
        home = hr.call("hr.entretien.dashboard", "get_figures", context=context)
        if home["role"] != "hr":
            raise SystemExit(f"not HR's home page: {home}")


def plan(hr, company, day):
    """:returns: the interview of the shared person in that company"""
    context = {"allowed_company_ids": [company], "lang": "fr_FR"}
    find = [("company_id", "=", company), ("employee_id.name", "=", "Partagée")]
    (entretien,) = hr.call("hr.entretien", "search", find, context=context)
    hr.call(
        "hr.entretien", "write", [entretien], {"date_planned": day}, context=context
    )
    hr.call("hr.entretien", "action_plan", [entretien], context=context)
    return entretien


def main(url, database):
    wait_for(url)
    hr = Session(url, database, "rh", "rh")
    shared = Session(url, database, "partagee", "partagee")
    companies = hr.call("res.company", "search", [], order="id")
    check_screens(hr, companies)
    when = datetime.now(timezone.utc).replace(hour=9, minute=10) + timedelta(days=45)
    for company in companies:
        entretien = plan(hr, company, f"{when:%Y-%m-%d %H:%M}:00")
        page = shared.page(f"/mon-entretien/{entretien}")
        hour = when.astimezone(CLOCK).hour
        if not re.search(rf"\b0?{hour}\W?h?\W?10\b", page):
            raise SystemExit(f"not at {hour} h 10: {entretien}")
        print(f"company {company}: planned at {hour} h 10")
    for path in ("/", "/my/home", "/mon-entretien"):
        shared.page(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
