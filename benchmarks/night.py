"""The nightly update: with nothing to do, the first one, after a change."""

from .bench import COPY, SMALL, at_most, line

# What has to be read to know that nothing is to do: who is due, which open interviews
# differ from the plan, which exposures do.
DUE = """
SELECT e.id FROM hr_employee e JOIN hr_version v ON v.id = e.current_version_id
 WHERE e.active AND e.entretien_block_code IS NULL
   AND e.entretien_next_date <= CURRENT_DATE + 90
   AND NOT EXISTS (SELECT FROM hr_entretien o WHERE o.employee_id = e.id
                      AND o.state IN ('to_plan', 'planned'))
"""
OPEN = """
SELECT o.id FROM hr_entretien o JOIN hr_employee e ON e.id = o.employee_id
 WHERE o.state IN ('to_plan', 'planned')
   AND (o.date_due, o.date_limit)
       IS DISTINCT FROM (e.entretien_next_date, e.entretien_next_limit)
   AND o.reason_data IS NULL
"""
EXPOSED = """
SELECT x.id FROM hr_entretien_exposure x JOIN hr_employee e ON e.id = x.employee_id
 WHERE x.entretien_id IS NULL
   AND (x.bilan_limit IS DISTINCT FROM e.entretien_bilan_limit
        OR x.review_on <= CURRENT_DATE)
"""
NOTHING_OPEN = """
DELETE FROM mail_activity WHERE res_model = 'hr.entretien';
DELETE FROM mail_followers WHERE res_model = 'hr.entretien';
DELETE FROM hr_entretien WHERE state IN ('to_plan', 'planned')
"""


def three_selects(bench):
    return bench.sql(f"{DUE}; {OPEN}; {EXPOSED}")


def night(bench):
    return bench.measure(bench.env["hr.entretien"]._cron_entretien, commit=True)


@line(
    "nightly update, nothing to do",
    "≤ 3 × three selects, ≤ 30 queries",
    at_most(ratio=3, queries=30),
    on=COPY,
    floor=three_selects,
)
def night_idle(bench):
    night(bench)
    return night(bench)


def opened(bench):
    return bench.env["hr.entretien"].search_count([("state", "=", "to_plan")])


@line(
    "first night, for each person opened",
    "linear: ≤ 1.3 × its time at 1 000; ≤ 2 queries",
    at_most(ratio=1.3, queries=2),
    on=COPY,
    floor=SMALL,
)
def night_first(bench):
    bench.env.cr.execute(NOTHING_OPEN)
    bench.env.cr.commit()
    cost, number = night(bench), opened(bench)
    cost.also = {"opened": number, "seconds in all": cost.wall}
    return cost.per(number)


@line(
    "night that mends some open interviews, for each",
    "linear: ≤ 1.3 × its time at 1 000; ≤ 3 queries",
    at_most(ratio=1.3, queries=3),
    on=COPY,
    floor=SMALL,
)
def night_mends(bench):
    bench.env.cr.execute(
        "UPDATE hr_entretien SET date_due = date_due - 1 WHERE id IN"
        " (SELECT id FROM hr_entretien WHERE state = 'to_plan' ORDER BY id LIMIT 300)"
    )
    number = bench.env.cr.rowcount
    bench.env.cr.commit()
    return night(bench).per(number)
