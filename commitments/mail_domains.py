"""What the address of somebody says about where they work."""

# Anybody can have an address there, so that two people share one says nothing.
PUBLIC_MAIL = frozenset(
    {"aol.com", "aol.co.uk", "fastmail.com", "fastmail.fm", "gmail.com", "gmx.com", "gmx.co.uk", "googlemail.com"}
    | {"hey.com", "hotmail.co.uk", "hotmail.com", "hushmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com"}
    | {"mail.com", "me.com", "msn.com", "outlook.com", "outlook.co.uk", "pm.me", "proton.me", "protonmail.com"}
    | {"rocketmail.com", "tutanota.com", "yahoo.co.uk", "yahoo.com", "yandex.com", "ymail.com", "zoho.com"}
    | {"blueyonder.co.uk", "btinternet.com", "btopenworld.com", "ntlworld.com", "o2.co.uk", "sky.com"}
    | {"talk21.com", "talktalk.net", "tiscali.co.uk", "virgin.net", "virginmedia.com"}
)


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].strip().lower()


def is_public_mail(email: str) -> bool:
    return domain_of(email) in PUBLIC_MAIL


def shares_domain(email: str, others: list[str]) -> bool:
    """Whether one of the others is at the same place of work, as far as addresses tell."""
    return not is_public_mail(email) and domain_of(email) in {domain_of(other) for other in others}
