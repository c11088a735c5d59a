"""The members of a launched family that a text only links or loads, with the sizes in their names."""

from collections.abc import Iterator

from bot.reading.hubs import links_in
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.sizes import sizes_in_name
from bot.types import Fact


def read_linked_models(page: Page) -> Iterator[Fact]:
    """Yield each linked variant of the launch once, and its size; what the prose names as well is read there."""
    if page.document.is_teaser:
        return
    left = {variant: variant for variant in page.subject.variants}
    for link in links_in(page.original):
        name = left.pop(link["name"], None)
        if name is None:
            continue
        place = link.span("name")
        sentence = Sentence(name, *place, line=0, is_heading=False)
        yield page.fact("hub.model", "model", name, None, place, sentence, owner=name, role="variant", is_original=True)
        yield from sizes_in_name(page, sentence, Owner(name, "variant"))
