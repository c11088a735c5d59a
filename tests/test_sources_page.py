"""Pages to articles: the text whole, the rest apart."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.sample_news
from bot.errors import ParseError
from bot.sources.page import parse_page
from bot.types import Article

URL = "https://news.example.com/2026/05/model"
SAMPLES = Path(bot.sample_news.__file__).parent
FILLER = "<p>The laboratory says that the model was trained on text, pictures and sound over several months.</p>"


def page(body: str, head: str = "", url: str = URL) -> Article:
    return parse_page(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), url, "text/html")


def article(body: str, head: str = "") -> Article:
    return page(f"<article><h1>A new model</h1>{FILLER}{body}{FILLER}</article>", head)


@pytest.mark.parametrize(
    ("name", "title", "published", "words"),
    [
        (
            "muse-spark",
            "Meta introduces Muse Spark, a closed model",
            "2026-04-08T15:00",
            "Muse Spark scores 42.8, ahead of",
        ),
        ("hy-mt2", "Tencent open-sources Hy-MT2 translation models", "2026-05-21T09:30", "1.8B, 7B and 30B-A3B sizes"),
        ("command-a-plus", "Cohere releases Command A+ under Apache 2.0", "2026-05-20T13:00", "218B total parameters"),
        ("funding", "Parallax Labs raises $90 million", "2026-05-22T08:00", "140 people by the end of the year"),
    ],
)
def test_sample_news_is_read(name: str, title: str, published: str, words: str) -> None:
    read = parse_page((SAMPLES / f"{name}.html").read_bytes(), f"http://127.0.0.1:1/{name}.html", "text/html")
    assert read.title.startswith(title)
    assert "Sample News" not in read.title + read.text
    assert read.published == datetime.fromisoformat(published).replace(tzinfo=UTC)
    assert words in read.text
    assert read.related == ()
    assert read.text.startswith(f"# {read.title}\n\n")


def test_headings_lists_and_paragraphs_keep_their_shape() -> None:
    read = article(
        "<h2>Sizes</h2><p>Two   sizes,\n both <b>open</b>:</p>"
        "<ul><li>7B</li><li>70B<ul><li>quantized</li></ul></li></ul>"
        "<ol><li>first<li>second</ol><p>One line<br>and another</p><hr><blockquote><p>We are glad.</p></blockquote>"
    )
    assert "## Sizes\n\nTwo sizes, both open:\n\n- 7B\n- 70B\n  - quantized\n\n1. first\n2. second" in read.text
    assert "One line\nand another\n\n> We are glad." in read.text


TABLE = """<table><caption>Scores</caption>
<thead><tr><th>Benchmark</th><th class="x">Ours</th><th>Theirs</th></tr></thead>
<tbody><tr><td>MMLU<td><b>80.2</b><td>69</tr><tr><td>A|B</td><td>1</td></tr></tbody></table>"""
SPANNED = """<table class="wide" onclick="x()">
<tr><th rowspan=2>Benchmark</th><th colspan=2>Ours</th></tr><tr><th>7B</th><th>70B</th></tr>
<tr><td>MMLU<br>GPQA &lt;d&gt;<td>70.1<br>50.2<td><b>80.2</b><br/>61.0</tr><tr></tr></table>"""


def test_tables_become_rows() -> None:
    assert "Scores\n\n| Benchmark | Ours | Theirs |\n| --- | --- | --- |\n| MMLU | 80.2 | 69 |\n| A\\|B | 1 |  |" in (
        article(TABLE).text
    )


def test_tables_whose_cells_span_or_hold_several_lines_stay_tables() -> None:
    assert (
        '<table>\n<tr><th rowspan="2">Benchmark</th><th colspan="2">Ours</th></tr>\n<tr><th>7B</th><th>70B</th></tr>\n'
        "<tr><td>MMLU<br>GPQA &lt;d&gt;</td><td>70.1<br>50.2</td><td>80.2<br>61.0</td></tr>\n</table>"
    ) in article(SPANNED).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Load <code>tern-4-base</code> today", "Load `tern-4-base` today"),
        ("<code>pip install two words</code>", "pip install two words"),
        (
            '<a href="https://huggingface.co/norvale/tern-4">weights</a>',
            "[weights](https://huggingface.co/norvale/tern-4)",
        ),
        ('<a href="https://news.example.com/x">more</a>', "more"),
        ('<a href="javascript:alert(1)">https://huggingface.co/a/b</a>', "https://huggingface.co/a/b"),
        ('<a href="https://huggingface.co/a/b)[x](http://evil.example">weights</a>', "weights"),
    ],
)
def test_names_in_code_and_where_weights_lie_are_kept(markup: str, text: str) -> None:
    assert f"\n\n{text}\n\n" in article(f"<p>{markup}</p>").text


def test_tables_that_only_place_things_are_no_tables() -> None:
    read = page(f"<table><tr><td><h1>A new model</h1>{FILLER}{FILLER}</td></tr></table>")
    assert "|" not in read.text
    assert "trained on text" in read.text


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>10<sup>25</sup> operations</p>", "10^25 operations"),
        ("<p>as shown<sup><a href='#1'>1</a></sup> here</p>", "as shown here"),
        ("<p>a 2<sup>nd</sup> model</p>", "a 2nd model"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p>7&nbsp;B &lt; 8 B &amp; more</p>", "7 B < 8 B & more"),
        ("<dl><dt>Context</dt><dd>128K</dd></dl>", "- Context: 128K"),
        ("<pre>pip install model\nrun</pre>", "```\npip install model\nrun\n```"),
        ("<a href='/x'><h3>Linked heading</h3><p>Linked words.</p></a>", "### Linked heading\n\nLinked words."),
        ("<figure><img src=x alt=y><figcaption>Scores at 8 bit</figcaption></figure>", "Scores at 8 bit"),
        ("<div>Loose text <em>in</em> a div</div>", "Loose text in a div"),
        ("<details><summary>More</summary><p>Hidden words.</p></details>", "More\n\nHidden words."),
    ],
)
def test_markup_becomes_text(markup: str, words: str) -> None:
    assert words in article(markup).text


@pytest.mark.parametrize(
    "noise",
    [
        "<nav><a href=/>NOISE</a></nav>",
        "<div class='cookie-banner'>NOISE</div>",
        "<div id=newsletterSignup><p>NOISE</p></div>",
        "<div class=share-buttons>NOISE</div>",
        "<section id=comments><h3>2 comments</h3><p>NOISE is better</p></section>",
        "<script>NOISE</script><style>.NOISE{}</style><noscript>NOISE</noscript><template>NOISE</template>",
        "<p hidden>NOISE</p><p style='display: none'>NOISE</p>",
        "<form><label>NOISE</label><input></form>",
        "<button>NOISE</button>",
        "<!-- NOISE -->",
        "<svg><text>NOISE</text></svg>",
        "<footer>NOISE</footer>",
        "<div class=breadcrumbs>NOISE</div>",
    ],
)
def test_what_is_not_the_article_is_left_out(noise: str) -> None:
    for read in (article(noise), page(f"{noise}<article><h1>A new model</h1>{FILLER * 3}</article>{noise}")):
        assert "NOISE" not in read.text
        assert "trained on text" in read.text


def test_an_article_with_an_unlucky_class_stays() -> None:
    read = page(f"<div class='page has-sidebar comments-open newsletter'><h1>A new model</h1>{FILLER * 4}</div>")
    assert read.text.count("trained on text") == 4


TEASERS = [
    ("Tencent releases Hy-MT2 in three sizes", "Tencent released Hy-MT2 in 1.8B, 7B and 30B-A3B sizes."),
    ("Hy-MT2 shrinks to 440 MB with 1.25 bits", "The 1.8B model runs 1.5x faster."),
    ("Cohere releases Command A+ with 25B active parameters", "It accepts 128K tokens."),
    ("Command A+ runs on a single B200", "A model with 218 billion parameters, quantized to 4 bits."),
]
_CARDS = "".join(
    f"<div class=card><h3><a href='/t/{i}'>{t}</a></h3><p>{p}</p></div>" for i, (t, p) in enumerate(TEASERS)
)
_PLAIN = "".join(f"<h3>{title}</h3><p>{text}</p>" for title, text in TEASERS)
_SAME_LEVEL = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in TEASERS)
_LINKS = "".join(f"<a href='/t/{i}'><div><h4>{t}</h4><p>{p}</p></div></a>" for i, (t, p) in enumerate(TEASERS))
_ITEMS = "".join(f"<li><a href='/t/{i}'>{t}</a><p>{p}</p></li>" for i, (t, p) in enumerate(TEASERS))
SHAPES = {
    "plain h2 and div": f"<h2>Related Articles</h2>{_CARDS}",
    "h2 and one div": f"<h2>Related Articles</h2><div>{_CARDS}</div>",
    "div in a div": f"<div><div><h2>Related Articles</h2></div><div class=grid>{_CARDS}</div></div>",
    "flat headings": f"<h2>Related Articles</h2>{_PLAIN}",
    "headings of one level": f"<h2>Related Articles</h2>{_SAME_LEVEL}",
    "whole cards are links": f"<h3>Read more</h3>{_LINKS}",
    "a list": f"<h2>More from Example</h2><ul>{_ITEMS}</ul>",
    "a section": f"<section><h2>You may also like</h2>{_CARDS}</section>",
    "an aside": f"<aside>{_CARDS}</aside>",
    "only a class": f"<div class='related-posts'>{_CARDS}</div>",
    "a bold line": f"<p><strong>Related</strong></p><div>{_CARDS}</div>",
    "comments follow": f"<h2>Related Articles</h2>{_CARDS}<h2>Comments</h2><p>Loading...</p>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("place", ["inside", "outside"])
def test_related_items_are_taken_apart(shape: str, place: str) -> None:
    own = f"<h1>A new model</h1>{FILLER * 3}<h2>Price</h2><p>It costs 3 dollars.</p>"
    inside, outside = (SHAPES[shape], "") if place == "inside" else ("", SHAPES[shape])
    read = page(f"<main><article>{own}{inside}</article>{outside}</main>")
    assert [(one.title, one.text) for one in read.related] == TEASERS
    if "/t/" in SHAPES[shape]:
        assert [one.url for one in read.related] == [f"https://news.example.com/t/{i}" for i in range(4)]
    assert read.text.endswith("It costs 3 dollars.")
    assert "Related" not in read.text
    assert not any(title in read.text or text in read.text for title, text in TEASERS)


@pytest.mark.parametrize("heading", ["Most read", "Popular", "Trending now", "Latest news", "Top stories"])
def test_what_others_read_is_neither_text_nor_related(heading: str) -> None:
    for box in (f"<aside><h2>{heading}</h2>{_CARDS}</aside>", f"<h2>{heading}</h2><div>{_CARDS}</div>"):
        read = page(f"<main><article><h1>A new model</h1>{FILLER * 3}</article>{box}</main>")
        assert read.related == ()
        assert "Hy-MT2" not in read.text


def test_text_goes_on_after_a_related_box() -> None:
    box = "<div class=inline-related><h4>Read more</h4><a href=/t>Another model is out today</a></div>"
    read = article(f"<p>Before it.</p>{box}<p>After it the text goes on for a while.</p>")
    assert "Before it.\n\nAfter it the text goes on" in read.text
    assert [one.title for one in read.related] == ["Another model is out today"]


def test_text_goes_on_after_a_related_list() -> None:
    links = "<h3>Related</h3><ul><li><a href=/t>Another model is out today</a></li></ul>"
    read = article(f"{links}<p>After it the text goes on for a while.</p><h3>Price</h3><p>It is free.</p>")
    assert "After it the text goes on" in read.text
    assert "It is free." in read.text
    assert "Another model" not in read.text


def test_a_heading_of_the_article_is_not_taken_for_related() -> None:
    read = article(
        "<h2>Related work</h2><p>Others have built models of 7B before.</p>"
        "<h2>More about the model</h2><p>It is 8B.</p>"
    )
    assert "7B before" in read.text
    assert "It is 8B" in read.text


def test_an_aside_with_facts_stays() -> None:
    read = article("<aside class=callout><p>At a glance: 27B parameters, 128K context.</p></aside>")
    assert "27B parameters" in read.text


SITE_NAME = '<meta property="og:site_name" content="The Daily">'
LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2026-05-01T10:00:00+02:00">', "2026-05-01T08:00"),
        ('<meta name="date" content="2026-05-01">', "2026-05-01T00:00"),
        ('<meta itemprop="datePublished" content="2026-05-01T10:00Z">', "2026-05-01T10:00"),
        (LD % '{"@type":"NewsArticle","datePublished":"2026-05-01T10:00:00Z"}', "2026-05-01T10:00"),
        (
            LD % '{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"datePublished":"2026-05-01"}]}',
            "2026-05-01T00:00",
        ),
        (LD % '[{"@type":"BlogPosting","datePublished":"Fri, 01 May 2026 10:00:00 GMT"}]', "2026-05-01T10:00"),
        (LD % '{"@type":"BlogPosting", broken' + '<meta name="pubdate" content="May 1, 2026">', "2026-05-01T00:00"),
    ],
)
def test_date_is_found(head: str, published: str) -> None:
    assert article("", head).published == datetime.fromisoformat(published).replace(tzinfo=UTC)


def test_date_in_the_text_is_found() -> None:
    assert article("<time datetime='2026-05-01T10:00:00Z'>1 May</time>").published == datetime(
        2026, 5, 1, 10, tzinfo=UTC
    )
    assert article("<time>May 1st, 2026</time>").published == datetime(2026, 5, 1, tzinfo=UTC)
    assert article("").published is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Model X is out | News Example</title>", "A new model"),
        ('<meta property="og:title" content="Model X &amp;amp; Y is out">', "Model X & Y is out"),
        ('<meta property="og:title" content="Model X is out - News">', "Model X is out"),
        (
            '<meta property="og:title" content="Model X is out: The Daily">'
            '<meta property="og:site_name" content="The Daily">',
            "Model X is out: The Daily",
        ),
        (
            '<meta property="og:title" content="Model X is out | The Daily">'
            '<meta property="og:site_name" content="The Daily">',
            "Model X is out",
        ),
        ('<meta property="og:title" content="Qwen3 - a model family">', "Qwen3 - a model family"),
        (LD % '{"@type":"NewsArticle","headline":"Model X is out"}', "Model X is out"),
    ],
)
def test_title_is_found(head: str, title: str) -> None:
    assert article("", head).title == title


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", URL),
        ('<link rel="canonical" href="https://news.example.com/model">', "https://news.example.com/model"),
        ('<link rel="canonical" href="/model">', "https://news.example.com/model"),
        ('<meta property="og:url" content="https://www.example.com/model">', "https://www.example.com/model"),
        ('<link rel="canonical" href="https://evil.example/model">', URL),
        ('<link rel="canonical" href="https://news.example.com/">', URL),
        ('<link rel="canonical" href="javascript:alert(1)">', URL),
        ('<link rel="canonical" href="http://[bad">', URL),
    ],
)
def test_canonical_address_of_the_same_site_is_taken(head: str, url: str) -> None:
    assert article("", head).url == url


@pytest.mark.parametrize(
    ("body", "url", "content_type"),
    [
        (b"# A new model\n\nIt has 7B parameters.", "https://example.com/README.md", "text/plain"),
        (b"# A new model\n\nIt has 7B parameters.", "https://example.com/x", "text/markdown"),
        (b"# A new model\r\n\r\nIt has 7B parameters.\r\n", "https://example.com/README.md", ""),
        (b"---\ntitle: A new model\n---\n\nIt has 7B parameters.", "https://example.com/x.md", "text/plain"),
        (b"A new model\n\nIt has 7B parameters.", "https://example.com/x.txt", "text/plain"),
    ],
)
def test_texts_are_taken_as_they_are(body: bytes, url: str, content_type: str) -> None:
    read = parse_page(body, url, content_type)
    assert read.title == "A new model"
    assert read.text == body.decode().replace("\r\n", "\n").strip()


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"", "text/html", "no text"),
        (b"<html><body><div id=root></div><script>x</script>", "text/html", "scripts"),
        (b"%PDF-1.7 ...", "application/pdf", "a PDF"),
        (b"\x89PNG....", "", "a picture"),
        (b"\x01\x02", "video/mp4", "another kind"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'></rss>", "text/xml", "a feed"),
        (b"<div>" * 1_001, "text/html", "nested"),
        (b"<div></x>" * 1_001, "text/html", "nested"),
        (b"", "text/plain", "no text"),
    ],
)
def test_what_is_no_page_is_refused(body: bytes, content_type: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_page(body, URL, content_type)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1252", "shift_jis", "koi8-r"])
def test_charset_of_the_page_is_obeyed(charset: str) -> None:
    words = {"shift_jis": "\u30e2\u30c7\u30eb", "koi8-r": "\u043c\u043e\u0434\u0435\u043b\u044c"}.get(
        charset, "Modell f\u00fcr \u20ac 5"
    )
    source = f"<html><head><meta charset={charset}><title>T</title></head><body><p>{words} {FILLER}</p></body>"
    assert words in parse_page(source.encode(charset), URL, "text/html").text
    bare = source.replace(f"<meta charset={charset}>", "").encode(charset)
    assert words in parse_page(bare, URL, "text/html", None if charset == "utf-16" else charset).text


def test_nothing_is_lost_when_a_page_has_no_structure() -> None:
    lines = [f"Line {i} says something about the model and how it was made." for i in range(30)]
    read = page("<br><br>".join(lines))
    assert all(line in read.text for line in lines)


def test_article_body_of_linked_data_is_used_when_the_page_holds_less() -> None:
    words = "The model has 7B parameters. " * 30
    read = page("<div id=app>Loading</div>", LD % f'{{"@type":"NewsArticle","headline":"T","articleBody":"{words}"}}')
    assert "7B parameters" in read.text


_MARKUP = """
<p> </p> <div> </div> <table> <tr> <td> <li> <ul> <h2>Related</h2> <h3> </h3> <a href=/x> </a> <article> </article>
<aside> <br> <!-- -->
<script> </script> <sup> <b> &amp; &#0; &#x110000; \ud83d\ude00 text 7B <svg> <math> <template> <select>
"""
_PIECES = st.sampled_from(_MARKUP.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=60))
def test_any_page_is_an_article_or_refused(pieces: list[str]) -> None:
    body = " ".join(pieces).encode("utf-8", "replace")
    try:
        read = parse_page(body, URL, "text/html")
    except ParseError:
        return
    assert read.text
    assert "\0" not in read.text


@pytest.mark.parametrize("name", ["social", "promo-block", "js-subscribe", "menu", "rating-box"])
def test_a_site_that_names_the_boxes_of_its_text_like_noise_keeps_its_text(name: str) -> None:
    boxes = "".join(f"<div class='{name}'><p>Paragraph {i} says something about the model.</p></div>" for i in range(9))
    read = page(f"<div><h1>A new model</h1>{boxes}</div>")
    assert all(f"Paragraph {i} says" in read.text for i in range(9))


@pytest.mark.parametrize("name", ["multi-modal", "protocol", "stockholders", "commentary", "shareholder", "menubox2x"])
def test_names_that_only_sound_like_noise_are_kept(name: str) -> None:
    assert "It costs 3 dollars" in article(f"<div class='{name}'><p>It costs 3 dollars.</p></div>").text


@pytest.mark.parametrize(
    "name", ["newsletterSignup", "c-newsletter__inner", "post_comments", "comments2", "ShareTools"]
)
def test_noise_is_known_in_every_spelling(name: str) -> None:
    read = article(f"<div class='box {name}'><p>NOISE that nobody reads.</p></div>")
    assert "NOISE" not in read.text


def test_a_waiting_list_is_no_comment() -> None:
    read = article("<h3>Join the waitlist</h3><p>Access opens in May.</p>")
    assert "Access opens in May." in read.text


PROGRAM = (
    '{"@type": "SoftwareApplication", "name": "Model X", "license": {"@type": "CreativeWork", "name": "MIT"},'
    ' "datePublished": "2026-05-01", "interactionCount": 7, "author": {"@type": "Organization", "name": "Example Lab"}}'
)


@pytest.mark.parametrize("block", [PROGRAM, f'[{{"@type": "WebSite"}}, {PROGRAM}]', f'{{"@graph": [{PROGRAM}]}}',
    f'{{"@type": "NewsArticle", "headline": "Model X", "about": {PROGRAM}}}'])  # fmt: skip
def test_what_a_page_says_of_a_model_to_machines_stands_below_its_text(block: str) -> None:
    read = article("", LD % block)
    assert '"license": "MIT"' in read.text
    assert '"Example Lab"' in read.text
    assert "interactionCount" not in read.text  # it changes from day to day, and with it the article would


@pytest.mark.parametrize("block", ['{"@type": "NewsArticle", "headline": "Model X", "datePublished": "2026-05-01"}',
    f'{{"@type": "NewsArticle", "mentions": [{PROGRAM}]}}', "{", "[" * 9999, '{"@type": 3, "license": 4}'])  # fmt: skip
def test_a_page_that_says_nothing_of_a_model_to_machines_has_its_text_alone(block: str) -> None:
    assert "<script" not in article("", LD % block).text


def test_words_for_machines_cannot_close_their_block() -> None:
    read = article("", LD % '{"@type": "Product", "name": "X", "license": "\\u003c/script>\\u003cb>MIT"}')
    assert read.text.count("</script>") == 1
    assert read.text.endswith("</script>")
