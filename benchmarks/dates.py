"""Every date of everybody, what it costs, the headcount, another rhythm."""

from bisect import bisect_left, bisect_right
from datetime import date

from odoo.tools import split_every

from .bench import COPY, at_most, line

# What any answer must at least do in SQL: read the facts, find two dates by the
# simplest rule, write a row for each employee.
DATES = """
WITH contract AS (
    SELECT employee_id, min(contract_date_start) AS hired,
           max(COALESCE(contract_date_end, 'infinity')) AS until,
           count(DISTINCT contract_date_start) AS contracts
      FROM hr_version WHERE active GROUP BY employee_id
), held AS (
    SELECT employee_id, max(date_held) AS last, count(*) AS number,
           max(date_held) FILTER (WHERE with_bilan) AS bilan,
           jsonb_agg(date_held ORDER BY date_held) AS days
      FROM hr_entretien WHERE state IN ('held', 'closed', 'declined')
     GROUP BY employee_id
), away AS (
    SELECT employee_id, sum(date_to - date_from + 1)::int AS days
      FROM hr_entretien_absence GROUP BY employee_id
), found AS (
    SELECT c.employee_id AS id, c.hired, c.until, h.days,
           (COALESCE(h.last, c.hired) + interval '48 months')::date
             + COALESCE(a.days, 0) AS periodic,
           (COALESCE(h.bilan, c.hired) + interval '96 months')::date AS bilan
      FROM contract c LEFT JOIN held h USING (employee_id)
      LEFT JOIN away a USING (employee_id)
)
UPDATE hr_employee e
   SET entretien_hire_date = f.hired, entretien_start_date = f.hired,
       entretien_end_date = NULLIF(f.until, 'infinity'),
       entretien_periodic_date = f.periodic, entretien_bilan_date = f.bilan,
       entretien_bilan_limit = (f.bilan + interval '12 months')::date,
       entretien_next_date = LEAST(f.periodic, f.bilan),
       entretien_next_limit = LEAST(f.periodic, f.bilan),
       entretien_next_motif = 'periodic',
       entretien_plan = jsonb_build_object('due', jsonb_build_array(
           jsonb_build_object('kind', 'periodic', 'target', f.periodic,
               'limit', f.periodic, 'reason', jsonb_build_object('start', f.hired)),
           jsonb_build_object('kind', 'bilan', 'target', f.bilan, 'limit', f.bilan,
               'reason', jsonb_build_object('held', f.days))), 'discarded', '[]'::jsonb)
  FROM found f WHERE f.id = e.id
"""
COSTS = """
INSERT INTO hr_entretien_exposure
       (employee_id, company_id, department_id, manager_id, cycle, cycle_start,
        period_start, bilan_target, bilan_limit, required_count, held_count,
        missing_count, outcome, amount, plan_digest, details, create_uid, create_date)
SELECT e.id, e.company_id, v.department_id, e.parent_id, 'running',
       e.entretien_start_date, e.entretien_start_date, e.entretien_bilan_date,
       e.entretien_bilan_limit, 3, h.number, 3 - h.number, 'exposed', 3000,
       md5(e.entretien_plan::text), jsonb_build_object('required', h.days), 1, now()
  FROM hr_employee e JOIN hr_version v ON v.id = e.current_version_id
  LEFT JOIN (SELECT employee_id, count(*) AS number,
                    jsonb_agg(jsonb_build_object('target', date_held,
                              'met', TRUE, 'held', date_held)) AS days
               FROM hr_entretien WHERE state IN ('held', 'closed')
              GROUP BY employee_id) h ON h.employee_id = e.id
"""
EMPTY = """
UPDATE hr_employee SET entretien_plan = NULL, entretien_hire_date = NULL,
       entretien_start_date = NULL, entretien_end_date = NULL,
       entretien_periodic_date = NULL, entretien_bilan_date = NULL,
       entretien_bilan_limit = NULL, entretien_next_date = NULL,
       entretien_next_limit = NULL, entretien_next_motif = NULL;
DELETE FROM hr_entretien_exposure
"""


def empty(bench):
    """Nobody has dates: as an installation finds them."""
    bench.env.cr.execute(EMPTY)
    bench.env.cr.commit()
    bench.env.cr.execute("ANALYZE hr_employee")


def dates_by_sql(bench):
    return bench.sql(DATES)


def dates_and_costs_by_sql(bench):
    bench.env.cr.execute("DELETE FROM hr_entretien_exposure")
    return bench.sql(f"{DATES}; {COSTS}")


@line(
    "compute and store every date",
    "≤ 5 × one SQL statement in CPU, peak < 250 MB",
    at_most(ratio=5, peak=250),
    on=COPY,
    floor=dates_by_sql,
)
def plan(bench):
    """The plan alone, by the same batches as the whole."""
    empty(bench)
    employees = bench.env["hr.employee"].with_context(active_test=False)
    planner = bench.env["hr.entretien.planner"]

    def work():
        for ids in split_every(1000, employees.search([]).ids):
            some = employees.browse(ids)
            some._entretien_store_plans(list(planner._cases(some)))
            bench.env.invalidate_all()

    return bench.measure(work)


@line(
    "compute and store every date and what it costs",
    "≤ 10 × two SQL statements in CPU, peak < 250 MB",
    at_most(ratio=10, peak=250),
    on=COPY,
    floor=dates_and_costs_by_sql,
)
def plan_and_costs(bench):
    empty(bench)

    def work():
        bench.env["hr.entretien.recompute"]._everybody("install")
        bench.background()

    cost = bench.measure(work, commit=True)
    rows = bench.env["hr.entretien.exposure"].search_count([])
    dated = bench.env["hr.employee"].with_context(active_test=False)
    dated = dated.search_count([("entretien_start_date", "!=", False)])
    cost.also = {"dated": dated, "exposures": rows}
    return cost


def sweep(bench):
    """Who is there at the end of each month: a place in two sorted lists."""
    companies = bench.env["res.company"].search([])
    months = [
        date(year, month, 28) for year in range(2014, 2027) for month in range(1, 13)
    ]

    def work():
        for people in (
            bench.env["hr.entretien.headcount"]._presences(companies).values()
        ):
            starts = sorted(item.first for item in people)
            ends = sorted(item.last for item in people if item.last)
            for day in months:
                _count = bisect_right(starts, day) - bisect_left(ends, day)

    return bench.measure(work)


@line(
    "headcount of each month and year",
    "≤ 3 × one sweep over sorted starts and ends",
    at_most(ratio=3),
    floor=sweep,
)
def headcount(bench):
    companies = bench.env["res.company"].search([])
    return bench.measure(companies._entretien_update_averages)


@line(
    "change of rhythm, until all is done",
    "confirmed at once (≤ 2 s); in all ≤ 60 s of CPU at 10 000, peak < 250 MB",
    at_most(cpu=60, peak=250, confirmed=2),
    on=COPY,
)
def rhythm(bench):
    env = bench.user("rh1")
    settings = env["hr.entretien.settings"].create({"entretien_rhythm": "two_six"})
    settings.review({})
    confirmed = bench.measure(settings.execute, commit=True)
    cost = bench.measure(bench.background)
    cost.also = {"confirmed": confirmed.cpu, "queries to confirm": confirmed.queries}
    cost.cpu += confirmed.cpu
    cost.wall += confirmed.wall
    cost.queries += confirmed.queries
    cost.peak = max(cost.peak, confirmed.peak)
    return cost
