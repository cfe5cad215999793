"""Opening web addresses that others wrote down, to see whether they still work, without letting them lead us anywhere.

The address is resolved first, every answer must be a public one, and the connection goes to the address that was
checked, so that a second look-up cannot give another. Each redirect is checked anew. What comes back is not kept.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from waarborg.core.publication.addresses import is_link

PORTS = frozenset({80, 443, 8080, 8443})
MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
SECONDS_PER_STEP = 10.0
SECONDS_IN_ALL = 20.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: A site may refuse a machine and still serve people: that says nothing about the page.
_UNSURE = frozenset({401, 403, 406, 408, 425, 429, 451, 503})
_HEADERS = {"User-Agent": "Waarborg-link-check/1", "Accept": "*/*", "Connection": "close"}
#: Ranges that carry an older address inside, which could be a private one.
_CARRIERS = tuple(
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


class Outcome(StrEnum):
    """What came of opening an address."""

    WORKS = "works"
    GONE = "gone"
    FAILS = "fails"
    UNREACHABLE = "unreachable"
    INSECURE = "insecure"
    LOOPS = "loops"
    UNSURE = "unsure"
    REFUSED = "refused"

    @property
    def is_broken(self) -> bool:
        """Whether a reader who follows the link gets nowhere."""
        return self in (Outcome.GONE, Outcome.FAILS, Outcome.UNREACHABLE, Outcome.INSECURE, Outcome.LOOPS)


@dataclass(frozen=True)
class Answer:
    """What came of opening an address, with the last status of HTTP."""

    outcome: Outcome
    status: int | None = None


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The network addresses of a host. Raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: str, port: int) -> bool:
    """Whether a network address may be opened: on the public internet, at a port where websites are."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif any(found in carrier for carrier in _CARRIERS):
            return False
    return port in PORTS and found.is_global and not found.is_multicast and not found.is_reserved


class LinkOpener:
    """Opens links by HEAD, and by GET where a site does not know that.

    `resolve` gives the network addresses of a host and `allows` says which may be opened; tests give their own.
    """

    def __init__(
        self,
        *,
        resolve: Callable[[str, int], tuple[str, ...]] = resolve,
        allows: Callable[[str, int], bool] = is_public,
        seconds: float = SECONDS_PER_STEP,
    ) -> None:
        self._resolve = resolve
        self._allows = allows
        self._seconds = seconds

    def open(self, url: str) -> Answer:
        """Follow a link as a reader would, and say what came of it. Raises nothing for whatever the site does."""
        for _ in range(MOST_REDIRECTS + 1):
            if not is_link(url):
                return Answer(Outcome.REFUSED)
            answer, onward = self._ask(url)
            if onward is None:
                return answer
            url = urljoin(url, onward)
        return Answer(Outcome.LOOPS, answer.status)

    def _ask(self, url: str) -> tuple[Answer, str | None]:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme.lower() == "https" else 80)
        try:
            addresses = self._resolve(host.encode("idna").decode(), port)
        except (OSError, UnicodeError):
            return Answer(Outcome.UNREACHABLE), None
        if not addresses or not all(self._allows(address, port) for address in addresses):
            return Answer(Outcome.REFUSED), None
        try:
            status, onward = self._request("HEAD", url, addresses[0])
            if status >= 400 and status not in _UNSURE:
                status, onward = self._request("GET", url, addresses[0])
        except ssl.SSLError:
            return Answer(Outcome.INSECURE), None
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(Outcome.UNREACHABLE), None
        if status in _REDIRECTS and onward:
            return Answer(Outcome.WORKS, status), onward
        return Answer(_judge(status), status), None

    def _request(self, method: str, url: str, address: str) -> tuple[int, str | None]:
        """One request to the address that was checked; ends after some seconds, whatever the site does."""
        parts = urlsplit(url)
        is_secure = parts.scheme.lower() == "https"
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or (443 if is_secure else 80)
        connection = http.client.HTTPConnection(host, port, timeout=self._seconds)
        plain = socket.create_connection((address, port), timeout=self._seconds)
        watch = Timer(SECONDS_IN_ALL, _cut_off, (plain,))
        watch.daemon = True
        watch.start()
        try:
            connection.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain
            )
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
            connection.request(method, path + query, headers=_HEADERS)
            answer = connection.getresponse()
            answer.read(MOST_BYTES)
            return answer.status, answer.headers.get("Location")
        finally:
            watch.cancel()
            connection.close()
            plain.close()


def _cut_off(connection: socket.socket) -> None:
    """End a conversation that takes too long; the other side of it then fails as it would on a broken line."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it was closed already
        return


def _judge(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    if status in _UNSURE:
        return Outcome.UNSURE
    return Outcome.FAILS if status >= 400 else Outcome.WORKS
