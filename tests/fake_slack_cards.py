"""Cards for the renderer: one normal, and any that hypothesis can think of."""

from hypothesis import strategies as st

from bot.types import Action, Bar, Card, CardItem, CardNumber, CardQuote, Chart, Mention, Reply, Table

NORMAL = Card(
    key="zephyr-2",
    title="Zephyr 2",
    url="https://news.example.com/zephyr-2?a=1&b=2",
    summary="Norden Labs released Zephyr 2, a small open model that reads images & text.",
    badges=("Norden Labs", "April 8, 2026", "Open weights"),
    numbers=(
        CardNumber("Parameters", "7B (1.5B active)", 4),
        CardNumber("Context", "128K tokens"),
        CardNumber("License", "Apache 2.0"),
        CardNumber("Price", "$0.20 in, $0.60 out per 1M tokens"),
        CardNumber("Atlas-Bench Hard", "42.8"),
        CardNumber("Memory", "< 6 GB at 4 bit"),
    ),
    more_numbers=(CardNumber("Languages", "33"), CardNumber("Training tokens", "9T")),
    chart=Chart(
        "Atlas-Bench Hard", (Bar("Zephyr 2", 42.8, True), Bar("Mistrel 9", 40.1, False), Bar("Boreas", 20.6, False))
    ),
    changes=("Price: $0.25 → $0.20",),
    quotes=(
        CardQuote(
            "The model has 7B parameters, 1.5B of them active.",
            "news.example.com",
            "https://news.example.com/zephyr-2",
            (4,),
        ),
    ),
    actions=(
        Action("All numbers", "show", "zephyr-2"),
        Action("Evidence", "evidence", "zephyr-2"),
        Action("Snooze 7 days", "snooze", "params:<=10B 7d"),
    ),
    footer="news.example.com and 2 more sources · matched params:<=10B",
    plain_text="Zephyr 2\nParameters: 7B (1.5B active)\nContext: 128K tokens\nhttps://news.example.com/zephyr-2",
)

COMPARED = Card(
    key="compare:zephyr-2|mistrel-9",
    title="Zephyr 2 vs Mistrel 9",
    url=None,
    tone="notice",
    table=Table(("", "Zephyr 2", "Mistrel 9"), (("Context", "128K", "64K"), ("Parameters", "7B", "9B"))),
    chart=NORMAL.chart,
    footer="Scores as each launch's own sources state them; settings may differ.",
    plain_text="Context: 128K, 64K\nParameters: 7B, 9B",
)

DIGEST = Card(
    key="digest:2026-04-08",
    title="3 launches for params:<=10B",
    url=None,
    tone="digest",
    badges=("April 8, 2026",),
    items=(
        CardItem(
            "zephyr-2", "Zephyr 2", "https://news.example.com/zephyr-2", ("Norden Labs", "Open weights"),
            (CardNumber("Parameters", "7B"), CardNumber("Context", "128K tokens"), CardNumber("License", "Apache 2.0"),
             CardNumber("Price", "$0.20 in"), CardNumber("Atlas-Bench Hard", "42.8")),
        ),
        CardItem("mistrel-9", "Mistrel 9", "https://a.example/m", (), (CardNumber("Parameters", "9B"),)),
        CardItem("boreas", "Boreas Mini", None, ("Boreal",), (), ("Price: $1 → $0.50",)),
    ),
    actions=(Action("All subscriptions", "list"),),
    footer="matched params:<=10B",
    plain_text="3 launches\nZephyr 2: Parameters 7B\nMistrel 9: Parameters 9B\nBoreas Mini",
)  # fmt: skip

HOSTILE = [
    "<!channel>", "<@U0ANN>", "<#C0NEWS|x>", "<!subteam^S1>", "<https://evil.example|bank.example>", "&lt;!here&gt;",
    "\u202egnp.exe", "a\u200bb", "javascript:alert(1)", "https://evil.example/|x>", "*_~`>",
    "\ud800", "\x00", "\u2028<!here>",
    "&" * 400, "<" * 900, "x" * 5_000, "字" * 700, "line\n" * 300, "",
]  # fmt: skip
URLS = [
    "https://a.example/x?y=1&z=<!channel>", "https://a.example/" + "&" * 1_500, "https://a.example/" + "p" * 1_950,
    "javascript:alert(1)", "https://u:p@a.example/", "http://[::1]/", "https://bücher.example/ü", "ftp://a.example",
    "https://a.example:99999/", "https://a.example/x|y>z)", "https://", "//a.example", "https://a.example/\ud800", "",
]  # fmt: skip

words = st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE))
urls = st.one_of(st.sampled_from(URLS), st.text(max_size=60))


def some(strategy: st.SearchStrategy[object], most: int = 6) -> st.SearchStrategy[tuple[object, ...]]:
    """Return short tuples, and now and then one of a few members repeated hundreds of times."""
    short = st.lists(strategy, max_size=most)
    return st.builds(lambda items, times: tuple(items * max(1, times)), short, st.sampled_from([1, 1, 1, 7, 80]))


numbers = st.builds(CardNumber, words, words, st.none() | st.integers(0, 2))
quotes = st.builds(CardQuote, words, words, urls, st.sampled_from([(), (0,), (1, 2)]))
bars = st.builds(Bar, words, st.floats(), st.booleans())
actions = st.builds(Action, words, words, words)
tables = st.builds(Table, some(words), some(some(words)))
items = st.builds(CardItem, words, words, st.none() | urls, some(words, 2), some(numbers, 3), some(words, 2))
mentions = st.builds(Mention, st.sampled_from(["role", "user"]), st.sampled_from(["S0AB12", "U0ANN", "S1> <!here", ""]))
cards: st.SearchStrategy[Card] = st.builds(
    Card,
    key=words,
    title=words,
    url=st.none() | urls,
    summary=words,
    tone=st.sampled_from(["launch", "update", "digest", "notice", "problem"]),
    badges=some(words),
    numbers=some(numbers),
    more_numbers=some(numbers),
    table=st.none() | tables,
    chart=st.none() | st.builds(Chart, words, some(bars)),
    changes=some(words),
    items=st.just(()) | some(items, 4),
    mention=st.none() | mentions,
    quotes=some(quotes),
    actions=some(actions),
    footer=words,
    plain_text=words,
)
replies: st.SearchStrategy[Reply] = st.builds(Reply, words, st.lists(cards, max_size=3).map(tuple), some(actions))
