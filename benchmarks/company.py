"""Makes the company that is measured: rows by SQL, what follows by the add-ons."""

from datetime import date
from pathlib import Path

from odoo.tools import split_every

FOLDER = Path(__file__).parent
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}
# So few that what falls due in a batch is opened as it commits.
BATCH = 500
PASSWORD = "bench"


def make_people(env, size):
    """Cards, contracts, departments and managers; works without the add-ons."""
    env.cr.execute((FOLDER / "people.sql").read_text(), {"size": size})
    env.invalidate_all()


def decide(env):
    """HR decided on the headcount, before there was anybody to compute anew for.

    No message of each Monday either: other lines would carry it on that day alone.
    """
    env.company.write(
        {
            "entretien_concern": "concerned",
            "entretien_concerned_since": "2019-01-01",
            "entretien_manager_weekly": False,
        }
    )
    env.flush_all()


def make_history(env):
    """Absences and interviews of ten years, accounts; nothing is computed yet."""
    texts = env.company._entretien_info_texts()
    env.cr.execute((FOLDER / "history.sql").read_text(), texts)
    env.invalidate_all()
    make_accounts(env)


def make_accounts(env):
    """``rh1`` to ``rh3``, and ``manager1`` to ``manager20``, with ``PASSWORD``."""
    users = env["res.users"].with_context(**QUIET)
    hr, internal = env.ref("hr.group_hr_user"), env.ref("base.group_user")
    managers = env["hr.employee"].search(
        [("child_ids", "!=", False), ("user_id", "=", False)], order="id", limit=20
    )
    logins = [f"rh{rank}" for rank in range(1, 4)]
    logins += [f"manager{rank}" for rank in range(1, 1 + len(managers))]
    accounts = users.create(
        [
            {
                "name": login,
                "login": login,
                "email": f"{login}@example.com",
                "group_ids": [
                    (6, 0, (internal | hr if login[0] == "r" else internal).ids)
                ],
            }
            for login in logins
        ]
    )
    for manager, account in zip(managers, accounts[3:], strict=True):
        manager.with_context(**QUIET).user_id = account
    env.company.entretien_responsible_id = accounts[0]
    env.flush_all()
    # One hash for all: each takes a second, on purpose.
    hashed = users._crypt_context().hash(PASSWORD)
    env.cr.execute(
        "UPDATE res_users SET password = %s WHERE id = ANY(%s)", [hashed, accounts.ids]
    )


def compute_everything(env):
    """Dates, états des lieux, exposures and open interviews, committed by batches.

    As the application would after each fact; in a process that may take its time.
    """
    Employee = env["hr.employee"].with_context(active_test=False)
    fields = ("entretien_plan", "entretien_ways", "entretien_reachable")
    for ids in split_every(BATCH, Employee.search([], order="id").ids):
        some = env["hr.employee"].browse(ids)
        for name in fields:
            env.add_to_compute(some._fields[name], some)
        some._recompute_recordset(fields)
        commit(env)
    env["res.company"].search([])._entretien_update_averages()
    for ids in split_every(BATCH, env["hr.entretien.bilan"].search([]).ids):
        env["hr.entretien.bilan"]._refresh_at_night(ids, date.today())
        commit(env)
    plan_some(env)
    env["hr.entretien"]._cron_entretien()
    commit(env)


def plan_some(env):
    """One open interview in ten has a day."""
    env.cr.execute("""
        UPDATE hr_entretien SET state = 'planned',
               date_planned = CURRENT_DATE + 3 + mod(id, 60) + TIME '09:00',
               date_planned_end = CURRENT_DATE + 3 + mod(id, 60) + TIME '10:00',
               date_sort = CURRENT_DATE + 3 + mod(id, 60)
         WHERE state = 'to_plan' AND mod(id, 10) = 0
    """)
    commit(env)


def commit(env):
    env.cr.commit()
    env.invalidate_all()
