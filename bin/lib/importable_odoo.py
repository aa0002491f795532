"""Print the folder of the Odoo 19 that this Python imports, or nothing."""

import importlib.util
import pathlib


def importable_odoo():
    spec = importlib.util.find_spec("odoo")
    for place in spec.submodule_search_locations if spec else []:
        release = pathlib.Path(place, "release.py")
        if release.is_file():
            values = {}
            exec(release.read_text(), values)
            if values["version_info"][:2] == (19, 0):
                return pathlib.Path(place).resolve().parent
    return ""


print(importable_odoo())
