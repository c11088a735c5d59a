"""Which addresses a source may lead to: the public internet on its usual ports, and what the operator opened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from yarl import URL

from bot.errors import AddressRefused, SettingsError

Address = IPv4Address | IPv6Address
USUAL_PORTS = frozenset({80, 443})
LONGEST_URL = 2048
KEY = "LAUNCHWIRE_ALLOWED_ADDRESSES"

# https://www.iana.org/assignments/iana-ipv4-special-registry, and one public address that clouds answer on from inside
_CLOSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Only 2000::/3 is handed out; inside it these are no internet hosts, or carry an IPv4 address of anybody's choice.
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")
# What browsers read as a number although it is no dotted quad: 0x7f000001, 2130706433, 127.1, 0177.0.0.1
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<host>[^:\[\]/\s]+))(?::(?P<port>[0-9]{1,5}))?\Z", re.IGNORECASE)


def is_public(address: Address) -> bool:
    """Return whether an address belongs to a host of the public internet."""
    if isinstance(address, IPv6Address):
        inner = _inner_address(address)
        if inner is None:
            return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)
        address = inner
    return not any(address in network for network in _CLOSED_V4)


def _inner_address(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a mapped or NAT64 address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator opened besides the public internet; without a port, 80 and 443 are meant."""

    networks: tuple[tuple[IPv4Network | IPv6Network, int | None], ...] = ()
    hosts: tuple[tuple[str, int | None], ...] = ()

    @classmethod
    def parse(cls, texts: Sequence[str]) -> "Allowed":
        """Read `host`, `host:port`, `address`, `address:port`, `[v6]:port` and networks such as `10.1.0.0/16`.

        Raises:
            SettingsError: one of them is none of these.
        """
        networks, hosts = [], []
        for text in texts:
            network, port = _network(text)
            if network is not None:
                networks.append((network, port))
            else:
                hosts.append(_host(text))
        return cls(tuple(networks), tuple(hosts))

    def names(self, host: str, port: int) -> bool:
        """Return whether the operator opened this very name."""
        return any(name == host and _fits(opened, port) for name, opened in self.hosts)

    def holds(self, address: Address, port: int) -> bool:
        """Return whether the operator opened a network with this address."""
        return any(
            address.version == network.version and address in network and _fits(opened, port)
            for network, opened in self.networks
        )

    def opens(self, host: str, port: int) -> bool:
        """Return whether the operator opened this host, by name or by number."""
        try:
            return self.holds(ip_address(host), port)
        except ValueError:
            return self.names(host, port)

    def opens_port(self, port: int) -> bool:
        """Return whether this port is opened for some address."""
        return any(opened == port for _, opened in (*self.networks, *self.hosts))

    def admits(self, address: str, port: int) -> bool:
        """Return whether a socket may be connected to this address and port."""
        try:
            one = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return self.holds(one, port) or (port in USUAL_PORTS and is_public(one))


def _fits(opened: int | None, port: int) -> bool:
    return opened == port or (opened is None and port in USUAL_PORTS)


def _network(text: str) -> tuple[IPv4Network | IPv6Network | None, int | None]:
    for candidate, port in ((text, None), _split_port(text)):
        try:
            return ip_network(candidate, strict=False), port
        except ValueError:
            continue
    return None, None


def _split_port(text: str) -> tuple[str, int | None]:
    match = _ALLOWED.match(text)
    if match is None:
        return text, None
    return match["v6"] or match["host"], int(match["port"]) if match["port"] else None


def _host(text: str) -> tuple[str, int | None]:
    match = _ALLOWED.match(text)
    port = int(match["port"]) if match and match["port"] else None
    if match is None or match["v6"] or (port is not None and not 0 < port < 65536):
        raise SettingsError(
            f"{KEY}: {text!r} is no address. Write host, host:port, 10.1.2.3:8080, [::1]:8080 or 10.1.0.0/16."
        )
    return match["host"].rstrip(".").lower(), port


def checked_url(text: str, allowed: Allowed) -> URL:
    """Return the address as an URL when it may be fetched as far as its text tells; the socket is judged later.

    Raises:
        AddressRefused: it is not http(s), holds a password, or its host or port may not be read.
    """
    try:
        url = URL(text)
        host, port = url.host, url.port
    except ValueError as error:
        raise AddressRefused(f"this is no web address: {text[:100]!r}") from error
    if url.scheme not in {"http", "https"} or not host or port is None or len(text) > LONGEST_URL:
        raise AddressRefused(f"only http and https addresses are read, not {text[:100]!r}")
    if url.user is not None or url.password is not None:
        raise AddressRefused(f"addresses with a user name or password are not read: {host}")
    _check_host(host.lower().rstrip("."), port, allowed)
    return url.with_fragment(None)


def _check_host(host: str, port: int, allowed: Allowed) -> None:
    if allowed.names(host, port):
        return
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        if _NUMBER.match(host.rpartition(".")[2]):
            raise AddressRefused(f"an address spelled as {host[:100]} is not read") from None
        if port not in USUAL_PORTS and not allowed.opens_port(port):
            raise refusal(host, port) from None
        return
    if not allowed.admits(str(address), port):
        raise refusal(host, port)


def refusal(host: str, port: int) -> AddressRefused:
    """Return the error for a host that leads where nothing may be read."""
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    why = "leads to a private, local or reserved network" if port in USUAL_PORTS else f"uses port {port}"
    return AddressRefused(f"{host[:100]} {why}; nothing was asked there. If you mean it, add {shown} to {KEY}.")
