"""Feeds in every dialect, with every way to write a title, a link and a date, made by putting parts together.

What is in them is not written here: they are compared with what feedparser, the lenient reader, finds.
"""

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "dcterms": "http://purl.org/dc/terms/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "l": "http://purl.org/rss/1.0/modules/link/",
    "a03": "http://purl.org/atom/ns#",
}
_XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_RDF_ABOUT = '<channel rdf:about="http://e.example/"><title>C</title></channel>'
ROOTS = {
    "rss 2.0": (f'<rss version="2.0" {_XMLNS}><channel><title>C</title>', "</channel></rss>"),
    "rss 2.0 with a namespace": (
        f'<rss version="2.0" xmlns="http://backend.userland.com/RSS2" {_XMLNS}><channel><title>C</title>',
        "</channel></rss>",
    ),
    "rss 0.91": (f'<rss version="0.91" {_XMLNS}><channel><title>C</title>', "</channel></rss>"),
    "rss 0.92": (f'<rss version="0.92" {_XMLNS}><channel><title>C</title>', "</channel></rss>"),
    "rss without version": (f"<rss {_XMLNS}><channel><title>C</title>", "</channel></rss>"),
    "rss 1.0": (f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" {_XMLNS}>{_RDF_ABOUT}', "</rdf:RDF>"),
    "rss 0.90": (f'<rdf:RDF xmlns="http://my.netscape.com/rdf/simple/0.9/" {_XMLNS}>{_RDF_ABOUT}', "</rdf:RDF>"),
    "atom 1.0": (f'<feed xmlns="http://www.w3.org/2005/Atom" {_XMLNS}><title>C</title><id>f</id>', "</feed>"),
    "atom 0.3": (f'<feed version="0.3" xmlns="http://purl.org/atom/ns#" {_XMLNS}><title>C</title>', "</feed>"),
    "atom without namespace": (f"<feed {_XMLNS}><title>C</title>", "</feed>"),
}
LONG_LINKS = "".join(
    f'<link rel="{rel}" type="text/html" href="http://e.example/{place}"/>'
    for rel, place in (("replies", "r"), ("edit", "e"), ("alternate", "a"))
)
TITLES = {
    "plain": "<title>A story</title>",
    "ent": "<title>A &amp; B</title>",
    "entlt": "<title>A &lt; B</title>",
    "dbl": "<title>A &amp;amp; B</title>",
    "dbllt": "<title>2 &amp;lt; 3</title>",
    "num": "<title>A &#8217;s</title>",
    "hex": "<title>A &#x2019;s</title>",
    "win": "<title>A &#146;s</title>",
    "named": "<title>A &eacute; B</title>",
    "nbsp": "<title>A&nbsp;B</title>",
    "unk": "<title>A &foo; B</title>",
    "bareamp": "<title>A & B</title>",
    "cdata": "<title><![CDATA[A & B]]></title>",
    "cdatab": "<title><![CDATA[<b>A</b> story]]></title>",
    "esc": "<title>&lt;b&gt;A&lt;/b&gt; story</title>",
    "inline": "<title><b>A</b> story</title>",
    "br": "<title>A<br/>story</title>",
    "html": '<title type="html">&lt;i&gt;A&lt;/i&gt; story</title>',
    "texthtml": '<title type="text/html">&lt;i&gt;A&lt;/i&gt;</title>',
    "text": '<title type="text">A &lt;b&gt; B</title>',
    "xhtml": '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>A</b> story</div></title>',
    "xhtmlp": '<title type="xhtml"><xhtml:div>A <xhtml:b>b</xhtml:b></xhtml:div></title>',
    "b64": '<title type="text/html" mode="base64">QSBzdG9yeSB3aXRoIHdvcmRz</title>',
    "modeesc": '<title mode="escaped">&lt;b&gt;A&lt;/b&gt;</title>',
    "xmlmode": '<title type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A</p></div></title>',
    "empty": "<title/>",
    "none": "",
    "blank": "<title>  \n </title>",
    "multi": "<title>A</title><title>B</title>",
    "dc": "<dc:title>A</dc:title>",
    "dcboth": "<dc:title>B</dc:title><title>A</title>",
    "dcboth2": "<title>A</title><dc:title>B</dc:title>",
    "media": "<media:title>A</media:title>",
    "mediaboth": "<title>A</title><media:title>B</media:title>",
    "mediaboth2": "<media:title>B</media:title><title>A</title>",
    "itunesboth": "<title>A</title><itunes:title>B</itunes:title>",
    "itboth2": "<itunes:title>B</itunes:title><title>A</title>",
    "smart": "<title>“A”</title>",
    "cjk": "<title>新モデル</title>",
    "emoji": "<title>A 🚀</title>",
    "comment": "<title>A<!-- c --> B</title>",
    "upper": "<TITLE>A</TITLE>",
    "script": "<title>&lt;script&gt;x&lt;/script&gt;A</title>",
    "gt": "<title>A > B</title>",
    "attr": '<title xml:lang="de" foo="bar">A</title>',
    "lines": "<title>\n A\n  B </title>",
    "openlt": "<title>A < B</title>",
    "xmlent": "<title>&quot;A&quot; &apos;B&apos; &gt;</title>",
}
LINKS = {
    "link": "<link>http://e.example/a</link>",
    "rel": "<link>/a</link>",
    "rel2": "<link>a/b</link>",
    "cdata": "<link><![CDATA[http://e.example/a?x=1&y=2]]></link>",
    "amp": "<link>http://e.example/a?x=1&amp;y=2</link>",
    "bare": "<link>http://e.example/a?x=1&y=2</link>",
    "space": "<link> http://e.example/a\n</link>",
    "guid": "<guid>http://e.example/g</guid>",
    "guidt": '<guid isPermaLink="true">http://e.example/g</guid>',
    "guidf": '<guid isPermaLink="false">http://e.example/g</guid>',
    "guidrel": "<guid>tag:x,2020:1</guid>",
    "guidfrel": '<guid isPermaLink="false">17</guid>',
    "both": "<link>http://e.example/a</link><guid>http://e.example/g</guid>",
    "both2": "<guid>http://e.example/g</guid><link>http://e.example/a</link>",
    "bothf": '<guid isPermaLink="false">17</guid><link>http://e.example/a</link>',
    "atomlink": '<atom:link href="http://e.example/x"/>',
    "atomself": '<link>http://e.example/a</link><atom:link rel="self" href="http://e.example/x"/>',
    "atomalt": '<atom:link rel="alternate" href="http://e.example/x"/><link>http://e.example/a</link>',
    "href": '<link href="http://e.example/a"/>',
    "hrefrel": '<link href="a"/>',
    "alt": '<link rel="alternate" type="text/html" href="http://e.example/a"/>',
    "via": '<link rel="via" href="http://e.example/v"/><link rel="alternate" href="http://e.example/a"/>',
    "selfonly": '<link rel="self" href="http://e.example/s"/>',
    "encl": '<link rel="enclosure" href="http://e.example/e.mp3" type="audio/mpeg"/><link href="http://e.example/a"/>',
    "two": '<link href="http://e.example/a"/><link href="http://e.example/b"/>',
    "two2": "<link>http://e.example/a</link><link>http://e.example/b</link>",
    "base": '<link xml:base="http://b.example/x/" href="a"/>',
    "baset": '<link xml:base="http://b.example/x/">a</link>',
    "none": "",
    "empty": "<link/>",
    "source": '<link>http://e.example/a</link><source url="http://s.example/">S</source>',
    "asource": '<source><title>S</title><link href="http://s.example/"/><id>s</id></source><link href="http://e.example/a"/>',
    "orig": "<link>http://e.example/a</link><feedburner:origLink>http://e.example/o</feedburner:origLink>",
    "encl2": '<link>http://e.example/a</link><enclosure url="http://e.example/x.mp3" length="1" type="audio/mpeg"/>',
    "mc": '<link>http://e.example/a</link><media:content url="http://e.example/m.jpg"/>',
    "com": "<link>http://e.example/a</link><comments>http://e.example/c</comments>",
    "url": "<url>http://e.example/a</url>",
    "uri": "<uri>http://e.example/a</uri>",
    "about": "",
    "idurl": "<id>http://e.example/i</id>",
    "idtag": "<id>tag:e,2020:1</id><link href='http://e.example/a'/>",
    "dcid": "<dc:identifier>http://e.example/d</dc:identifier><link>http://e.example/a</link>",
    "llink": '<l:link l:rel="permalink" l:type="text/html" rdf:resource="http://e.example/a"/>',
    "uni": "<link>http://e.example/é</link>",
    "idn": "<link>http://bücher.example/a</link>",
    "frag": "<link>http://e.example/a#x</link>",
    "proto": "<link>//cdn.example/a</link>",
    "image": "<link>http://e.example/a</link><image><title>I</title><link>http://i.example/</link><url>http://i.example/i.png</url></image>",
    "rthtml": '<link type="text/html" rel="related" href="http://e.example/r"/><link href="http://e.example/a"/>',
    "langs": '<link hreflang="fr" href="http://e.example/f"/><link hreflang="en" href="http://e.example/a"/>',
    "typ": '<link type="application/pdf" href="http://e.example/p"/><link type="text/html" href="http://e.example/a"/>',
    "replies": LONG_LINKS,
    "hrefurl": '<link rel="http://www.iana.org/assignments/relation/alternate" href="http://e.example/a"/>',
    "permalink": "<permalink>http://e.example/a</permalink>",
    "tb": "<link>http://e.example/a</link><trackback:ping>http://e.example/t</trackback:ping>",
    "upper": "<LINK>http://e.example/a</LINK>",
    "lang": "<link xml:lang='en'>http://e.example/a</link>",
}
DATE_FIELDS = tuple(
    "pubDate published issued updated modified created dc:date dcterms:issued dcterms:created dcterms:modified"
    " lastBuildDate atom:updated atom:published a03:modified".split()
)


def document(root: str, inner: str) -> str:
    """Return a feed of a dialect with one entry."""
    begin, end = ROOTS[root]
    name = "entry" if root.startswith("atom") else "item"
    return f"<?xml version='1.0' encoding='utf-8'?>{begin}<{name}>{inner}</{name}>{end}"


def place(root: str) -> str:
    """Return the plainest link and id of a dialect."""
    is_atom = root.startswith("atom")
    return '<link href="http://e.example/a"/><id>tag:1</id>' if is_atom else "<link>http://e.example/a</link>"
