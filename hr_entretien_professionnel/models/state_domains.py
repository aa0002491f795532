"""States that follow from a comparison with today: written once, as domains.

A field of such states is not stored, since it changes with the day. What it means is a
dictionary of state → domain on stored fields (``domains``), in the order in which they
are asked: a record is in the first state whose domain it meets, or in none. The
compute, the search and the SQL of groups and sums are all derived from it.
"""

from odoo.fields import Domain
from odoo.tools import SQL


def compute_states(records, domains):
    """Yield each record with its state, or False."""
    states, left = {}, records
    for state, domain in domains.items():
        found = left.filtered_domain(domain)
        states.update(dict.fromkeys(found, state))
        left -= found
    for record in records:
        yield record, states.get(record, False)


def search_states(domains, operator, values):
    """What the search method of the field answers: a Domain."""
    if operator != "in":
        return NotImplemented
    found, before = [], Domain.FALSE
    for state, domain in domains.items():
        if state in values:
            found.append(domain & ~before)
        before |= domain
    if False in values:
        found.append(~before)
    return Domain.OR(found)


def search_flag(domain, operator, values):
    """The same for a boolean, true of the records that meet the domain."""
    return search_states({True: domain}, operator, values)


def states_sql(model, alias, query, domains):
    """The state as ``odoo.tools.SQL``, NULL for none."""
    cases = (
        SQL("WHEN %s THEN %s", domain_sql(model, alias, query, domain), state)
        for state, domain in domains.items()
    )
    return SQL("CASE %s END", SQL(" ").join(cases))


def domain_sql(model, alias, query, domain):
    """A domain as the condition of a query on the table of the model."""
    return domain.optimize_full(model)._to_sql(model, alias, query)
