"""HTML pages: whatever the markup, the text that a browser shows, block by block."""

from __future__ import annotations

import encodings
import pkgutil
from encodings import aliases

import pytest

from paatosparser.options import ParseOptions
from paatosparser.read import read_stream
from paatosparser.read.types import BlockKind

PAGES = {
    "headings and paragraphs": ("<h2>Päätös</h2><p>Hyväksyttiin.</p>", "Päätös\nHyväksyttiin.\n"),
    "a line break": ("<p>Aino Kettunen<br>kaupunginjohtaja</p>", "Aino Kettunen\nkaupunginjohtaja\n"),
    "scripts, styles and comments": (
        "<script>var a = '<p>x</p>'</script><style>p {}</style><!-- c --><p>Hyväksyttiin.</p>",
        "Hyväksyttiin.\n",
    ),
    "hidden elements": ("<p style='display: none'>piilossa</p><p hidden>piilossa</p><p>näkyy</p>", "näkyy\n"),
    "a list": ("<ul><li>eka</li><li>toka</li></ul>", "- eka\n- toka\n"),
    "a data table": (
        "<table><tr><th>Nimi</th><th>Tuki</th></tr><tr><td>Kylä ry</td><td>700 €</td></tr></table>",
        "Nimi\tTuki\nKylä ry\t700 €\n",
    ),
    "layout tables inside one another": (
        "<table><tr><td><table><tr><td>Esittelijä</td></tr></table></td><td><p>Aino Kettunen</p></td></tr></table>",
        "Esittelijä\nAino Kettunen\n",
    ),
    "tags that are not closed": ("<p>eka<p>toka <b>lihava</p><td>solu</span>loppu", "eka\ntoka lihava\nsoluloppu\n"),
    "soft hyphens": ("<p>kaupungin&shy;hallitus</p>", "kaupunginhallitus\n"),
    "a select in a cell": ("<table><tr><td>a<select><option>x</option></select></td><td>b</td></tr></table>", "a\tb\n"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str) -> None:
    markup, text = PAGES[name]
    data = f"<html><head><title>Otsikko</title></head><body>{markup}</body></html>".encode()
    assert read_stream(data, ParseOptions()).text == text


ENCODINGS = {
    "utf-8": ("", "utf-8"),
    "utf-8 with a mark": ("", "utf-8-sig"),
    "utf-16 with a mark": ("", "utf-16"),
    "declared": ('<meta charset="iso-8859-15">', "iso-8859-15"),
    "declared otherwise": ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
    "declared wrongly": ('<meta charset="iso-8859-1">', "utf-8"),
    "declared as nothing known": ('<meta charset="x-nonsense">', "cp1252"),
    "not declared": ("", "cp1252"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding(name: str) -> None:
    declaration, encoding = ENCODINGS[name]
    markup = f"<html><head>{declaration}</head><body><p>Määräraha 5 €</p></body></html>"
    assert read_stream(markup.encode(encoding), ParseOptions()).text == "Määräraha 5 €\n"


CODECS = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} | set(aliases.aliases))


@pytest.mark.parametrize("name", CODECS)
def test_any_codec_of_python_as_encoding(name: str) -> None:
    page = (
        f'<html><head><meta charset="{name}"></head><body><p>Asia \\u0041 +AEE- '.encode() + b"\xe4</p></body></html>"
    )
    assert read_stream(page, ParseOptions()).text.startswith("Asia \\u0041 +AEE- ")


def test_weights_levels_and_kinds() -> None:
    markup = "<html><body><h3>Päätös</h3><p><b>Esitys:</b> hyväksytään</p><ol><li>eka</li></ol></body></html>"
    heading, text, item = read_stream(markup.encode(), ParseOptions()).blocks
    assert (heading.level, heading.bold) == (3, True)
    assert (text.bold, text.lead_bold) == (False, len("Esitys:"))
    assert item.kind is BlockKind.LIST_ITEM


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ('<a href="https://oulu.fi/a">yksi</a>', [("yksi", "https://oulu.fi/a")]),
        ('<p>Ks. <a href="/liite.pdf"> Liite\n<b>1</b></a>, sivu 2</p>', [("Liite 1", "/liite.pdf")]),
        ('<a href="/a">a</a> <a href="/a">b</a> <a href="/b">c</a>', [("a b", "/a"), ("c", "/b")]),
        ('<a href="/a">a</a> ja <a href="/a">b</a>', [("a", "/a"), ("b", "/a")]),
        ('<ul><li><a href="/1">Kartta</a></li><li>muu</li></ul>', [("Kartta", "/1")]),
        (
            '<table><tr><td>1</td><td><a href="/1">Kartta</a> ja <a href="/2"><b>kuva</b></a></td></tr></table>',
            [("Kartta", "/1"), ("kuva", "/2")],
        ),
        ('<p><a href="/a">ennen<br>jälkeen</a></p>', [("ennen", "/a"), ("jälkeen", "/a")]),
        ('<a href="#alku">sivun alkuun</a> <a href="javascript:x()">avaa</a> <a>ankkuri</a>', []),
        ('<a href="/a"><img src="k.png"></a><a href="/b" style="display: none">piilo</a>', []),
    ],
)
def test_links_know_their_words(body: str, links: list[tuple[str, str]]) -> None:
    stream = read_stream(f"<html><body>{body}</body></html>".encode(), ParseOptions())
    assert [(stream.text[link.start : link.end], link.href) for link in stream.links] == links


def test_addresses_are_kept_once_whether_they_show_or_not() -> None:
    markup = '<html><head><link href="/c.css"></head><body><a href="/a">a</a><a href="/a"></a></body></html>'
    assert read_stream(markup.encode(), ParseOptions()).addresses == ("/c.css", "/a")


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td"])
def test_ten_thousand_elements_inside_one_another(tag: str) -> None:
    close = "".join(f"</{name}>" for name in reversed(tag.replace("<", "").split(">")))
    markup = f"<html><body><p>alku</p>{f'<{tag}>' * 10_000}pohjalla{close * 10_000}<p>loppu</p></body></html>"
    assert read_stream(markup.encode(), ParseOptions()).text.split() == ["alku", "pohjalla", "loppu"]


def test_a_page_without_text_gives_none() -> None:
    assert read_stream(b"<html><body></body></html>", ParseOptions()).text == ""


@pytest.mark.parametrize(("count", "text"), [(1000, "x\n"), (1001, "piilo\nx\n")])
def test_a_tag_with_more_attributes_than_any_page_has_loses_them(count: int, text: str) -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(count - 1))
    page = f"<html><body><script>if (a<b) {'c ' * 3000}</script><p {attributes} hidden>piilo</p><p>x</p></body></html>"
    assert read_stream(page.encode(), ParseOptions()).text == text
