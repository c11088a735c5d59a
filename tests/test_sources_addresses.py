"""Which addresses may be read, by text and by number."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AddressRefused, SettingsError
from bot.sources.addresses import Allowed, checked_url, is_public

NOTHING = Allowed()

CLOSED = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "5f00::1",
]
OPEN = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", CLOSED)
def test_closed_network_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", OPEN)
def test_internet_is_public(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_never_wider_than_the_standard_library(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_what_it_stands_for(address: IPv4Address) -> None:
    assert is_public(IPv6Address(f"::ffff:{address}")) == is_public(address)
    assert is_public(IPv6Address((0x0064FF9B << 96) | int(address))) == is_public(address)


REFUSED = [
    "file:///etc/passwd",
    "ftp://example.com/x",
    "gopher://example.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.com/x",
    "example.com",
    "",
    "http://",
    "http:///x",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://evil.example:80@127.0.0.1/",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1/",
    "http://0/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://example.0x7f/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[fe80::1%25eth0]/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://\u2460\u2461\u2466.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http://169.254.169.254/latest/meta-data/",
    "http://example.com:22/",
    "http://example.com:8080/",
    "https://example.com:0/",
    "http://example.com:99999/",
    "http://example.com/" + "a" * 3000,
]


@pytest.mark.parametrize("text", REFUSED)
def test_address_is_refused_by_its_text(text: str) -> None:
    with pytest.raises(AddressRefused):
        checked_url(text, NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com/",
        "https://example.com:443/a?b=c",
        "http://8.8.8.8/",
        "https://b\u00fccher.example/",
        "http://3com.example/",
    ],
)
def test_address_of_the_internet_is_read(text: str) -> None:
    assert checked_url(text, NOTHING).host


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for candidate in (text, f"http://{text}", f"http://example.com/{text}"):
        try:
            url = checked_url(candidate, NOTHING)
        except AddressRefused:
            continue
        assert url.scheme in {"http", "https"}


@pytest.mark.parametrize(
    ("opened", "url"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080/feed"),
        ("127.0.0.1", "http://127.0.0.1/feed"),
        ("[::1]:8080", "http://[::1]:8080/"),
        ("::1", "http://[::1]/"),
        ("10.1.0.0/16", "https://10.1.200.3/"),
        ("feeds.internal:8080", "http://feeds.internal:8080/"),
        ("Feeds.Internal", "https://feeds.internal/"),
        ("example.com:8443", "https://example.com:8443/"),
    ],
)
def test_operator_opens_an_address(opened: str, url: str) -> None:
    checked_url(url, Allowed.parse([opened]))


@pytest.mark.parametrize(
    ("opened", "url"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1/"),
        ("127.0.0.1:8080", "http://127.0.0.1:8081/"),
        ("127.0.0.1", "http://127.0.0.1:8080/"),
        ("127.0.0.1:8080", "http://127.0.0.2:8080/"),
        ("10.1.0.0/16", "http://10.2.0.1/"),
        ("feeds.internal", "http://127.0.0.1/"),
    ],
)
def test_operator_opens_nothing_else(opened: str, url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        checked_url(url, Allowed.parse([opened]))
    assert "LAUNCHWIRE_ALLOWED_ADDRESSES" in str(caught.value)


@pytest.mark.parametrize("text", ["http://x", "a b", "host:port", "host:0", "host:70000", "[zz]:1", "a:b:c"])
def test_a_wrong_exception_is_the_operators_error(text: str) -> None:
    with pytest.raises(SettingsError):
        Allowed.parse([text])
