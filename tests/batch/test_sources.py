"""What is found in folders, archives and at addresses."""

from __future__ import annotations

import io
import os
import tarfile
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from paatosparser.batch.naming import DistinctNames, output_name, printable
from paatosparser.batch.places import close_archives
from paatosparser.batch.sources import check_sources, inputs
from paatosparser.errors import InputNotFound

SHORT = b"Kunnanhallitus 12.3.2024\n"


@pytest.fixture(autouse=True)
def _archives_closed():
    yield
    close_archives()


def listed(*sources: object, **options: object) -> list[str]:
    return [item.name for item in inputs([str(source) for source in sources], **options)]


def read(*sources: object) -> dict[str, bytes]:
    """Return the content of each input by its name; of one with a problem its code."""
    found = {}
    for item in inputs([str(source) for source in sources]):
        if item.place is None:
            found[item.name] = item.problem.code
            continue
        try:
            with item.place.open() as stream:
                found[item.name] = stream.read()
        except Exception as exc:  # noqa: BLE001
            found[item.name] = getattr(exc, "code", repr(exc))
    return found


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SHORT)
    return folder


def test_files_come_sorted_by_the_bytes_of_their_names(tmp_path):
    fill(tmp_path, "b/1.pdf", "a.pdf", "Ä.pdf", "B.pdf", "b/10.pdf", "b/2.pdf")
    assert listed(tmp_path) == ["B.pdf", "a.pdf", "b/1.pdf", "b/10.pdf", "b/2.pdf", "Ä.pdf"]


def test_other_types_and_hidden_files_are_told_as_such(tmp_path):
    names = ["a.pdf", "a.PDF", "a.html", "a.HTM", "a.txt", "a", "kuva.jpg", "a.docx", ".DS_Store", "._a.pdf"]
    fill(tmp_path, *names, ".git/a.txt", "__MACOSX/a.pdf")
    documents = [item.name for item in inputs([str(tmp_path)]) if item.is_document]
    assert sorted(documents) == ["a", "a.HTM", "a.PDF", "a.html", "a.pdf", "a.txt"]
    assert len(listed(tmp_path)) == len(names) + 2


def test_a_file_that_was_named_is_taken_whatever_its_ending(tmp_path):
    fill(tmp_path, "poytakirja.aspx")
    (item,) = inputs([str(tmp_path / "poytakirja.aspx")])
    assert (item.name, item.is_document, item.size) == ("poytakirja.aspx", True, len(SHORT))


def test_globs(tmp_path):
    fill(tmp_path, "2023/a.pdf", "2024/a.pdf", "2024/b.txt", "2024/c/d.pdf", "vuosi[1].pdf")
    assert len(listed(tmp_path / "2024/*.pdf")) == 1
    assert len(listed(tmp_path / "**/*.pdf")) == 4
    assert listed(tmp_path / "vuosi[1].pdf") == ["vuosi[1].pdf"]


def test_several_sources_are_kept_apart_and_a_file_comes_once(tmp_path):
    fill(tmp_path, "lahti/a.pdf", "turku/a.pdf")
    assert listed(tmp_path / "lahti", tmp_path / "turku", tmp_path / "lahti") == ["lahti/a.pdf", "turku/a.pdf"]


def test_a_folder_can_be_left_out(tmp_path):
    fill(tmp_path, "a.pdf", "out/b.pdf")
    assert listed(tmp_path, leave_out=tmp_path / "out") == ["a.pdf"]


def test_a_source_that_is_not_there(tmp_path):
    with pytest.raises(InputNotFound, match="does not exist"):
        check_sources([str(tmp_path / "ei-ole")])
    check_sources([str(tmp_path / "*.pdf"), str(tmp_path), "s3://bucket/x"])


def test_links_that_lead_in_a_circle_or_nowhere(tmp_path):
    fill(tmp_path, "a/b.pdf")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "same").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "broken.pdf").symlink_to(tmp_path / "ei-ole")
    found = read(tmp_path)
    assert found == {"a/b.pdf": SHORT, "broken.pdf": "input_unreadable"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read(tmp_path):
    fill(tmp_path, "a/b.pdf", "c.pdf")
    (tmp_path / "a").chmod(0)
    try:
        assert read(tmp_path) == {"a": "input_unreadable", "c.pdf": SHORT}
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_problem_of_its_own(tmp_path, monkeypatch):
    fill(tmp_path, "a/b.pdf", "c.pdf")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert read(tmp_path) == {"a": "input_unreadable", "c.pdf": SHORT}


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "putki.pdf")
    assert read(tmp_path) == {"putki.pdf": "input_unreadable"}


def test_names_that_are_no_text(tmp_path):
    (tmp_path / "rivi\nvaihto.pdf").write_bytes(SHORT)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/p\xe4\xe4t\xf6s.pdf")).write_bytes(SHORT)
    items = list(inputs([str(tmp_path)]))
    assert [item.name for item in items] == ["p%E4%E4t%F6s.pdf", "rivi%0Avaihto.pdf"]
    assert [item.uri.rpartition("/")[2] for item in items] == ["p%E4%E4t%F6s.pdf", "rivi%0Avaihto.pdf"]
    assert list(read(tmp_path).values()) == [SHORT, SHORT]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/../../etc/passwd", "a/etc/passwd"),
        ("/abs/a.pdf", "abs/a.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("C:/a.pdf", "C%3A/a.pdf"),
        ("con.pdf", "con.pdf_"),
        ("loppu. ", "loppu. _"),
        ("50 %.pdf", "50 %25.pdf"),
        ("", "input"),
    ],
)
def test_no_name_leads_out_of_the_output(path, name):
    assert output_name(path) == name


def test_a_long_name_is_cut_and_stays_its_own():
    first, second = output_name("ä" * 300 + "1.pdf"), output_name("ä" * 300 + "2.pdf")
    assert first != second
    assert len(first.encode()) <= 200


def test_names_are_distinct_in_any_case_of_letters():
    names = DistinctNames()
    assert names.name("a.pdf", ".json", "1") == "a.pdf"
    other = names.name("A.pdf", ".json", "2")
    assert other.startswith("A.pdf-")
    assert DistinctNames().name("A.pdf", ".json", "2") == "A.pdf"


def test_printable_leaves_text_as_it_is():
    assert printable("Pöytäkirja § 5.pdf") == "Pöytäkirja § 5.pdf"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes]) -> Path:
    mode = {".tar": "w:", ".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz"}[path.suffix]
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


MEMBERS = {"2024/a.pdf": b"yksi", "2024/kuva.jpg": b"x", "b.txt": b"kaksi"}


@pytest.mark.parametrize("name", ["v.zip", "v.tar", "v.tar.gz", "v.tgz", "v.tar.bz2", "v.tar.xz"])
def test_archives_are_read_without_unpacking(tmp_path, name):
    archive = (zipped if name.endswith(".zip") else tarred)(tmp_path / name, MEMBERS)
    assert read(tmp_path) == {f"{name}/{member}": data for member, data in MEMBERS.items()}
    items = list(inputs([str(archive)]))
    assert [item.uri for item in items] == [f"{archive}!/{member}" for member in MEMBERS]
    assert [item.is_document for item in items] == [True, False, True]
    assert len({item.stamp for item in items}) >= 2
    assert [item.size for item in inputs([str(archive)], contents=False)] == [4, 1, 5]


def test_an_archive_inside_an_archive_is_told_and_not_opened(tmp_path):
    zipped(tmp_path / "sisempi.zip", MEMBERS)
    zipped(tmp_path / "ulompi.zip", {"sisempi.zip": (tmp_path / "sisempi.zip").read_bytes(), "a.pdf": b"yksi"})
    (tmp_path / "sisempi.zip").unlink()
    assert read(tmp_path) == {"ulompi.zip/sisempi.zip": "nested_archive", "ulompi.zip/a.pdf": b"yksi"}


@pytest.mark.parametrize("name", ["v.zip", "v.tar", "v.tar.gz"])
def test_a_damaged_archive_is_a_problem_and_what_comes_before_is_read(tmp_path, name):
    make = zipped if name.endswith(".zip") else tarred
    data = make(tmp_path / name, {f"{n}.txt": os.urandom(5000) for n in range(5)}).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    found = read(tmp_path)
    problems = {value for value in found.values() if isinstance(value, str)}
    assert problems == {"damaged_archive"}
    if name != "v.zip":
        assert sum(isinstance(value, bytes) for value in found.values()) >= 1


def test_a_file_that_only_has_the_name_of_an_archive(tmp_path):
    fill(tmp_path, "a.zip", "b.tar", "c.tgz")
    assert read(tmp_path) == dict.fromkeys(["a.zip", "b.tar", "c.tgz"], "damaged_archive")


def test_a_damaged_member_costs_itself_alone(tmp_path):
    archive = zipped(tmp_path / "v.zip", {"a.txt": os.urandom(2000), "b.txt": b"ehja"})
    data = bytearray(archive.read_bytes())
    data[500] ^= 0xFF
    archive.write_bytes(data)
    assert read(tmp_path) == {"v.zip/a.txt": "damaged_archive", "v.zip/b.txt": b"ehja"}


def test_members_of_one_name_and_names_that_lead_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "v.zip", "w") as archive:
        archive.writestr("../../a.txt", "yksi")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("../../a.txt", "kaksi")
    items = list(inputs([str(tmp_path)]))
    assert len({item.uri for item in items}) == 2
    assert {item.name for item in items} == {"v.zip/a.txt"}


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("paatosparser.batch.places.LARGE", 100_000)
    zipped(tmp_path / "v.zip", {"nollia.txt": bytes(1_000_000), "a.txt": b"yksi"})
    assert read(tmp_path) == {"v.zip/nollia.txt": "archive_bomb", "v.zip/a.txt": b"yksi"}


def test_a_tar_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("paatosparser.batch.places.LARGE", 1_000_000)
    tarred(tmp_path / "v.tar.gz", {"a.txt": b"yksi", "nollia.txt": bytes(50_000_000), "b.txt": b"kaksi"})
    found = read(tmp_path)
    assert found["v.tar.gz/a.txt"] == b"yksi"
    assert found["v.tar.gz"] == "archive_bomb"


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_an_object_store(memory):
    for name, data in {"arkisto/2024/a.pdf": b"yksi", "arkisto/b.txt": b"kaksi", "muu/c.pdf": b"kolme"}.items():
        memory.pipe_file(f"/{name}", data)
    assert read("memory://arkisto") == {"b.txt": b"kaksi", "2024/a.pdf": b"yksi"}
    assert read("memory://arkisto/2024/a.pdf") == {"a.pdf": b"yksi"}
    assert read("memory://arkisto/**/*.pdf") == {"2024/a.pdf": b"yksi"}
    assert read("memory://ei-ole") == {"source": "input_not_found"}


def test_an_archive_in_an_object_store(memory, tmp_path):
    memory.pipe_file("/arkisto/v.zip", zipped(tmp_path / "v.zip", MEMBERS).read_bytes())
    assert read("memory://arkisto") == {f"v.zip/{name}": data for name, data in MEMBERS.items()}


def test_an_address_that_nothing_reads():
    with pytest.raises(InputNotFound, match="cannot be read"):
        list(inputs(["gopher9://kunta/a.pdf"]))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(tmp_path):
    pytest.importorskip("aiohttp", reason="fsspec reads https:// with aiohttp")
    fill(tmp_path / "www", "2024/a.pdf", "b päätös.txt")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "www")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_web_server(web):
    assert read(f"{web}/2024/a.pdf") == {"a.pdf": SHORT}
    assert read(f"{web}/") == {"b päätös.txt": SHORT, "2024/a.pdf": SHORT}
    assert read(f"{web}/ei-ole.pdf") == {"source": "input_not_found"}
