"""The recipes of the how-to pages: what stands in their blocks is what runs."""

import re
from pathlib import Path

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def recipe(page, *headings, language="py"):
    """Return the blocks under some headings of a page; "" is what stands before the first heading."""
    block = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    sections = re.split(r"^## (.*)$", (HOW_TO / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    bodies = {"": sections[0], **dict(zip(sections[1::2], sections[2::2], strict=True))}
    return "\n".join(code for heading in headings for code in block.findall(bodies[heading]))
