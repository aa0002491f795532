"""Files as HR keeps them, read into plain values: no Odoo, no clock.

``files`` opens them (bytes → sheets), ``layout`` finds the table and its columns,
``values`` reads days and answers, ``kinds`` the words for an interview or an absence,
``people`` says who a line is about. ``dsn`` reads the monthly file of payroll, and
``dsn_differences`` says where it differs from Odoo. Nothing is guessed: what can be
read in two ways is returned as such, and asked.
"""
