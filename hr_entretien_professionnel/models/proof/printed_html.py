"""What the PDF engine may fetch: nothing but attachments and data."""

import re
from urllib.parse import unquote

from lxml import etree, html

ATTACHMENT = re.compile(r"/web/(?:image|content)/(\d+)(?:-[\w-]+)?(?:/[^/]*)?")
# A link leads somewhere, and stylesheets and scripts are the templates' own: the texts
# that people write have none.
NOT_FETCHED = {"a", "area", "link", "script", "base"}
SOURCES = {
    "src",
    "srcset",
    "href",
    "background",
    "poster",
    "data",
    "action",
    "formaction",
}
FUNCTION = re.compile(r"([\w-]*)\(\s*([^)]*)")
PLAIN_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "calc"}


def attachment_ids(page):
    """Ids of the attachments that a page may show.

    :param str page: html
    :rtype: set of int
    """
    return {int(found[1]) for found in ATTACHMENT.finditer(page)}


def without_remote(page, attachments):
    """The page without what would be fetched from somewhere else.

    :param str page: html
    :param attachments: ids of those that hold their content: others lead elsewhere
    :rtype: str
    """
    root = html.document_fromstring(page)
    changed = False
    for node in root.iter(etree.Element):
        for name, value in list(node.attrib.items()):
            kept = _kept(node.tag, name.rpartition("}")[2], value, attachments)
            if kept == value:
                continue
            changed = True
            if kept:
                node.attrib[name] = kept
            else:
                del node.attrib[name]
    return (
        etree.tostring(root.getroottree(), method="html", encoding="unicode")
        if (changed)
        else page
    )


def _kept(tag, name, value, attachments):
    """What stays of an attribute."""
    if name == "style":
        said = (item for item in value.split(";") if _is_plain(item, attachments))
        return value if _is_plain(value, attachments) else ";".join(said)
    fetched = name.rpartition(":")[2] in SOURCES and tag not in NOT_FETCHED
    return value if not fetched or _is_here(value, attachments) else ""


def _is_here(address, attachments):
    address = address.strip()
    path = address.partition("?")[0]
    found = ".." not in unquote(path) and ATTACHMENT.fullmatch(path)
    return address.startswith("data:") or found and int(found[1]) in attachments


def _is_plain(style, attachments):
    """Whether styles fetch nothing from elsewhere: an escape could hide it."""
    if "\\" in style or "@" in style or "/*" in style:
        return False
    return all(
        name.lower() in PLAIN_FUNCTIONS
        or name.lower() == "url"
        and _is_here(address.strip("\"' "), attachments)
        for name, address in FUNCTION.findall(style)
    )
