"""What the settings turn on."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from notifications.opening import open_channels, read_letterhead
from pathways.errors import UsageError
from pathways.settings import Settings


def test_nothing_is_on_until_it_is_set() -> None:
    assert open_channels(Settings()) == {}
    assert read_letterhead(Settings()).url == ""


def test_a_host_turns_mail_on_and_a_folder_turns_files_on(tmp_path: Path) -> None:
    settings = Settings(smtp_host="smtp.kommune.example", mail_folder=tmp_path, smtp_password=SecretStr("x"))
    assert {name: channel.name for name, channel in open_channels(settings).items()} == {"smtp": "smtp", "file": "file"}


@pytest.mark.parametrize("sender", ["", "Varsel <varsel@kommune.no>", "varsel@kommune.no\r\nBcc: x@x.no"])
def test_mail_without_a_sender_that_is_an_address_is_refused(sender: str) -> None:
    with pytest.raises(UsageError, match="PATHWAYS_MAIL_FROM"):
        read_letterhead(Settings(smtp_host="localhost", mail_from=sender))


def test_the_letterhead_is_what_the_settings_say() -> None:
    settings = Settings(
        smtp_host="localhost", mail_from="varsel@k.no", mail_domain="k.no", inbox_url="https://k.no/innboks"
    )
    letterhead = read_letterhead(settings)
    assert (letterhead.sender, letterhead.domain, letterhead.url) == ("varsel@k.no", "k.no", "https://k.no/innboks")


@pytest.mark.parametrize("domain", ["kommune.no\r\nBcc: x@y.no", "a@b.no", "", "-a.no", "a..no", "æ.no", "a" * 254])
def test_a_domain_that_is_none_is_refused_in_words(domain: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_letterhead(Settings(smtp_host="localhost", mail_from="varsel@k.no", mail_domain=domain))
    assert refused.value.key == "notices.bad_domain"
    assert "PATHWAYS_MAIL_DOMAIN" in str(refused.value)


def test_the_domain_matters_to_nobody_while_mail_is_off() -> None:
    assert read_letterhead(Settings(mail_domain="ingen domene")).domain == "ingen domene"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "kommune.no/innboks",
        "https://k.no/ x",
        "https://k.no/\nBcc: x",
        "https://",
        "http://[",
        "https://k.no/\u200b",
    ],
)
def test_an_address_of_the_inbox_that_is_none_is_refused_in_words(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_letterhead(Settings(smtp_host="localhost", mail_from="varsel@k.no", inbox_url=url))
    assert refused.value.key == "notices.bad_inbox_url"
    assert "PATHWAYS_INBOX_URL" in str(refused.value)
