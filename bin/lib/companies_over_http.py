"""Ask a running Odoo for what two companies see of the same person, in two time zones.

``companies_over_http.py URL DATABASE``, after ``load_two_companies.py``: HR opens the
home page, the views of employees in each language, and plans the interview of each
company; the person reads both, each at the hour of the place.
"""

import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from home_over_http import Session, wait_for

VIEWS = [(False, "list"), (False, "kanban"), (False, "form")]


def check_screens(hr, companies):
    for lang in ("fr_FR", "en_US", "de_DE", "es_ES"):
        context = {"lang": lang, "allowed_company_ids": companies}
        hr.call("hr.employee", "get_views", VIEWS, context=context)
        home = hr.call("hr.entretien.dashboard", "get_figures", context=context)
        if home["role"] != "hr":
            raise SystemExit(f"not HR's home page: {home}")


def plan(hr, company, day):
    """:returns: the interview of the shared person in that company, and their zone"""
    context = {"allowed_company_ids": [company], "lang": "fr_FR"}
    find = [("company_id", "=", company), ("employee_id.name", "=", "Partagée")]
    names = ["employee_id"]
    (found,) = hr.call("hr.entretien", "search_read", find, names, context=context)
    entretien, employee = found["id"], found["employee_id"][0]
    hr.call(
        "hr.entretien", "write", [entretien], {"date_planned": day}, context=context
    )
    hr.call("hr.entretien", "action_plan", [entretien], context=context)
    (card,) = hr.call("hr.employee", "read", [employee], ["tz"], context=context)
    return entretien, card["tz"]


def main(url, database):
    wait_for(url)
    hr = Session(url, database, "rh", "rh")
    shared = Session(url, database, "partagee", "partagee")
    companies = hr.call("res.company", "search", [], order="id")
    check_screens(hr, companies)
    when = datetime.now(timezone.utc).replace(hour=9, minute=10) + timedelta(days=45)
    for company in companies:
        entretien, zone = plan(hr, company, f"{when:%Y-%m-%d %H:%M}:00")
        page = shared.page(f"/mon-entretien/{entretien}")
        hour = when.astimezone(ZoneInfo(zone)).hour
        if not re.search(rf"\b0?{hour}\W?h?\W?10\b", page):
            raise SystemExit(f"not at {hour} h 10 in {zone}: {entretien}")
        print(f"{zone}: planned at {hour} h 10")
    for path in ("/", "/my/home", "/mon-entretien"):
        shared.page(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
