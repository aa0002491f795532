-- Ten years of that company where the add-ons are installed: absences, and interviews
-- of which one in three is missing. Runs in the transaction of people.sql or later.

UPDATE hr_employee e
   SET entretien_category = (ARRAY['worker', 'clerk', 'technician', 'manager'])
                            [1 + mod(n.i, 4)]
  FROM (SELECT id, substr(barcode, 2)::int AS i FROM hr_employee
         WHERE barcode LIKE 'B%%') n
 WHERE n.id = e.id;
CREATE TEMP TABLE past AS
SELECT substr(e.barcode, 2)::int AS i, e.id AS employee_id, e.parent_id, v.department_id,
       v.job_id, v.sex, e.entretien_category AS category, v.departure_date AS gone,
       (SELECT min(contract_date_start) FROM hr_version WHERE employee_id = e.id) AS hired
  FROM hr_employee e JOIN hr_version v ON v.id = e.current_version_id
 WHERE e.barcode LIKE 'B%%';

INSERT INTO hr_entretien_absence
       (employee_id, company_id, type_id, date_from, date_to,
        create_uid, write_uid, create_date, write_date)
SELECT p.employee_id, 1, t.id, d.day, d.day + d.days, 1, 1, now(), now()
  FROM past p,
       LATERAL (VALUES (1, p.hired + 200 + mod(p.i * 17, 1500), 112, 'maternity'),
                       (2, p.hired + 2100 + mod(p.i * 19, 900), 240, 'long_illness'),
                       (3, p.hired + 900 + mod(p.i * 23, 900), 365, 'parental'))
               d (rank, day, days, code)
  JOIN hr_entretien_absence_type t ON t.code = d.code
 WHERE mod(p.i, 7 + 4 * d.rank) = 0
   AND d.day + d.days < LEAST(p.gone, CURRENT_DATE + 60);

CREATE TEMP TABLE held AS
SELECT p.*, r.rank, d.day, mod(p.i * 7 + r.rank, 25) = 0 AS declined,
       r.rank = 3 AND d.day >= DATE '2020-03-07' AS bilan
  FROM past p, generate_series(1, 5) r (rank),
       LATERAL (SELECT p.hired + 720 * r.rank + mod(p.i * 11, 60) - 30 AS day) d
 WHERE d.day < LEAST(p.gone, CURRENT_DATE - 40) AND mod(p.i + r.rank, 3) <> 0;
INSERT INTO hr_entretien
       (employee_id, company_id, department_id, job_id, manager_id, settled_manager_id,
        interviewer_id, employee_sex, employee_category, motif, state, with_bilan,
        date_held, date_declined, date_copy_delivered, date_sort, seniority_date,
        regime_id, duration, info_vae, info_cpf, info_cep,
        create_uid, write_uid, create_date, write_date)
SELECT h.employee_id, 1, h.department_id, h.job_id, h.parent_id, h.parent_id,
       h.parent_id, h.sex, h.category, 'periodic',
       CASE WHEN h.declined THEN 'declined' ELSE 'closed' END,
       h.bilan AND NOT h.declined,
       CASE WHEN NOT h.declined THEN h.day END, CASE WHEN h.declined THEN h.day END,
       CASE WHEN NOT h.declined AND mod(h.i, 9) <> 0 THEN h.day + mod(h.i, 12) END,
       h.day, h.hired,
       (SELECT id FROM hr_entretien_regime WHERE date_from <= h.day
         ORDER BY date_from DESC LIMIT 1),
       1, %(info_vae)s, %(info_cpf)s, %(info_cep)s, 1, 1, h.day, h.day
  FROM held h ORDER BY h.i, h.rank;
UPDATE hr_entretien SET copy_delay_days = date_copy_delivered - date_held
 WHERE date_copy_delivered IS NOT NULL;
INSERT INTO hr_entretien_bilan
       (entretien_id, employee_id, company_id, date_copy_delivered, interviews_ok,
        training_ok, training_free_ok, certification_ok, progression_ok,
        create_uid, write_uid, create_date, write_date)
SELECT id, employee_id, company_id, date_copy_delivered, FALSE, FALSE, FALSE, FALSE,
       FALSE, 1, 1, now(), now()
  FROM hr_entretien WHERE with_bilan;
UPDATE hr_entretien e SET bilan_id = b.id
  FROM hr_entretien_bilan b WHERE b.entretien_id = e.id;
ANALYZE;
