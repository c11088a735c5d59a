# ruff: noqa: E501 - markup is easier to compare on one line
"""Pages written for the tests in the shapes that real sites have: one article, and around it what such sites put there.

`OWN` are the pieces of the article, which all have to be found; `FOREIGN` are words that must not be in its text.
"""

TITLE = "Example Lab releases Aurora 2, an open model for long documents"
_LEAD = (
    "Example Lab on Tuesday released Aurora 2, a family of language models in two sizes, 9B and 72B parameters, under the"
    " Apache 2.0 license."
)
_SECOND = (
    "Both models accept 256K tokens of input, twice as many as their predecessor, and the larger one was trained on 18"
    " trillion tokens of text, code and tables."
)
_QUOTE = "We wanted a model that reads a whole contract at once, said the head of research."
_HEADING = "How it compares"
_THIRD = "On GPQA Diamond, Aurora 2 72B scores 61.3, ahead of Borealis 70B (58.9) and behind Corona Ultra (66.0)."
_ITEMS = ("Runs on one 80 GB accelerator at 4 bits", "Speaks 29 languages", "Costs $0.40 per million input tokens")
_ROWS = (("Benchmark", "Aurora 2 72B", "Borealis 70B"), ("GPQA Diamond", "61.3", "58.9"), ("MMLU-Pro", "74.2", "73.8"))
_LAST = "Weights and the report are available today; the lab plans a vision model for the autumn."
OWN = (TITLE, _LEAD, _SECOND, _QUOTE, _HEADING, _THIRD, *_ITEMS, *(" ".join(row) for row in _ROWS), _LAST)
FOREIGN = (
    "Home",
    "Sign in",
    "cookies",
    "newsletter",
    "Share on",
    "All rights reserved",
    "great news for everybody",
    "Buy tickets",
    "Advertisement",
    "Older lab cuts prices",
    "Skip to content",
)

_HEAD = "".join(f"<th>{cell}</th>" for cell in _ROWS[0])
_CELLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS[1:])
_TABLE = f"<table><thead><tr>{_HEAD}</tr></thead><tbody>{_CELLS}</tbody></table>"
_LIST = "<ul>" + "".join(f"<li>{item}</li>" for item in _ITEMS) + "</ul>"
_BODY = f"<p>{_LEAD}</p><p>{_SECOND}</p><blockquote><p>{_QUOTE}</p></blockquote><h2>{_HEADING}</h2><p>{_THIRD}</p>{_LIST}{_TABLE}<p>{_LAST}</p>"
_MENU = "".join(
    f'<li><a href="/{word.lower()}">{word}</a></li>' for word in ("Home", "Models", "Policy", "Research", "Sign in")
)
_COMMENTS = "".join(
    f"<div class='comment'><b>reader{i}</b><p>This is great news for everybody who reads contracts, I am reader {i}.</p></div>"
    for i in range(4)
)
_TEASERS = "".join(
    f"<div class='card'><a href='/t/{i}'><img src='/{i}.jpg' alt=''></a><h3><a href='/t/{i}'>Older lab cuts prices of its model number {i}</a></h3>"
    f"<p>The price falls to {i} dollars per million tokens.</p></div>"
    for i in range(1, 4)
)
_SHARE = "<div class='share-tools'><a href='#'>Share on X</a> <a href='#'>Share on LinkedIn</a></div>"
_COOKIES = "<div id='onetrust-consent-sdk'><p>We use cookies to improve your experience on this site and for measurement.</p><button>Accept</button></div>"
_LETTER = "<form class='signup'><h3>Get the newsletter</h3><p>Every week the newsletter brings the news of the week.</p><input name='mail'></form>"
_FOOT = "<footer><ul>" + _MENU + "</ul><p>All rights reserved. Example Media, 12 Long Street, the city.</p></footer>"
_AD = "<div class='ad-slot advert'><span>Advertisement</span><a href='/x'>Buy tickets for our conference now</a></div>"
_META = f'<title>{TITLE} | Example News</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2026-05-05T09:00:00Z">'


def _html(head: str, body: str) -> str:
    return f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


_DIVS = _BODY.replace("<p>", "<div class='css-1x2y'><span>").replace("</p>", "</span></div>")
_BREAKS = f"{_LEAD}<br><br>{_SECOND}<br><br>{_QUOTE}<br><br><b>{_HEADING}</b><br><br>{_THIRD}{_LIST}{_TABLE}{_LAST}"
_INLINE = _BODY.replace(
    f"<h2>{_HEADING}",
    "<div class='wp-block-related'><h4>Read more</h4><a href='/t/9'>Older lab cuts prices of its first model</a></div><h2>"
    + _HEADING,
)
PAGES: dict[str, str] = {
    "a news site on WordPress": _html(
        _META,
        f"<a class='skip-link' href='#c'>Skip to content</a><header class='site-header'><nav><ul>{_MENU}</ul></nav></header>{_COOKIES}"
        f"<div id='page' class='site has-sidebar'><main id='c'><article class='post type-post'><header class='entry-header'><h1>{TITLE}</h1>"
        f"<span class='posted-on'><time datetime='2026-05-05T09:00:00Z'>May 5, 2026</time></span></header>{_SHARE}<div class='entry-content'>{_BODY}</div>"
        f"<footer class='entry-footer'><a rel='tag' href='/tag/x'>Models</a></footer></article><div id='comments' class='comments-area'><h2>4 comments</h2>{_COMMENTS}</div></main>"
        f"<aside class='widget-area'><h2>Popular</h2>{_TEASERS}</aside></div>{_LETTER}{_FOOT}",
    ),
    "a news site with boxes in the text": _html(
        _META,
        f"<nav>{_MENU}</nav><main><article><h1>{TITLE}</h1>{_INLINE.replace('<h2>', _AD + '<h2>', 1)}{_LETTER}</article><section class='related-stories'><h2>Related</h2>{_TEASERS}</section></main>{_FOOT}",
    ),
    "a lab's blog of divs": _html(
        f"<title>{TITLE}</title>",
        f"<div id='__next'><div class='Header_root__a1'><a href='/'>Home</a><a href='/signin'>Sign in</a></div><div class='page_root__x'><div class='hero_b2'><h1 class='h_c3'>{TITLE}</h1>"
        f"<div class='meta'>May 5, 2026</div></div><div class='body_d4'>{_BODY}</div></div><div class='Footer_root__z9'><a href='/x'>Home</a><p>All rights reserved.</p></div></div>",
    ),
    "divs instead of paragraphs": _html(
        _META,
        f"<div class='nav'>{_MENU}</div><div class='wrap'><h1>{TITLE}</h1><div class='c'>{_DIVS}</div></div>{_FOOT}",
    ),
    "breaks instead of paragraphs": _html(
        f"<title>{TITLE}</title>",
        f"<div class='menu'>{_MENU}</div><h1>{TITLE}</h1><div class='text'>{_BREAKS}</div><div class='footer'>All rights reserved.</div>",
    ),
    "a layout of tables": _html(
        f"<title>{TITLE}</title>",
        f"<table width='100%'><tr><td class='menu' width='150'><ul>{_MENU}</ul></td><td><h1>{TITLE}</h1>{_BODY}</td></tr></table><div class='footer'>All rights reserved.</div>",
    ),
    "a newsletter": _html(
        _META,
        f"<div class='main-menu'><a href='/'>Home</a><button>Sign in</button></div><div class='single-post'><article class='newsletter-post post'><h1 class='post-title'>{TITLE}</h1>"
        f"<div class='available-content'><div class='body markup'>{_BODY}</div></div></article><div class='subscribe-footer'><p>Get the newsletter in your mail every week, for free.</p></div>"
        f"<div class='post-footer'><h4>Discussion about this post</h4><div class='comments'>{_COMMENTS}</div></div></div>",
    ),
    "a static blog": _html(
        _META,
        f"<header><nav>{_MENU}</nav></header><main class='container'><h1>{TITLE}</h1><p class='meta'>2026-05-05</p>{_BODY}</main><footer>All rights reserved.</footer>",
    ),
    "a page inside a form": _html(
        _META,
        f"<form id='aspnetForm'><div class='nav-menu'>{_MENU}</div><div id='content'><h1>{TITLE}</h1>{_BODY}</div></form>{_FOOT}",
    ),
    "a page whose teasers are articles": _html(
        _META,
        f"<nav>{_MENU}</nav><article class='main-story'><h1>{TITLE}</h1>{_BODY}</article><h2>More stories</h2><div class='list'>"
        + "".join(
            f"<article><h3><a href='/t/{i}'>Older lab cuts prices, part {i}</a></h3><p>The price falls to {i} dollars.</p></article>"
            for i in range(5)
        )
        + f"</div>{_FOOT}",
    ),
    "a short page with a long menu": _html(
        _META,
        f"<div class='mega-menu'>{_MENU * 12}</div><section><h1>{TITLE}</h1>{_BODY}</section><div class='sidebar'>{_TEASERS}</div>{_FOOT}",
    ),
    "long comments": _html(
        _META,
        f"<main><article><h1>{TITLE}</h1>{_BODY}</article><section id='disqus_thread'>{_COMMENTS * 8}</section></main>{_FOOT}",
    ),
    "comments without a name": _html(
        _META,
        f"<article><h1>{TITLE}</h1>{_BODY}</article><div class='d'><h3>Comments</h3>{_COMMENTS.replace('comment', 'x')}</div>{_FOOT}",
    ),
    "an old page": _html(
        f"<title>{TITLE}</title>",
        f"<center><font size=2><a href='/'>Home</a> | <a href='/in'>Sign in</a></font></center><font size=5><b>{TITLE}</b></font><p>{_BODY}<hr><center><font size=1>All rights reserved.</font></center>",
    ),
    "paragraphs that are not closed": _html(
        _META,
        f"<nav>{_MENU}</nav><div id=story><h1>{TITLE}</h1>{_BODY.replace('</p>', '').replace('</li>', '').replace('</td>', '')}</div>{_FOOT}",
    ),
    "a page for phones": _html(
        _META.replace("<title>", "<link rel='canonical' href='https://news.example/aurora'><title>"),
        f"<amp-sidebar><ul>{_MENU}</ul></amp-sidebar><main><article><h1>{TITLE}</h1><amp-social-share type='x'></amp-social-share>{_BODY}</article></main>{_FOOT}",
    ),
    "a press release": _html(
        _META,
        f"<div role='navigation'>{_MENU}</div><div role='main'><h1>{TITLE}</h1>{_BODY}</div><div role='contentinfo'>All rights reserved.</div>",
    ),
    "a page in sections": _html(
        _META,
        f"<nav>{_MENU}</nav><main><section><h1>{TITLE}</h1></section>"
        + "".join(f"<section class='block'>{part}</section>" for part in _BODY.replace("</p><", "</p>\0<").split("\0"))
        + f"<section class='newsletter'>{_LETTER}</section></main>{_FOOT}",
    ),
}
