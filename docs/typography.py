"""MkDocs calls this for each page: French sets no line break before its high marks."""

import re


def on_page_markdown(markdown, **_kwargs):
    """The page with no-break spaces where French typography wants them."""
    closed = re.sub(
        r"(?<=\S) (?=[:;?!»%€](?:\s|$|[,.)]))", "\u00a0", markdown, flags=re.M
    )
    return closed.replace("« ", "«\u00a0")
