# Run by bin/test --long in the odoo shell, which gives "env": two companies in two time
# zones and languages, and one person who works for both.

ENV = env(context={"no_reset_password": True, "tracking_disable": True})  # noqa: F821
HIRED = {"date_version": "2015-03-02", "contract_date_start": "2015-03-02"}


def make_user(companies, login, lang, group):
    return ENV["res.users"].create(
        {
            "name": login,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "lang": lang,
            "tz": "Europe/Paris",
            "company_id": companies[0].id,
            "company_ids": [(6, 0, companies.ids)],
            "group_ids": [(4, ENV.ref(group).id)],
        }
    )


def make_employees(company, zone, shared):
    """The shared person there, and who leads their interview."""
    company.resource_calendar_id.tz = zone
    place = {"company_id": company.id, "tz": zone, **HIRED}
    lead = ENV["hr.employee"].create({"name": f"Lead in {zone}", **place})
    employee = ENV["hr.employee"].create(
        {"name": "Partagée", "user_id": shared.id, "parent_id": lead.id, **place}
    )
    employee.tz = zone


for code in ("en_US", "de_DE", "es_ES"):
    ENV["res.lang"]._activate_lang(code)
other = {"name": "La Réunion", "country_id": ENV.ref("base.fr").id}
companies = ENV.company + ENV["res.company"].create(other)
make_user(companies, "rh", "fr_FR", "hr.group_hr_user")
shared = make_user(companies, "partagee", "de_DE", "base.group_user")
for company, zone in zip(companies, ("Europe/Paris", "Indian/Reunion"), strict=True):
    make_employees(company, zone, shared)
ENV.cr.commit()
