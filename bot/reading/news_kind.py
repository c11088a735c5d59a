"""What kind of news a document is: a launch, a price, an update, an end of life, a rumour."""

from bot.reading import lazy_re as re
from bot.reading.headlines import MAY_COME, launch_verb_in
from bot.reading.page import Page
from bot.types import Event

_DEPRECATION = re.compile(
    r"\b(?:deprecat\w+|retir(?:e|es|ed|ing|ement)|sunset\w*|end of life|shut(?:s|ting)? down|discontinu\w+)\b", re.I
)
_PRICE = re.compile(
    r"\b(?:cuts?|slashes?|lowers?|reduces?|drops?|halves|raises?|price (?:cut|drop|increase|change)s?)\b[^.]{0,40}\b(?:price|prices|pricing|cost|costs)\b|\bprice (?:cut|drop|change)s?\b",
    re.I,
)
_UPDATE = re.compile(
    r"\b(?:hosts?|now (?:available|supports?|live) (?:on|in|at)|adds? support|brings? .{3,40} to (?:bedrock|azure|vertex)|changelog|patch|bug ?fix(?:es)?|new feature|rolls? out .{0,30}\b(?:feature|mode|tab|button|sidebar|memory))\b",
    re.I,
)
# A model that was there before reaches one more place: no launch, whatever else the text recalls.
HOSTED = re.compile(
    r"\b(?:now|also|is|are|comes? to|arrives? (?:on|in|at)|lands? (?:on|in|at))\b(?: generally)?(?: available| live| offered| supported| in (?:public )?preview| rolling out)?(?: on| in| via| through| at| for| to)? (?:the )?(?:amazon |aws |google |microsoft |oracle |ibm )?(?:azure|bedrock|sagemaker|vertex ai|oci|snowflake cortex|databricks|github (?:models|copilot)|watsonx|workers ai|openrouter|together(?: ai)?|fireworks(?: ai)?|groq(?:cloud)?|cerebras|sambanova|replicate|baseten|deepinfra|novita|ollama|lm studio|nvidia nim|cursor|windsurf|perplexity|poe)\b",
    re.I,
)


def kind_of_news(page: Page, *, is_launch: bool) -> Event:
    """Return the kind of news, given whether the points make a launch of it."""
    title = page.document.title
    first = " ".join([title, *(sentence.text for sentence in page.sentences[:3])])
    if _DEPRECATION.search(title):
        return "deprecation"
    if _PRICE.search(title) and not (is_launch and page.subject.verb_votes >= 4):
        return "price"
    if HOSTED.search(title) and not launch_verb_in(page, title):
        return "update"
    if _UPDATE.search(title) and not (is_launch and page.subject.verb_votes >= 4):
        return "update"
    if MAY_COME.search(title) and not is_launch:
        return "rumour"
    if is_launch:
        return "launch"
    return "rumour" if re.search(r"\b(?:reportedly|rumou?r\w*|leaked?|according to people)\b", first, re.I) else "none"
