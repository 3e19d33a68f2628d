"""A batch's folder: what it holds, and that an interrupted run gone on with equals one that was left alone."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from itertools import count
from pathlib import Path
from unittest import mock

import pytest
from tests.batch.helpers import HereEngine, contents, decision, results, run, write_archive

from paatosparser import Document, ParseOptions, parse
from paatosparser.batch import Batch, BatchOptions, Compression, Status, read_results
from paatosparser.batch.ledger import Ledger
from paatosparser.batch.shards import ShardOutput
from paatosparser.errors import InputUnreadable, OutputError
from paatosparser.sinks.markdown import page

RULES = ParseOptions(recogniser="rules")
FORMATS = ["json", "ndjson"]


def options(format_: str = "json", **values: object) -> BatchOptions:
    return BatchOptions(parse=RULES, format=format_, **values)


def test_each_document_is_a_file_in_folders_as_those_of_the_source(tmp_path):
    source = write_archive(tmp_path / "arkisto", 4)
    run(source, tmp_path / "out", options())
    lines = results(tmp_path / "out")
    assert [line["output"] for line in lines] == [
        *("0/paatos-000.txt.json", "0/paatos-003.txt.json", "1/paatos-001.txt.json", "2/paatos-002.txt.json"),
    ]
    for line in lines:
        document = Document.model_validate_json((tmp_path / "out" / line["output"]).read_bytes())
        assert document.source.uri == line["uri"]
        assert document.source.sha256 == line["sha256"]
        assert (line["status"], line["pages"], line["error"]) == ("ok", 1, None)
        assert line["facts"]["decisions"] == [["Tekninen lautakunta", None, 1]]


def test_a_form_of_text_is_a_file_each_as_well(tmp_path):
    source = write_archive(tmp_path / "arkisto", 2)
    assert run(source, tmp_path / "out", options("markdown")).done == 2
    outputs = [line["output"] for line in results(tmp_path / "out")]
    assert outputs == ["0/paatos-000.txt.md", "1/paatos-001.txt.md"]
    for output, path in zip(outputs, sorted(source.rglob("*.txt")), strict=True):
        assert (tmp_path / "out" / output).read_text("utf-8") == page(parse(path, options=RULES))
    assert run(source, tmp_path / "out", options("markdown")).done == 0
    (tmp_path / "out" / outputs[0]).unlink()
    assert run(source, tmp_path / "out", options("markdown")).done == 1


@pytest.mark.parametrize("format_", ["marked", "table"])
def test_a_format_that_no_batch_writes_is_refused(format_):
    with pytest.raises(ValueError, match=f"one of json, ndjson, parquet, markdown, not {format_}"):
        options(format_)


def test_ndjson_shards_hold_the_same_documents(tmp_path):
    source = write_archive(tmp_path / "arkisto", 5)
    run(source, tmp_path / "files", options())
    run(source, tmp_path / "shards", options("ndjson"))
    packed = (tmp_path / "shards" / "documents-00000.ndjson.gz").read_bytes()
    assert gzip.decompress(packed).splitlines(keepends=True) == [
        (tmp_path / "files" / line["output"]).read_bytes() for line in results(tmp_path / "files")
    ]


@pytest.mark.parametrize("compression", [Compression.NONE, Compression.ZSTD])
def test_other_packings_hold_the_same_lines(tmp_path, compression):
    pytest.importorskip("zstandard")
    source = write_archive(tmp_path / "arkisto", 3)
    run(source, tmp_path / "gzip", options("ndjson"))
    run(source, tmp_path / "other", options("ndjson", compression=compression))
    (shard,) = (tmp_path / "other").glob("documents-*")
    data = shard.read_bytes()
    if compression is Compression.ZSTD:
        import zstandard

        with shard.open("rb") as file:
            data = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
    assert data == gzip.decompress((tmp_path / "gzip" / "documents-00000.ndjson.gz").read_bytes())


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("stops", [(0,), (1, 2, 0, 5), (7,), (3, 3, 3)])
def test_a_run_that_was_stopped_and_gone_on_with_equals_one_that_was_not(tmp_path, monkeypatch, format_, stops):
    monkeypatch.setattr("paatosparser.batch.shards.PER_SHARD", 4)
    source = write_archive(tmp_path / "arkisto", 14)
    (source / "0" / "kopio.txt").write_text(decision(1), "utf-8")
    (source / "1" / "tyhja.pdf").touch()
    (source / "2" / "kuva.jpg").write_bytes(b"\xff\xd8")
    run(source, tmp_path / "whole", options(format_))
    for number, stop in enumerate(stops):
        run(source, tmp_path / "stopped", options(format_), seed=number, stop_after=stop)
    run(source, tmp_path / "stopped", options(format_), seed=99)
    assert results(tmp_path / "stopped") == results(tmp_path / "whole")
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_line_and_a_document_that_were_cut_off_in_writing_are_made_anew(tmp_path, format_):
    source = write_archive(tmp_path / "arkisto", 6)
    run(source, tmp_path / "whole", options(format_))
    out = tmp_path / "out"
    run(source, out, options(format_), stop_after=4)
    ledger = (out / "results.ndjson").read_bytes()
    (out / "results.ndjson").write_bytes(ledger[:-10])
    for part in out.glob("*.part"):
        part.write_bytes(part.read_bytes() + b"\x1f\x8b\x08half a document")
    run(source, out, options(format_))
    assert results(out) == results(tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")


def test_a_file_that_a_power_cut_took_away_is_made_anew(tmp_path):
    source = write_archive(tmp_path / "arkisto", 3)
    run(source, tmp_path / "out", options())
    before = contents(tmp_path / "out")
    (tmp_path / "out" / "0" / "paatos-000.txt.json").write_bytes(b"")
    (tmp_path / "out" / "1" / "paatos-001.txt.json").unlink()
    assert run(source, tmp_path / "out", options()).done == 2
    assert contents(tmp_path / "out") == before


def test_a_finished_run_parses_nothing_again(tmp_path):
    source = write_archive(tmp_path / "arkisto", 4)
    run(source, tmp_path / "out", options())
    with Batch(tmp_path / "out", options()) as batch:
        plan = batch.plan([str(source)])
        assert (plan.total, plan.done, plan.left, plan.stale) == (4, 4, 0, 0)
    assert run(source, tmp_path / "out", options()).done == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_what_changed_or_came_is_parsed_and_takes_the_place_of_what_was(tmp_path, format_):
    source = write_archive(tmp_path / "arkisto", 5)
    run(source, tmp_path / "out", options(format_))
    (source / "0" / "paatos-003.txt").write_text(decision(333), "utf-8")
    (source / "0" / "uusi.txt").write_text(decision(444), "utf-8")
    with Batch(tmp_path / "out", options(format_)) as batch:
        plan = batch.plan([str(source)])
        assert (plan.done, plan.stale, plan.left) == (4, 1, 2)
    assert run(source, tmp_path / "out", options(format_)).done == 2
    run(source, tmp_path / "fresh", options(format_))
    uris = [line["uri"] for line in results(tmp_path / "out")]
    assert len(uris) == len(set(uris)) == 6
    assert documents(tmp_path / "out") == documents(tmp_path / "fresh")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("stop", [None, 2])
def test_other_options_make_all_stale_and_force_too(tmp_path, format_, stop):
    source = write_archive(tmp_path / "arkisto", 5)
    run(source, tmp_path / "out", options(format_))
    other = replace(options(format_), parse=ParseOptions(recogniser="rules", tables=False))
    with Batch(tmp_path / "out", other) as batch:
        assert batch.plan([str(source)]).stale == 5
    if stop is not None:
        run(source, tmp_path / "out", other, stop_after=stop)
    assert run(source, tmp_path / "out", other).done == 5 - (stop or 0)
    assert run(source, tmp_path / "out", replace(other, force=True)).done == 5
    assert len(results(tmp_path / "out")) == 5
    assert len(documents(tmp_path / "out")) == 5


def documents(out: Path) -> dict[str, bytes]:
    """Return the documents of an output by the address of their source."""
    lines = [path.read_bytes() for path in out.rglob("*.json") if path.name != "batch.json"]
    for path in out.glob("*.ndjson.gz"):
        lines += gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    found = {json.loads(line)["source"]["uri"]: line for line in lines}
    assert len(found) == len(lines)
    return found


def test_inputs_with_the_same_bytes_are_parsed_once_and_all_recorded(tmp_path):
    source = write_archive(tmp_path / "arkisto", 3)
    shutil.copy(source / "1" / "paatos-001.txt", source / "2" / "kopio.txt")
    shutil.copy(source / "1" / "paatos-001.txt", source / "2" / "kopion-kopio.txt")
    (source / "2" / "rikki.pdf").write_bytes(b"%PDF-1.4 rikki")
    (source / "2" / "rikki2.pdf").write_bytes(b"%PDF-1.4 rikki")
    run(source, tmp_path / "out", options())
    copies = {line["uri"].rpartition("/")[2]: line for line in results(tmp_path / "out") if line["copy_of"]}
    assert sorted(copies) == ["kopio.txt", "kopion-kopio.txt", "rikki2.pdf"]
    assert copies["kopio.txt"]["copy_of"] == str(source / "1" / "paatos-001.txt")
    assert copies["kopio.txt"]["output"] == "1/paatos-001.txt.json"
    assert copies["rikki2.pdf"]["error"]["code"] == "damaged_pdf"
    assert len(list((tmp_path / "out").rglob("*.txt.json"))) == 3


def test_a_copy_is_parsed_by_itself_when_its_original_changes(tmp_path):
    source = write_archive(tmp_path / "arkisto", 1)
    shutil.copy(source / "0" / "paatos-000.txt", source / "kopio.txt")
    run(source, tmp_path / "out", options())
    (source / "0" / "paatos-000.txt").write_text(decision(77), "utf-8")
    run(source, tmp_path / "out", options())
    first, second = results(tmp_path / "out")
    assert second["copy_of"] is None
    assert second["output"] == "kopio.txt.json"
    assert first["sha256"] != second["sha256"]


def test_two_inputs_never_write_to_one_name(tmp_path):
    first, second = write_archive(tmp_path / "a", 1), tmp_path / "b"
    (second / "0").mkdir(parents=True)
    (second / "0" / "PAATOS-000.txt").write_text(decision(5), "utf-8")
    for source in (first, second, first):
        run(source, tmp_path / "out", options())
    outputs = [line["output"] for line in results(tmp_path / "out")]
    assert len({output.casefold() for output in outputs}) == 2
    assert len(documents(tmp_path / "out")) == 2


def test_the_output_folder_is_no_source(tmp_path):
    source = write_archive(tmp_path, 2)
    run(source, tmp_path / "out", options("ndjson"))
    run(source, tmp_path / "out", options("ndjson"))
    assert len(results(tmp_path / "out")) == 2


def test_failures_are_kept_and_tried_again_only_where_asked(tmp_path):
    source = tmp_path / "arkisto"
    source.mkdir()
    (source / "rikki.pdf").write_bytes(b"%PDF-1.7 rikki")
    assert run(source, tmp_path / "out", options()).done == 1
    (line,) = results(tmp_path / "out")
    assert (line["status"], line["stage"], line["error"]["code"]) == ("failed", "parse", "damaged_pdf")
    assert run(source, tmp_path / "out", options()).done == 0
    assert run(source, tmp_path / "out", options(retry_failed=True)).done == 1


def test_an_input_that_vanished_is_a_failure_and_tried_again(tmp_path):
    source = write_archive(tmp_path / "arkisto", 2)

    class Vanishing(HereEngine):
        def submit(self, task):
            (source / "0" / "paatos-000.txt").unlink(missing_ok=True)
            super().submit(task)

    with Batch(tmp_path / "out", options()) as batch:
        first, second = batch.run([str(source)], Vanishing(batch.job))
    assert (first.error.code, first.stage, second.status) == ("input_not_found", "source", Status.OK)
    (source / "0" / "paatos-000.txt").write_text(decision(0), "utf-8")
    run(source, tmp_path / "out", options())
    assert [line["status"] for line in results(tmp_path / "out")] == ["ok", "ok"]


def test_a_full_disk_stops_the_run_which_then_goes_on(tmp_path, monkeypatch):
    source = write_archive(tmp_path / "arkisto", 5)
    run(source, tmp_path / "whole", options())
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "paatos-001" in path.name:
            write(path, data[:100])
            raise OSError(28, "No space left on device")
        return write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OutputError, match="No space left on device"):
            run(source, tmp_path / "out", options())
    assert not list((tmp_path / "out").rglob("*.part"))
    run(source, tmp_path / "out", options())
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_name_that_cannot_be_written_fails_alone(tmp_path):
    source = write_archive(tmp_path / "arkisto", 2)
    (tmp_path / "out" / "0" / "paatos-000.txt.json").mkdir(parents=True)
    run(source, tmp_path / "out", options())
    first, second = results(tmp_path / "out")
    assert (first["stage"], first["error"]["code"], second["status"]) == ("output", "cannot_write", "ok")


def test_a_folder_has_one_batch_at_a_time(tmp_path):
    with Batch(tmp_path / "out", options()), pytest.raises(OutputError, match="Another batch"):
        Batch(tmp_path / "out", options())


def test_a_folder_has_one_format(tmp_path):
    run(write_archive(tmp_path / "arkisto", 1), tmp_path / "out", options())
    with pytest.raises(OutputError, match="holds results as json"):
        Batch(tmp_path / "out", options("ndjson"))


def test_a_damaged_line_is_told_with_its_number(tmp_path):
    source = write_archive(tmp_path / "arkisto", 3)
    run(source, tmp_path / "out", options())
    ledger = tmp_path / "out" / "results.ndjson"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(lines[0] + b"garbage\n" + lines[2])
    with pytest.raises(InputUnreadable, match="Line 2 is damaged"):
        Batch(tmp_path / "out", options())


def test_results_are_read_back_as_they_were_written(tmp_path):
    source = write_archive(tmp_path / "arkisto", 2)
    (source / "tyhja.pdf").touch()
    run(source, tmp_path / "out", options())
    lines = (tmp_path / "out" / "results.ndjson").read_text("utf-8").splitlines(keepends=True)
    assert [record.line() for record in read_results(tmp_path / "out")] == lines


def test_an_identity_code_is_in_no_line_of_results(tmp_path):
    source = tmp_path / "arkisto"
    source.mkdir()
    (source / "a.txt").write_text(decision(1) + "Hakija 131052-308T.\n", "utf-8")
    run(source, tmp_path / "out", options())
    assert "131052" not in (tmp_path / "out" / "results.ndjson").read_text("utf-8")
    assert results(tmp_path / "out")[0]["issues"][-1:] == ["identity_code"]


def test_an_outcome_that_was_not_foreseen_costs_one_document(tmp_path, monkeypatch):
    source = write_archive(tmp_path / "arkisto", 2)

    def parse(data, **_):
        raise RecursionError("in 131052-308T")

    monkeypatch.setattr("paatosparser.batch.worker.parse", parse)
    run(source, tmp_path / "out", options())
    errors = [line["error"] for line in results(tmp_path / "out")]
    assert [error["code"] for error in errors] == ["internal", "internal"]
    assert "131052" not in errors[0]["message"]


class Killed(BaseException):
    """What a test kills a run with."""


def killing(owner: type, name: str, call: int) -> mock.mock._patch:
    """Patch a method so that a call of it, counted from 1, kills the run before it does anything."""
    real = getattr(owner, name)
    calls = count(1)

    def method(*args, **kwargs):
        if next(calls) == call:
            raise Killed
        return real(*args, **kwargs)

    return mock.patch.object(owner, name, method)


@pytest.mark.parametrize("format_", ["ndjson", "parquet"])
@pytest.mark.parametrize(
    ("owner", "name", "call"), [(Ledger, "add", 3), (ShardOutput, "_complete", 1), (Path, "replace", 2)]
)
def test_a_run_that_was_killed_at_the_end_of_a_shard(tmp_path, monkeypatch, format_, owner, name, call):
    if format_ == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr("paatosparser.batch.shards.PER_SHARD", 3)
    source = write_archive(tmp_path / "arkisto", 8)
    run(source, tmp_path / "whole", options(format_))
    with killing(owner, name, call), pytest.raises(Killed):
        run(source, tmp_path / "out", options(format_))
    run(source, tmp_path / "out", options(format_))
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_part_that_was_left_beside_its_shard_goes(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("paatosparser.batch.shards.PER_SHARD", 3)
    source = write_archive(tmp_path / "arkisto", 4)
    run(source, tmp_path / "whole", options("parquet"))
    with killing(Path, "unlink", 1), pytest.raises(Killed):
        run(source, tmp_path / "out", options("parquet"))
    run(source, tmp_path / "out", options("parquet"))
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
