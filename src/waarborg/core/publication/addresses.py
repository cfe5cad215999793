"""Web addresses and mail addresses: whether people can use them."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

MAX_MAIL_LENGTH = 254  # RFC 5321, section 4.5.3.1
_LABEL = re.compile(r"[^\W_](?:[^\W_]|-)*", re.UNICODE)
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]|[\ud800-\udfff]")


def find_link_fault(text: str) -> str | None:
    """Return what is wrong with a web address, or None when it can be followed.

    The faults: `space` (white space or characters that no address has), `scheme` (not http or https),
    `host` (no domain name), `user` (a user name or password in it). After RFC 3986.
    """
    if _UNSAFE.search(text):
        return "space"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "host"
    if parts.scheme.lower() not in ("http", "https"):
        return "scheme"
    if parts.username is not None or parts.password is not None:
        return "user"
    if port == 0 or not _has_host(parts):
        return "host"
    return None


def is_link(text: str) -> bool:
    """Return whether `text` is a web address that can be followed: http or https, with a domain name."""
    return find_link_fault(text) is None


def is_mail_address(text: str) -> bool:
    """Return whether `text` is one mail address, such as `algoritmes@voorbeeldstad.example`."""
    local, at, domain = text.rpartition("@")
    return (
        bool(at)
        and len(text) <= MAX_MAIL_LENGTH
        and _LOCAL_PART.fullmatch(local) is not None
        and is_domain(domain)
    )


def is_domain(text: str) -> bool:
    """Return whether `text` is a full domain name: labels with dots between, the last one in letters."""
    labels = text.removesuffix(".").split(".")
    return (
        len(labels) >= 2
        and len(text) <= 253
        and all(_is_label(label) for label in labels)
        and len(labels[-1]) >= 2
        and (labels[-1].isalpha() or labels[-1].lower().startswith("xn--"))
    )


def _is_label(label: str) -> bool:
    return len(label) <= 63 and _LABEL.fullmatch(label) is not None and not label.endswith("-")


def _has_host(parts: SplitResult) -> bool:
    if parts.netloc.endswith(":"):
        return False
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return is_domain(host)
    return True
