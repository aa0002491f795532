"""Files as HR keeps them, read into plain values: no Odoo, no clock.

``files`` opens them (bytes → sheets), ``layout`` finds the table and its columns,
``values`` reads days and answers, ``kinds`` the words for an interview or an absence,
``people`` says who a line is about. Nothing is guessed: what can be read in two ways
is returned as such, and asked.
"""
