"""The index on disk where something is wrong with it, or where its writer is killed."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("simplemma")

from tests.search.invented import PURCHASE, ZONING, document

import paatosparser
from paatosparser.errors import IndexUnusable, OutputError
from paatosparser.search.index import SETTINGS, Index
from paatosparser.search.query import Filters


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("index") / "new")
    index.add(document(text, uri=text[:40]) for text in (ZONING, PURCHASE))
    return index


def settings(folder: Path, **changed: object) -> None:
    path = folder / SETTINGS
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), "utf-8")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "another version": lambda folder: settings(folder, version=0),
    "another analyser": lambda folder: settings(folder, analyser="snowball"),
    "no settings": lambda folder: (folder / SETTINGS).unlink(),
    "settings cut off": lambda folder: (folder / SETTINGS).write_text('{"ver', "utf-8"),
    "settings of another kind": lambda folder: (folder / SETTINGS).write_text("[]", "utf-8"),
    "no list of segments": lambda folder: (folder / "meta.json").unlink(),
    "a list of segments cut off": lambda folder: (folder / "meta.json").write_text("{", "utf-8"),
    "no folder": shutil.rmtree,
    **{f"no {end}": lambda folder, end=end: rewrite(folder, end, 0) for end in ("term", "store", "idx", "fast")},
    **{f"half of {end}": lambda folder, end=end: rewrite(folder, end, 2) for end in ("term", "store", "idx", "fast")},
}


def rewrite(folder: Path, end: str, part: int) -> None:
    for path in folder.glob(f"*.{end}"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // part] if part else b"")


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_index_that_cannot_be_used_is_told(filled, tmp_path, damage):
    shutil.copytree(filled.path, tmp_path / "copy")
    DAMAGE[damage](tmp_path / "copy")
    with pytest.raises(IndexUnusable, match=r"^[^.\n]+: (There is no index|The index is [^.\n]+); [^.\n]+\.$"):
        Index.open(tmp_path / "copy").search("kaavamuutos")


@pytest.mark.parametrize("end", ["pos", "term", "fast"])
def test_damage_that_only_a_search_meets_is_told(filled, tmp_path, end):
    shutil.copytree(filled.path, tmp_path / "copy")
    for path in (tmp_path / "copy").glob(f"*.{end}"):
        data = bytearray(path.read_bytes())
        data[: len(data) // 2] = bytes(255 - each for each in data[: len(data) // 2])
        path.write_bytes(data)
    with suppress(IndexUnusable):  # it may meet the damage or not, but nothing else is raised
        index = Index.open(tmp_path / "copy")
        for query in ("kaavamuutos", '"hyväksyy kaavamuutoksen"'):
            index.search(query, Filters(person="Matti"), facets=True)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("x", "utf-8")
    with pytest.raises(OutputError, match=r"^[^\n]+: The folder holds other files; choose an empty one\.$"):
        Index.create(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        Index.create(tmp_path / "thesis.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_index_that_was_only_begun_is_made(tmp_path):
    Index.create(tmp_path / "index")
    (tmp_path / "index" / SETTINGS).rename(tmp_path / "index" / f"{SETTINGS}.part")
    (tmp_path / "index" / ".tmpAbC").touch()
    with pytest.raises(IndexUnusable, match="There is no index"):
        Index.open(tmp_path / "index")
    index = Index.create(tmp_path / "index")
    assert index.add([document(ZONING)]).added == 1
    assert len(Index.open(tmp_path / "index")) == 1


KILLED = """
import os, pickle, signal, sys
from pathlib import Path
from paatosparser.search import index as module
from paatosparser.search.analysis import Language, best_analyser, load_analyser
from paatosparser.search.fields import aligned_forms

docs = pickle.loads(Path(sys.argv[1]).read_bytes())
for doc in docs:  # read once, not in each process
    for language in Language:
        aligned_forms(doc[0].text, load_analyser(best_analyser(), language))

def run(folder):
    module.COMMIT_AFTER = 2
    given, commit = 0, module.Index._commit
    def documents():
        nonlocal given
        for given, doc in enumerate(docs, 1):
            yield doc
    def told(self, writer, waiting):
        commit(self, writer, waiting)
        Path(f"{folder}.done").write_text(str(given))
    module.Index._commit = told
    module.Index.create(folder).add(documents())

for line in sys.stdin:
    folder, work = line.split()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process at once
        signal.setitimer(signal.ITIMER_PROF, float(work))  # its own work counts, not what else the machine does
        run(folder)
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    print(used.ru_utime + used.ru_stime, flush=True)
"""


def contents(index: Index) -> tuple[list[str], object, list[int]]:
    results = index.search(limit=1000, facets=True)
    records = sorted(f"{found.record.uri} {found.record.model_dump_json()}" for found in results.found)
    queries = ("kaavamuutos", '"hyväksyy kaavamuutoksen"', "kuljetus -kaava", "kuntalaki 36 §")
    return records, results.facets, [index.search(query).total for query in queries]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_an_index_survives_kills(tmp_path):
    docs = [document(*((ZONING, PURCHASE, ZONING)[: 1 + number % 3]), uri=f"{number:02}") for number in range(12)]
    (tmp_path / "docs").write_bytes(pickle.dumps(docs))
    chance = random.Random(6)  # noqa: S311
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "docs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(paatosparser.__file__).parents[1])},
    ) as server:
        assert server.stdin
        assert server.stdout

        def run(folder: Path, work: float) -> float:
            """Fill an index; where ``work`` is not 0, kill it after so many seconds of its processor time."""
            print(folder, work, file=server.stdin, flush=True)
            return float(server.stdout.readline())

        whole = run(tmp_path / "whole", 0)
        expected = contents(Index.open(tmp_path / "whole"))
        cut = 0
        for trial in range(20):
            folder = tmp_path / str(trial // 2)  # each is killed twice
            run(folder, chance.random() * whole * (0.1 if trial % 5 == 0 else 1))
            done = folder.with_suffix(".done")
            committed = int((done.read_text() if done.exists() else "") or 0)
            index = Index.create(folder)
            there = Counter(found.record.uri for found in index.search(limit=1000).found)
            assert len(there) >= committed
            assert there == {doc[0].uri: len(doc) for doc in docs[: len(there)]}
            cut += len(there) < len(docs)
            if trial % 2:
                index.add(docs)
                assert contents(Index.open(folder)) == expected
    assert server.returncode == 0
    assert cut > 5, "the kills came too late to tell anything"
