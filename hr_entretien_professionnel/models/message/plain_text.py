"""The text of a mail for who reads no HTML."""

import re

from lxml import html

BLOCKS = {"p", "div", "ul", "ol", "table", "h1", "h2", "h3"}
LINES = {"br", "li", "tr"}
SILENT = {"head", "style", "script", "img"}


def plain_text(body):
    """A mail as text: a paragraph or a row of a table a line, the address of a link
    after its words.

    :param str body: html
    :rtype: str
    """
    if not body or not body.strip():
        return ""
    text = "".join(_pieces(html.document_fromstring(body)))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _pieces(node):
    tag = node.tag
    if not isinstance(tag, str) or tag in SILENT:
        return
    if tag in BLOCKS:
        yield "\n\n"
    elif tag in LINES:
        yield "\n- " if tag == "li" else "\n"
    elif tag == "td" and node.getprevious() is not None:
        yield " : "
    # Line breaks in the source are spaces, a non-breaking space stays one.
    yield re.sub(r"[ \t\r\n]+", " ", node.text or "")
    for child in node:
        yield from _pieces(child)
        yield re.sub(r"[ \t\r\n]+", " ", child.tail or "")
    # After the whole of an item, lest it cuts the sentence.
    alone = tag == "a" and next(node.iterancestors("li"), None) is None
    for link in node.iter("a") if tag == "li" else [node] if alone else ():
        address = link.get("href")
        if address and link.text_content().strip() not in address:
            yield f" : {address}"
    if tag in BLOCKS:
        yield "\n\n"
