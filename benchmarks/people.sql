-- A company of %(size)s people in a database of Odoo, with or without the add-ons: cards,
-- contracts, departments, jobs, managers. The same people each time, by arithmetic on
-- their number; dates count back from today. Nothing here is drawn at random.

CREATE TEMP TABLE person AS
SELECT i,
       nextval('hr_employee_id_seq')::int AS employee_id,
       nextval('resource_resource_id_seq')::int AS resource_id,
       nextval('res_partner_id_seq')::int AS partner_id,
       (ARRAY['Adama', 'Alice', 'Amine', 'Anne', 'Bruno', 'Camille', 'Chloé', 'David',
              'Élise', 'Fatou', 'Gilles', 'Hélène', 'Inès', 'Jean', 'Karim', 'Léa',
              'Marc', 'Nadia', 'Olivier', 'Paul'])[1 + mod(i, 20)]
         || ' ' ||
       (ARRAY['Bernard', 'Caron', 'Dubois', 'Étienne', 'Faure', 'Garcia', 'Hubert',
              'Lefèvre', 'Martin', 'Moreau', 'Nguyen', 'Petit', 'Roux'])[1 + mod(i, 13)]
         || ' ' || to_char(i, 'FM000000') AS name,
       CASE WHEN mod(i, 10) < 7 THEN 'p' || i || '@example.com' END AS work_email,
       CASE WHEN mod(i, 10) IN (7, 8) THEN 'home' || i || '@example.com' END AS home_email,
       -- Hires over twelve years, managers among the first.
       CURRENT_DATE - (CASE WHEN mod(i, 15) = 1 THEN 2000 + mod(i * 37, 2380)
                            ELSE 30 + mod(i * 37, 4350) END) AS hired,
       NULL::date AS gone,
       (i - 1) / 15 AS team,
       NULL::int AS department_id
  FROM generate_series(1, %(size)s) i
 ORDER BY i;
-- One in twelve has left; nobody who leads a team.
UPDATE person SET gone = hired + 200 + mod(i * 13, CURRENT_DATE - hired - 230)
 WHERE mod(i, 12) = 0 AND mod(i, 15) <> 1 AND CURRENT_DATE - hired > 400;
ALTER TABLE person ADD PRIMARY KEY (i);
ANALYZE person;

CREATE TEMP TABLE place AS
SELECT i, nextval('hr_department_id_seq')::int AS id,
       CASE WHEN i > GREATEST(1, %(size)s / 500) THEN 1 + mod(i, GREATEST(1, %(size)s / 500))
       END AS above
  FROM generate_series(1, GREATEST(4, %(size)s / 50)) i
 ORDER BY i;
INSERT INTO hr_department
       (id, name, company_id, parent_id, parent_path, manager_id, active,
        create_uid, write_uid, create_date, write_date)
SELECT p.id, jsonb_build_object('en_US', 'Department ' || p.i), 1, a.id,
       CASE WHEN a.id IS NULL THEN p.id || '/' ELSE a.id || '/' || p.id || '/' END,
       NULL, TRUE, 1, 1, now(), now()
  FROM place p LEFT JOIN place a ON a.i = p.above
 ORDER BY p.above NULLS FIRST, p.i;
UPDATE hr_department d SET master_department_id = COALESCE(d.parent_id, d.id)
  FROM place p WHERE p.id = d.id;
UPDATE person SET department_id = p.id
  FROM place p WHERE p.i = 1 + mod(person.team, (SELECT count(*) FROM place)::int);

INSERT INTO hr_job (name, company_id, sequence, active, no_of_recruitment,
                    create_uid, write_uid, create_date, write_date)
SELECT jsonb_build_object('en_US', 'Job ' || i), 1, 10, TRUE, 1, 1, 1, now(), now()
  FROM generate_series(1, 40) i;
CREATE TEMP TABLE work AS
SELECT (row_number() OVER (ORDER BY id))::int AS i, id FROM hr_job
 ORDER BY id DESC LIMIT 40;
UPDATE work SET i = i - (SELECT min(i) FROM work);

INSERT INTO resource_resource
       (id, name, company_id, calendar_id, resource_type, tz, time_efficiency, active,
        create_uid, write_uid, create_date, write_date)
SELECT p.resource_id, p.name, 1, c.resource_calendar_id, 'user', 'Europe/Paris', 100,
       p.gone IS NULL OR mod(p.i, 24) <> 0, 1, 1, now(), now()
  FROM person p, res_company c WHERE c.id = 1;
INSERT INTO res_partner
       (id, name, complete_name, commercial_partner_id, company_id, lang, type, email,
        email_normalized, active, employee, partner_share, is_company,
        create_uid, write_uid, create_date, write_date)
SELECT partner_id, name, name, partner_id, 1, 'fr_FR', 'contact', work_email, work_email,
       TRUE, TRUE, TRUE, FALSE, 1, 1, now(), now()
  FROM person;
INSERT INTO hr_employee
       (id, name, legal_name, resource_id, company_id, work_contact_id, work_email,
        private_email, parent_id, coach_id, barcode, birthday, active,
        birthday_public_display, work_permit_scheduled_activity,
        create_uid, write_uid, create_date, write_date)
SELECT p.employee_id, p.name, p.name, p.resource_id, 1, p.partner_id, p.work_email,
       p.home_email, m.employee_id, m.employee_id, to_char(p.i, 'FM"B"000000'),
       p.hired - 365 * 18 - mod(p.i * 101, 365 * 28),
       p.gone IS NULL OR mod(p.i, 24) <> 0, FALSE, FALSE, 1, 1, now(), now()
  FROM person p
  LEFT JOIN person m ON m.i = CASE
       WHEN mod(p.i, 15) <> 1 THEN p.team * 15 + 1
       WHEN p.team > 0 THEN (p.team - 1) / 15 * 15 + 1 END
 ORDER BY p.i;
-- Managers of departments: the first team of each.
UPDATE hr_department d SET manager_id = m.employee_id
  FROM place p JOIN person m ON m.i = (p.i - 1) * 15 + 1 WHERE p.id = d.id;

-- One in four began with a CDD, and one in twenty with two, some weeks apart.
CREATE TEMP TABLE contract AS
SELECT i, hired AS since, gone AS until, 1 AS kind FROM person
 WHERE NOT (mod(i, 4) = 1 AND CURRENT_DATE - hired > 600)
 UNION ALL
SELECT i, day, CASE rank WHEN 1 THEN hired + 181
                         WHEN 2 THEN CASE WHEN two THEN hired + 400 ELSE gone END
                         ELSE gone END,
       CASE WHEN rank = 3 OR rank = 2 AND NOT two THEN 1 ELSE 2 END
  FROM (SELECT i, hired, gone, mod(i, 20) = 5 AS two FROM person
         WHERE mod(i, 4) = 1 AND CURRENT_DATE - hired > 600) p,
       LATERAL (VALUES (1, hired), (2, hired + CASE WHEN two THEN 215 ELSE 182 END),
                       (3, hired + 401)) v (rank, day)
 WHERE rank < 3 OR two;
DELETE FROM contract c USING person p WHERE p.i = c.i AND c.since > p.gone;
UPDATE contract c SET until = LEAST(c.until, p.gone)
  FROM person p WHERE p.i = c.i AND p.gone IS NOT NULL;
INSERT INTO hr_version
       (employee_id, company_id, date_version, contract_date_start, contract_date_end,
        contract_type_id, department_id, job_id, sex, employee_type, marital,
        distance_home_work_unit, address_id, resource_calendar_id, structure_type_id,
        hr_responsible_id, is_custom_job_title, is_flexible, is_fully_flexible, active,
        departure_date, last_modified_uid, last_modified_date,
        create_uid, write_uid, create_date, write_date)
SELECT p.employee_id, 1, t.since, t.since, t.until, t.kind, p.department_id, w.id,
       CASE mod(p.i, 2) WHEN 0 THEN 'female' ELSE 'male' END,
       CASE WHEN mod(p.i, 50) = 7 THEN 'trainee' ELSE 'employee' END, 'single',
       'kilometers', c.partner_id, c.resource_calendar_id, s.id, 1,
       FALSE, FALSE, FALSE, TRUE, p.gone, 1, now(), 1, 1, now(), now()
  FROM contract t JOIN person p USING (i)
  JOIN res_company c ON c.id = 1
  JOIN work w ON w.i = mod(p.i, 40)
  CROSS JOIN (SELECT min(id) AS id FROM hr_payroll_structure_type) s
 ORDER BY t.i, t.since;
UPDATE hr_employee e SET current_version_id = v.id
  FROM (SELECT DISTINCT ON (employee_id) employee_id, id FROM hr_version
         WHERE date_version <= CURRENT_DATE ORDER BY employee_id, date_version DESC) v
 WHERE v.employee_id = e.id AND e.current_version_id IS NULL;
ANALYZE;
