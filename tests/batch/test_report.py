"""``paatos report``: what it counts, and that the page stands alone, is well formed and links to what is there."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tracemalloc
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from tests import command
from tests.batch.reported import examples, facts, page_of, record, results, rows, tiles
from tests.clock import HANG, assert_linear

import paatosparser
from paatosparser.batch.ledger import RESULTS, read_results
from paatosparser.batch.report import figures as figures_module
from paatosparser.batch.report import report_html, write_report
from paatosparser.batch.report.charts import compact, share
from paatosparser.batch.report.elements import escaped
from paatosparser.batch.report.figures import EXAMPLES, TOP, Tally, figures_of
from paatosparser.batch.report.finnish import finnish_order
from paatosparser.batch.report.meanings import meanings
from paatosparser.batch.report.parts import bytes_, duration
from paatosparser.batch.types import Failure, Status
from paatosparser.errors import InputNotFound, IssueCode, OutputError

HOSTILE = (
    "<script>alert(1)</script>.pdf",
    "\"quoted\" & 'single'.pdf",
    "a#b?c%20d%.pdf",
    "ääkköset välilyönti ÅÄÖ.pdf",
    "turned\u202egnp.pdf",
    "שלום.pdf",
    "javascript:alert(1).pdf",
    "-->]]>.pdf",
)
SOURCE = str(Path(paatosparser.__file__).parents[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Results of every status, with hostile names, whose inputs and outputs are there."""
    source, target = tmp_path / "in", tmp_path / "out dir #1"
    records = []
    for number, name in enumerate(HOSTILE):
        output = f"{number} ä#?%.json"
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        target.mkdir(exist_ok=True)
        (target / output).write_text("{}")
        records.append(record(str(path), issues=("no_date", name), output=output, facts=facts(name, system=name)))
    records += [
        record("kopio.pdf", copy_of=records[0].uri, issues=("no_date",), seconds=0.0, output=records[0].output),
        record("osa.pdf", Status.PARTIAL, issues=("no_text_layer",), seconds=12.5, facts=facts(None, language="sv")),
        record("rikki.pdf", Status.FAILED, error=Failure("damaged_pdf", 'It is <b>"broken"</b>.', 7)),
        record("kuva.JPG", Status.SKIPPED),
        record("zip.zip!/liite.docx", Status.SKIPPED),
        record("README", Status.SKIPPED),
    ]
    return results(target, records)


# -- what it counts ----------------------------------------------------------------------------------------------------


def test_totals(folder: Path) -> None:
    page = page_of(folder)
    shown = "ok 9, partial 1, failed 1, skipped 3, documents 11, pages 18, decisions 9, of documents 11.0 kB, copies 1"
    assert ", ".join(map(" ".join, tiles(page).items())) == f"{shown}, of work 15.2 s, pages a second 1.2"


def test_codes_are_counted_explained_and_linked(folder: Path) -> None:
    page = page_of(folder)
    found = {row[0]: row[1:] for row in rows(page, "Issues by code")}
    assert found["no_date"] == ["The date of the decision was not found.", "9", "81.8 %"]
    assert found[escaped_once(HOSTILE[0])][0] == "This version does not know the code."
    assert rows(page, "Failures by code") == [["damaged_pdf", meanings()["damaged_pdf"], "1", "9.1 %"]]
    assert rows(page, "Documents that failed") == [["rikki.pdf", "damaged_pdf", 'It is <b>"broken"</b>.', "parse", "7"]]
    assert len(examples(page, "no_date")) == 9


def escaped_once(text: str) -> str:
    return html.fromstring(f"<p>{escaped(text)}</p>").text_content()


def test_other_files_by_ending(folder: Path) -> None:
    assert rows(page_of(folder), "Files by the ending") == [["(none)", "1"], [".docx", "1"], [".jpg", "1"]]


def test_decisions_by_body_and_year(tmp_path: Path) -> None:
    decisions = (
        ("Äänestyslautakunta", 2024, 2),
        ("Zeta", 2024, 2),
        ("KUNNANHALLITUS", 2022, 4),
        ("Kunnanhallitus", 2024, 3),
        (None, None, 1),
        *((f"Vanha {year}", year, 1) for year in range(1990, 2001)),
        *(("Zeta", year, 1) for year in range(2001, 2022)),
    )
    page = page_of(results(tmp_path, [record(facts=facts(decisions=decisions))]))
    (table,) = [each for each in page.iter("table") if each.findtext("caption") == "Decisions by body and year"]
    heads = [cell.text_content() for cell in table.find("thead/tr")]
    body = rows(page, "Decisions by body")
    assert heads == ["Body", "All years", *map(str, range(2024, 2003, -1)), "earlier", "no date"]
    assert [" ".join(row[:2]) for row in body[:4]] == [
        "Zeta 23",
        "Kunnanhallitus 7",
        "Äänestyslautakunta 2",
        "Vanha 1990 1",
    ]
    assert body[1][2:5] == ["3", "0", "4"]
    assert body[-1] == ["(no body found)", "1", *["0"] * 22, "1"]
    assert [cell.text_content() for cell in table.find("tfoot/tr")][:3] == ["All bodies", "44", "7"]


def test_names_of_equal_counts_are_in_finnish_order(tmp_path: Path) -> None:
    names = ["Öja", "Äetsä", "Åbo", "Zürich", "Zuri", "éclair", "Evijärvi", "espoo"]
    page = page_of(results(tmp_path, [record(f"{name}.pdf", facts=facts(name)) for name in names]))
    shown = [row[0] for row in rows(page, "Documents by organisation")]
    assert shown == ["éclair", "espoo", "Evijärvi", "Zuri", "Zürich", "Åbo", "Äetsä", "Öja"]
    assert sorted(["a\u0308iti", "ö", "z"], key=finnish_order) == ["z", "a\u0308iti", "ö"]


def test_slowest_and_largest(tmp_path: Path) -> None:
    records = [record(f"{n}.pdf", seconds=n % 50 / 10, size=n * 1000) for n in range(100)]
    page = page_of(results(tmp_path, [*records, record("copy.pdf", seconds=99.0, copy_of="1.pdf")]))
    slowest = rows(page, f"The {TOP} slowest")
    assert [row[0] for row in slowest[:3]] == ["49.pdf result", "99.pdf result", "48.pdf result"]
    assert [row[1] for row in slowest[:3]] == ["4.90", "4.90", "4.80"]
    assert [row[2] for row in rows(page, f"The {TOP} largest")] == [f"{n}.0 kB" for n in range(99, 99 - TOP, -1)]


def test_seconds_are_told_in_classes(tmp_path: Path) -> None:
    records = [record(seconds=seconds, uri=f"{seconds}") for seconds in (0.049, 0.05, 0.3, 0.4, 400.0)]
    page = page_of(results(tmp_path, records))
    text = page.text_content()
    assert figures_of(records).durations == [1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1]
    assert "Half of the documents took less than 0.5 s." in text
    assert "95 %" not in text


def test_versions_and_options_come_from_batch_json(folder: Path) -> None:
    assert rows(page_of(folder), "Run r1") == [
        ["version", "9.8.7"],
        ["options.tables", "yes"],
        ["options.<b>", "</table>"],
    ]


@pytest.mark.parametrize("settings", [[], {"runs": []}, {"runs": {"r1": 3}}, None])
def test_strange_settings_do_no_harm(tmp_path: Path, settings: object) -> None:
    text = write_report(results(tmp_path, [record()], settings)).read_text("utf-8")
    assert "batch.json does not tell what 1 document of run r1 were made with" in text


def test_every_code_has_a_meaning() -> None:
    assert set(IssueCode) <= set(meanings())
    assert meanings()["timed_out"] == "The document took longer than its time limit."
    assert all(text.endswith((".", ")")) and "`" not in text for text in meanings().values())


@pytest.mark.parametrize(
    ("made", "text"),
    [
        *((share(*pair), text) for pair, text in (((1, 3), "33.3 %"), ((0, 0), "0 %"), ((1, 10**6), "<0.1 %"))),
        *((share(*pair), text) for pair, text in (((5, 5), "100 %"), ((999_999, 10**6), ">99.9 %"))),
        *((compact(n), text) for n, text in ((950, "950"), (1200, "1.2k"), (35_999, "35k"), (2_000_000, "2M"))),
        *((bytes_(n), text) for n, text in ((0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (123_456_789, "123 MB"))),
        *((duration(n), text) for n, text in ((5.25, "5.2 s"), (3599, "1 h 0 min"), (3600, "1 h 0 min"))),
    ],
)
def test_numbers_are_told_as_people_do(made: str, text: str) -> None:
    assert made == text


# -- the page ----------------------------------------------------------------------------------------------------------


def test_it_is_well_formed(folder: Path) -> None:
    text = write_report(folder).read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    body = re.sub(r"<(meta[^>]*)>", r"<\1/>", re.sub(r"(?s)<(style|script)>.*?</\1>", "", text.partition("\n")[2]))
    root = etree.fromstring(body)  # as XML: every tag is closed, every attribute quoted
    identifiers = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_names_are_text_whatever_they_hold(folder: Path) -> None:
    text = write_report(folder).read_text("utf-8")
    page = html.fromstring(text)
    assert [len(list(page.iter(name))) for name in ("script", "b", "img")] == [1, 0, 0]
    assert "\u202e" not in text
    shown = page.text_content()
    assert all(name in shown for name in HOSTILE if name.isprintable())
    assert "turned\\u202egnp.pdf" in shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("a\nb\x00", "a\\nb\\x00"), ("\udcff", "\\udcff"), ("a\xa0b", "a b"), ("<&\">'", "&lt;&amp;&quot;&gt;&#x27;")],
)
def test_what_draws_nothing_is_written_out(raw: str, shown: str) -> None:
    assert escaped(raw) == shown


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    page = page_of(results(tmp_path, [record(facts=facts("\ud800 \udcff"), output="\ud800.json")]))
    assert rows(page, "Documents by organisation")[0][0] == "\\ud800 \\udcff"


@pytest.mark.parametrize("where", ["report.html", "../elsewhere/page.html", "deeper/ä #/page.html"])
def test_links_lead_to_what_is_there(folder: Path, where: str) -> None:
    written = write_report(folder, folder / where)
    page = html.fromstring(written.read_text("utf-8"))
    identifiers = {each.get("id") for each in page.iter() if isinstance(each.tag, str)}
    links = [each.get("href") for each in page.iter("a")]
    files = [urlsplit(each) for each in links if not each.startswith("#")]
    assert {unquote(each[1:]) for each in links if each.startswith("#")} <= identifiers
    assert all(not (each.scheme or each.netloc or each.query or each.fragment) for each in files)
    found = {Path(os.path.normpath(written.absolute().parent / unquote(each.path))) for each in files}
    missing = {path.name for path in found if not path.exists()}
    assert missing == {"osa.pdf.json"}  # the one output that the fixture does not write
    assert found >= {folder.parent / "in" / name for name in HOSTILE}


def test_a_name_that_is_no_text_is_linked(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/latin\xe4.pdf"
    try:
        Path(os.fsdecode(name)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    text = write_report(results(tmp_path / "out", [record(f"{tmp_path}/latin%E4.pdf")])).read_text("utf-8")
    assert 'href="../latin%E4.pdf"' in text


def test_it_loads_nothing(folder: Path) -> None:
    text = write_report(folder).read_text("utf-8")
    page = html.fromstring(text)
    assert not [each.tag for each in page.iter("link", "img", "iframe", "object", "base", "form")]
    assert not page.xpath("//@src | //@srcset | //@action | //*[local-name()='use']")
    assert not re.search(r"https?:|url\(|@import", text)
    (script,) = page.iter("script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def test_tables_and_charts_tell_what_they_are(folder: Path) -> None:
    page = page_of(folder)
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert all(cell.get("scope") == "col" for cell in table.find("thead/tr"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.find("tbody"))
    charts = list(page.iter("svg"))
    assert len(charts) == 6
    assert all(chart.get("role") == "img" and ": " in chart.get("aria-label") for chart in charts)


def test_the_same_results_give_the_same_page(folder: Path) -> None:
    pages = []
    for seed in "12":
        os.utime(folder / RESULTS, (1e9, 1e9))
        code = "import sys; from pathlib import Path; from paatosparser.batch.report import report_html\n"
        code += "folder = Path(sys.argv[1]); sys.stdout.buffer.write(report_html(folder, folder).encode())"
        environment = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(folder)]
        pages.append(subprocess.run(command, capture_output=True, check=True, env=environment, timeout=HANG).stdout)
    assert pages[0] == pages[1]
    assert b"2001-09-09 01:46 UTC" in pages[0]


def test_without_inputs_it_says_so(tmp_path: Path) -> None:
    page = page_of(results(tmp_path, []))
    assert "The results are empty" in page.text_content()
    assert [each.text_content() for each in page.iter("h2")] == ["Totals", "Versions and options"]


def test_with_failures_alone(tmp_path: Path) -> None:
    page = page_of(results(tmp_path, [record(f"{n}.pdf", Status.FAILED) for n in range(EXAMPLES + 5)]))
    heads = [each.text_content() for each in page.iter("h2")]
    assert heads == ["Totals", "Failures", "Time", "Size", "Versions and options"]
    assert len(rows(page, "Documents that failed")) == EXAMPLES
    assert "5 more documents failed with damaged_pdf; results.ndjson names them." in page.text_content()


def test_a_list_of_examples_says_how_many_more(tmp_path: Path) -> None:
    page = page_of(results(tmp_path, [record(f"{n}.pdf", issues=("no_date",)) for n in range(EXAMPLES + 3)]))
    items = examples(page, "no_date")
    assert len(items) == EXAMPLES + 1
    assert items[-1].text_content() == "and 3 more, which results.ndjson names"


# -- size, errors, the command -----------------------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_number_of_records() -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        figures_of(record(f"{n}.pdf", issues=("no_date",), size=n, seconds=n / 10) for n in range(number))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(6000) < peak(2000) * 1.2


def test_names_past_the_limit_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_module, "NAMES", 2)
    monkeypatch.setattr(figures_module, "CODES", 2)
    tally: Tally[str] = Tally()
    for name in "abcab":
        tally.add(name)
    assert (dict(tally.counts), tally.others, tally.total) == ({"a": 2, "b": 2}, 1, 5)
    counted = figures_of(record(f"{n}.pdf", issues=(f"code{n}",)) for n in range(5))
    assert {code: coded.count for code, coded in counted.issues.items()} == {"code0": 1, "code1": 1, "…": 3}


def test_many_records_take_time_in_proportion_and_little_space(tmp_path: Path) -> None:
    line = json.dumps(asdict(record("@", issues=("no_date", "no_body"), seconds=0.2)))

    def make(count: int) -> Path:
        (tmp_path / RESULTS).write_text("\n".join(line.replace("@", f"{n}.pdf") for n in range(count)) + "\n")
        return tmp_path

    assert_linear(write_report, make, 20_000)
    assert write_report(make(20_000)).stat().st_size < 500_000


def test_a_folder_without_results(tmp_path: Path) -> None:
    with pytest.raises(InputNotFound, match=r"holds no results\.ndjson"):
        write_report(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_page_that_cannot_be_written(folder: Path) -> None:
    with pytest.raises(OutputError):
        write_report(folder, folder / RESULTS / "page.html")
    assert not list(folder.glob(".*part"))


def test_links_on_standard_output_are_relative_to_the_given_folder(folder: Path) -> None:
    assert 'href="out%20dir%20%231/0%20%C3%A4%23%3F%25.json"' in report_html(folder, folder.parent)


def test_the_command(folder: Path) -> None:
    def paatos(*args: str) -> tuple[int, str, str]:
        done = command.paatos("report", *args, cwd=folder.parent)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    assert paatos(folder.name) == (0, "", f"paatos: the page is {folder.name}/report.html\n")
    assert paatos(folder.name, "--out", "page.html")[0] == 0
    code, out, err = paatos(folder.name, "-o", "-")
    assert (code, out.startswith("<!DOCTYPE html>"), err) == (0, True, "")
    assert out == (folder.parent / "page.html").read_text("utf-8")
    assert paatos("nowhere")[0] == 3
    assert paatos(folder.name, "-o", f"{folder.name}/{RESULTS}/page.html")[0] == 4
    assert sum(1 for _ in read_results(folder)) == len(HOSTILE) + 6
