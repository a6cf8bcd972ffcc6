"""Under which name somebody, a network or a text is counted: plain enough that small changes do not make a new one,
and closed, so that nobody can read from a row whom it counts.
"""

import re
import unicodedata
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# Of an IPv6 address, what one household or one site is given as a whole.
SITE_PREFIX = 64
# Shorter words come from many people without anything being wrong: "Thank you, I was listened to".
FEWEST_WORDS = 8
# An address may be written in quotation marks, with a sign before any letter of it: "a\\nn"@example.org is Ann's too.
QUOTING = str.maketrans("", "", '"\\')


def closed(*parts: str) -> str:
    """Nobody without our secret key can find out what it was made of, also not by trying all addresses."""
    return salted_hmac("coprod_portal.limits", "\0".join(parts), algorithm="sha256").hexdigest()


def closed_for(window: tuple[datetime, datetime], *parts: str) -> str:
    """Another one in each window, so that rows of two days cannot be put together to follow somebody."""
    return closed(*(moment.isoformat() for moment in window), *parts)


def bare(text: str) -> str:
    """Without accents, and with all that looks the same in one form."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def person(email: str) -> str:
    """One name for all the ways to write an address: only to count, never to write to.

    Some providers ignore dots and what follows a plus, others do not, and nobody can know of each which it is. So we
    ignore them for all. At worst two people whose addresses differ by a dot share a limit that neither comes near.
    """
    box, _, domain = unicodedata.normalize("NFKC", email).strip().rpartition("@")
    box = bare(box).translate(QUOTING)
    return f"{box.partition('+')[0].replace('.', '') or box}@{internet_name(domain)}"


def internet_name(domain: str) -> str:
    """As the internet knows it: bücher.example is xn--bcher-kva.example."""
    plain = domain.casefold().rstrip(".")
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def network(request: HttpRequest) -> str:
    """Where a request comes from, behind as many proxies as are ours: an IPv4 address, or an IPv6 site.

    A whole block of IPv4 addresses would often be a whole town, and hit its neighbours.
    """
    address = ip_address(str(get_adapter().get_client_ip(request)).strip())
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((address, SITE_PREFIX), strict=False))
        address = address.ipv4_mapped
    return str(address)


def fingerprint(words: str) -> str:
    """The same for a text in capitals, with other spaces or other signs between its words. "" for a short one."""
    found = re.findall(r"\w+", bare(words))
    return closed("words", *found) if len(found) >= FEWEST_WORDS else ""
