"""Feeds written for the tests: what dialects, generators and careless hands make of one entry, and what is in it.

Every feed holds one entry titled A that leads to http://e.example/a, unless `EXPECTED` says otherwise.
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
    "geo": "http://www.georss.org/georss",
    "rss1": "http://purl.org/rss/1.0/",
    "own": "http://lab.example/ns",
}
_XMLNS = " ".join(f"xmlns:{prefix}='{uri}'" for prefix, uri in _NAMESPACES.items())
_T, _L, _I = "<title>A</title>", "<link>http://e.example/a</link>", "<id>tag:1</id>"
_AL = "<link href='http://e.example/a'/>"
_DIV = "<div xmlns='http://www.w3.org/1999/xhtml'>"

_RSS_ITEMS = {
    "plain": _T + _L,
    "dublin core title": f"<dc:title>A</dc:title>{_L}",
    "media title": f"<media:title>A</media:title>{_L}",
    "podcast title": f"<itunes:title>A</itunes:title>{_L}",
    "two kinds of title": f"{_T}<dc:title>B</dc:title>{_L}",
    "media title first": f"<media:title>B</media:title>{_T}{_L}",
    "media title last": f"{_T}{_L}<media:content url='u'><media:title>B</media:title></media:content>",
    "media group first": f"<media:group><media:content url='u'/><media:title>B</media:title></media:group>{_T}{_L}",
    "picture inside": f"{_T}{_L}<image><title>B</title><link>http://e.example/img</link></image>",
    "source": f"{_T}{_L}<source url='http://s.example'>B</source>",
    "link of atom": f"{_T}<atom:link href='http://e.example/a'/>",
    "link of atom to itself": f"{_T}{_L}<atom:link href='http://e.example/b' rel='self'/>",
    "link of atom first": f"{_T}<atom:link href='http://e.example/b' rel='self'/>{_L}",
    "guid": f"{_T}<guid>http://e.example/a</guid>",
    "guid that is no link": f"{_T}{_L}<guid isPermaLink='false'>tag:7</guid>",
    "guid that is another link": f"{_T}{_L}<guid>http://e.example/?p=7</guid>",
    "link in an attribute": f"{_T}<link href='http://e.example/a'/>",
    "empty link and guid": f"{_T}<link/><guid>http://e.example/a</guid>",
    "comments": f"{_T}{_L}<comments>http://e.example/c</comments><wfw:commentRss>http://e.example/r</wfw:commentRss>",
    "slash comments": f"{_T}{_L}<slash:comments>7</slash:comments><thr:total>7</thr:total>",
    "bold title": f"<title>&lt;b&gt;A&lt;/b&gt;</title>{_L}",
    "bold title in cdata": f"<title><![CDATA[<b>A</b>]]></title>{_L}",
    "bold title in markup": f"<title><b>A</b></title>{_L}",
    "comment in the title": f"<title><!-- x -->A</title>{_L}",
    "instruction in the title": f"<title>A<?php x ?></title>{_L}",
    "typed title": f"<title type='html'>&lt;i&gt;A&lt;/i&gt;</title>{_L}",
    "title by number": f"<title>&#65;</title>{_L}",
    "title by hex number": f"<title>&#x41;</title>{_L}",
    "title over lines": f"<title>\n\t A \n</title>{_L}",
    "link over lines": f"{_T}<link>\n http://e.example/a \n</link>",
    "link in cdata": f"{_T}<link><![CDATA[http://e.example/a]]></link>",
    "title with language": f"<title xml:lang='de'>A</title>{_L}",
    "title in the description": f"<description><title>B</title>x</description>{_T}{_L}",
    "body": f"{_T}{_L}<xhtml:body><xhtml:p>B</xhtml:p></xhtml:body>",
    "content and description": f"{_T}{_L}<content:encoded>E</content:encoded><description>D</description>",
    "author with a name": f"{_T}{_L}<author><name>N</name></author>",
    "category": f"{_T}{_L}<category domain='x'>B</category>",
    "enclosure": f"{_T}{_L}<enclosure url='http://e.example/x.mp3' type='audio/mpeg' length='1'/>",
    "place": f"{_T}{_L}<geo:point>1 2</geo:point>",
    "names of its own": f"<own:title>B</own:title>{_T}<own:link>http://own.example</own:link>{_L}",
    "names of RSS 1.0": "<rss1:title>A</rss1:title><rss1:link>http://e.example/a</rss1:link>",
    "base": "<title>A</title><link xml:base='http://e.example/'>a</link>",
    "relative link": "<title>A</title><link>/a</link><guid isPermaLink='false'>7</guid>",
    "original link": f"{_T}{_L}<feedburner:origLink>http://e.example/o</feedburner:origLink>",
    "dates of all kinds": f"{_T}{_L}<dc:date>2026-01-02</dc:date><pubDate>nonsense</pubDate>"
    "<dcterms:created>x</dcterms:created>",
    "tags left open in the description": f"{_T}{_L}<description><p>x<br>y</description>",
    "upper case": "<TITLE>A</TITLE><LINK>http://e.example/a</LINK>",
    "ampersand in a link": f"{_T}{_L}<comments>http://e.example/c?a=1&b=2</comments>",
    "unknown entity": f"{_T}{_L}<description>&unknown; &nbsp; &</description>",
    "script": f"{_T}{_L}<description><![CDATA[<script>alert(1)</script>]]></description>",
}
_ATOM_ENTRIES = {
    "plain": f"{_I}{_T}{_AL}",
    "html title": f"{_I}<title type='html'>&lt;b&gt;A&lt;/b&gt;</title>{_AL}",
    "xhtml title": f"{_I}<title type='xhtml'>{_DIV}<b>A</b></div></title>{_AL}",
    "xhtml title with prefix": f"{_I}<title type='xhtml'><xhtml:div><xhtml:b>A</xhtml:b></xhtml:div></title>{_AL}",
    "self before alternate": f"{_I}{_T}<link rel='self' href='http://e.example/s'/>{_AL}",
    "edit before alternate": f"{_I}{_T}<link rel='edit' href='http://e.example/e'/>{_AL}",
    "replies before alternate": f"{_I}{_T}<link rel='replies' href='http://e.example/r'/>{_AL}",
    "enclosure before alternate": f"{_I}{_T}<link rel='enclosure' href='http://e.example/x.mp3'/>{_AL}",
    "via": f"{_I}{_T}<link rel='via' href='http://v.example/'/>{_AL}",
    "json before html": f"{_I}{_T}<link rel='alternate' type='application/json' href='http://e.example/j'/>"
    "<link rel='alternate' type='text/html' href='http://e.example/a'/>",
    "link in the id": f"<id>http://e.example/a</id>{_T}",
    "source": f"<source><title>B</title><link href='http://s.example'/><id>s</id></source>{_I}{_T}{_AL}",
    "source last": f"{_I}{_T}{_AL}<source><title>B</title><link href='http://s.example'/><id>s</id></source>",
    "media group first": f"<media:group><media:title>B</media:title></media:group>{_I}{_T}{_AL}",
    "xhtml content": f"{_I}{_T}{_AL}<content type='xhtml'>{_DIV}<p>x</p></div></content>",
    "base": f"{_I}{_T}<link href='a' xml:base='http://e.example/'/>",
    "base of the entry": f"{_I}{_T}<link xml:base='http://x.example/' href='http://e.example/a'/>",
    "dublin core title": f"{_I}<dc:title>A</dc:title>{_AL}",
    "no id": f"{_T}{_AL}",
    "summary and content": f"{_I}{_T}{_AL}<summary>S</summary><content type='html'>&lt;p&gt;C&lt;/p&gt;</content>",
    "relative link": f"{_I}{_T}<link href='/a'/>",
    "other language": f"{_I}{_T}<link rel='alternate' hreflang='en' href='http://e.example/a'/>",
    "author with a link": f"{_I}{_T}{_AL}<author><name>N</name><uri>http://n.example</uri></author>",
}
_OLD_ATOM = {
    "escaped title": "<title type='text/html' mode='escaped'>&lt;b&gt;A&lt;/b&gt;</title>",
    "title in base64": "<title type='text/html' mode='base64'>PGI+QTwvYj4=</title>",
    "title in xml": f"<title type='application/xhtml+xml' mode='xml'>{_DIV}<b>A</b></div></title>",
    "plain title": _T,
}


def _rss(item: str) -> str:
    return f"<rss version='2.0' {_XMLNS}><channel><title>C</title><link>http://e.example/</link><item>{item}</item></channel></rss>"


def _rss_of(root: str, item: str = _T + _L) -> str:
    return f"<{root}><channel><title>C</title><item>{item}</item></channel></{root.partition(' ')[0]}>"


_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_WHOLE = {
    "rss 0.91": _rss_of("rss version='0.91'"),
    "rss 0.92": _rss_of("rss version='0.92'"),
    "rss 0.93": _rss_of("rss version='0.93'"),
    "rss 0.94": _rss_of("rss version='0.94'"),
    "rss without version": _rss_of("rss"),
    "rss with a namespace": _rss_of("rss version='2.0' xmlns='http://backend.userland.com/rss2'"),
    "rss with another namespace": _rss_of("rss version='2.0' xmlns='http://lab.example/'"),
    "rss with items outside": f"<rss version='0.9'><channel><title>C</title></channel><item>{_T}{_L}</item></rss>",
    "channel alone": f"<channel><title>C</title><item>{_T}{_L}</item></channel>",
    "rss 0.90": f"<rdf:RDF xmlns:rdf='{_RDF}' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
    f"<channel><title>C</title></channel><image><title>I</title></image><item>{_T}{_L}</item></rdf:RDF>",
    "rss 1.0": f"<rdf:RDF xmlns:rdf='{_RDF}' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='http://e.example/'>"
    f"<title>C</title></channel><item rdf:about='http://e.example/a'>{_T}{_L}</item><textinput><title>T</title></textinput></rdf:RDF>",
    "rss 1.0 with other prefixes": f"<r:RDF xmlns:r='{_RDF}' xmlns:s='http://purl.org/rss/1.0/'><s:channel><s:title>C</s:title>"
    "</s:channel><s:item><s:title>A</s:title><s:link>http://e.example/a</s:link></s:item></r:RDF>",
    "cdf": "<CHANNEL HREF='http://e.example/'><TITLE>C</TITLE><ITEM HREF='http://e.example/a'><TITLE>A</TITLE></ITEM></CHANNEL>",
    "atom without namespace": f"<feed><title>C</title><entry>{_I}{_T}{_AL}</entry></feed>",
    "atom in upper case": "<FEED><TITLE>C</TITLE><ENTRY><TITLE>A</TITLE><LINK HREF='http://e.example/a'/><ID>1</ID></ENTRY></FEED>",
    "atom with prefix": "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>C</a:title><a:entry><a:id>1</a:id>"
    "<a:title>A</a:title><a:link href='http://e.example/a'/></a:entry></a:feed>",
    "an entry as the document": f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{_I}{_T}{_AL}</entry></feed>",
    "style sheet": f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='x.xsl'?>{_rss(_T + _L)}",
    "comment first": f"<!-- made by hand -->{_rss(_T + _L)}",
    "comment before the declaration": f"<!-- x --><?xml version='1.0'?>{_rss(_T + _L)}",
    "two declarations": f"<?xml version='1.0'?><?xml version='1.0'?>{_rss(_T + _L)}",
    "blank lines first": f"\n\n<?xml version='1.0'?>\n{_rss(_T + _L)}",
    "mark first": f"\ufeff<?xml version='1.0'?>{_rss(_T + _L)}",
    "warning of php first": f"<br />\n<b>Warning</b>: mysql in <b>x.php</b>\n{_rss(_T + _L)}",
    "html after": f"{_rss(_T + _L)}\n<!-- cached --><script>x</script>",
    "doctype": f"<!DOCTYPE rss [<!ELEMENT rss ANY>]>{_rss(_T + _L)}",
    "doctype of netscape": "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://my.netscape.com/rss.dtd'>"
    + _rss_of("rss version='0.91'"),
    "end missing": f"<rss version='2.0'><channel><title>C</title><item>{_T}{_L}</item>",
    "end in the middle": f"<rss version='2.0'><channel><title>C</title><item>{_T}{_L}<description>cut",
    "prefix that was not declared": _rss_of("rss version='2.0'", f"{_T}{_L}<dc:date>2026-01-01</dc:date>"),
    "windows line ends": _rss(_T + _L).replace("><", ">\r\n<"),
    "attributes without quotes": _rss(_T + _L).replace("version='2.0'", "version=2.0"),
    "null characters": _rss(_T + _L + "<description>\x00\x08</description>"),
}
FEEDS: dict[str, str] = {
    **{f"rss: {name}": _rss(item) for name, item in _RSS_ITEMS.items()},
    **{
        f"atom: {name}": f"<feed xmlns='http://www.w3.org/2005/Atom' {_XMLNS}><title>C</title><id>f</id>"
        f"<entry>{entry}</entry></feed>"
        for name, entry in _ATOM_ENTRIES.items()
    },
    **{
        f"atom 0.3: {name}": f"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>C</title><entry>{title}"
        "<link rel='alternate' type='text/html' href='http://e.example/a'/><id>1</id></entry></feed>"
        for name, title in _OLD_ATOM.items()
    },
    **_WHOLE,
}
EXPECTED: dict[str, list[tuple[str, str]]] = {}
