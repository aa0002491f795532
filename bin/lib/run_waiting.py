# Run by bin/test --long in the odoo shell, which gives "env": the scheduled actions
# of the add-ons that are waiting, as the server would run them.

for _turn in range(50):
    env.cr.commit()  # noqa: F821
    env.cr.execute(  # noqa: F821
        "SELECT DISTINCT cron_id FROM ir_cron_trigger JOIN ir_model_data d"
        r" ON d.model = 'ir.cron' AND d.res_id = cron_id AND d.module LIKE 'hr\_entr%%'"
        " WHERE call_at <= now() AT TIME ZONE 'UTC'"
    )
    if not (waiting := [row[0] for row in env.cr.fetchall()]):  # noqa: F821
        break
    for cron in env["ir.cron"].browse(waiting):  # noqa: F821
        cron.method_direct_trigger()
else:
    raise SystemExit("the scheduled actions come to no end")
