"""`launchwire sources`: check, list, import, export."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings, keys
from bot.sources import from_opml
from bot.terminal.sources import run_check
from tests.fake_site import fake_site

OPML = """<opml version="2.0"><body><outline text="Labs">
<outline type="rss" text="Halcyon News" xmlUrl="https://halcyon.example/feed"/>
<outline type="rss" text="Petrel &amp; Co" xmlUrl="https://petrel.example/rss"/></outline></body></opml>"""


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in keys():
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'here.db'}")
    monkeypatch.chdir(tmp_path)


def test_feeds_of_another_reader_come_in_once_and_go_out_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, encoding="utf-8")
    assert main(["sources", "import", "feeds.opml"]) == 0
    assert "2 of 2 feeds are new" in capsys.readouterr().out
    assert main(["sources", "import", "feeds.opml"]) == 0
    assert "0 of 2 feeds are new" in capsys.readouterr().out
    assert main(["sources", "list"]) == 0
    assert "Petrel & Co: not read yet" in capsys.readouterr().out
    assert main(["sources", "export"]) == 0
    exported = from_opml(capsys.readouterr().out.encode())
    assert {one.url for one in exported} == {"https://halcyon.example/feed", "https://petrel.example/rss"}


def test_a_file_that_is_no_list_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "feeds.opml").write_text("hello", encoding="utf-8")
    assert main(["sources", "import", "feeds.opml"]) == 1
    assert "no OPML" in capsys.readouterr().err
    assert main(["sources", "import", "absent.opml"]) == 1
    assert "absent.opml" in capsys.readouterr().err


async def test_a_check_says_which_answer_and_fails_when_one_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with fake_site() as site:
        site.pages["/good"] = "<rss version='2.0'><channel><title>T</title></channel></rss>"
        rows = "".join(f'[[source]]\nurl = "{site.url}/{one}"\ntitle = "{one}"\n' for one in ("good", "gone"))
        (tmp_path / "mine.toml").write_text(rows, encoding="utf-8")
        settings = Settings(sources=tmp_path / "mine.toml", allowed_addresses=(site.host,))
        assert await run_check(settings) == 1
        printed = capsys.readouterr().out
        assert "ok good: 0 entries" in printed
        assert "wrong gone: " in printed
        assert "1 of 2 sources answer." in printed
        assert await run_check(settings, only="good") == 0
