"""Print what the add-ons of the given manifests need beside one another."""

import ast
import pathlib
import sys

manifests = [pathlib.Path(path) for path in sys.argv[1:]]
needed = {
    name
    for path in manifests
    for name in ast.literal_eval(path.read_text(encoding="utf-8"))["depends"]
}
print(",".join(sorted(needed - {path.parent.name for path in manifests})))
