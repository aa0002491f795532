"""Who a line of the spreadsheet speaks of, found without a query for each line."""

from collections import defaultdict

from .entretien_history_parse import badge_key, plain, words


class Directory:
    """Employees by what a spreadsheet may call them: badge, e-mail, name.

    Nothing is guessed: a line that fits nobody, or several people, is refused with the
    reason. A badge that is given decides alone, but the name must not contradict it.
    """

    def __init__(self, employees):
        """:param employees: all that may be named, archived ones included"""
        self.by_badge = defaultdict(set)
        self.by_email = defaultdict(set)
        self.by_name = defaultdict(set)
        self.exact_badge = defaultdict(set)
        for employee in employees:
            for number in self._numbers(employee):
                self.exact_badge[number.strip().casefold()].add(employee)
                self.by_badge[badge_key(number)].add(employee)
            if employee.work_email:
                self.by_email[employee.work_email.strip().casefold()].add(employee)
            self.by_name[words(employee.name)].add(employee)

    @staticmethod
    def _numbers(employee):
        """Badge, and the payroll's registration number where an app adds one."""
        names = {"barcode", "registration_number"} & employee._fields.keys()
        return {employee[name] for name in names if employee[name]}

    def find(self, cells):
        """The employee of a line.

        :param dict cells: text by field name
        :returns: (employee or None, code of the problem or None, figures of its text)
        """
        name = words(cells["last_name"], cells["first_name"], cells["employee_name"])
        if cells["badge"]:
            found = self._of_badge(cells["badge"])
            kind, value = "badge", cells["badge"]
        elif cells["email"]:
            found = self.by_email[cells["email"].casefold()]
            kind, value = "email", cells["email"]
        elif name:
            found = self.by_name[name]
            kind, value = "name", self.written_name(cells)
        else:
            return None, "nobody", {}
        if len(found) != 1:
            problem = "ambiguous" if found else "unknown"
            who = ", ".join(sorted(item.display_name for item in found))
            return None, f"{kind}_{problem}", {"value": value, "who": who}
        (employee,) = found
        # Married names and short first names are no contradiction, no common word is.
        if name and not set(name) & set(words(employee.name)):
            written = self.written_name(cells)
            figures = {"value": value, "who": employee.name, "name": written}
            return None, "other_name", figures
        return employee, None, {}

    def interviewer(self, text):
        """Who held it, when the text names one person; None otherwise."""
        found = self.by_name[words(text)] or self.by_email[text.strip().casefold()]
        return next(iter(found)) if len(found) == 1 else None

    def _of_badge(self, text):
        return self.exact_badge[text.casefold()] or self.by_badge[badge_key(text)]

    @staticmethod
    def written_name(cells):
        parts = (cells["last_name"], cells["first_name"], cells["employee_name"])
        return " ".join(part for part in parts if plain(part))
