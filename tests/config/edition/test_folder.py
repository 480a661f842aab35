import gzip

import brotli
import pytest

from config.edition.folder import Busy, Edition, alone

HOME, CSS = b"<p>home</p>" * 50, b"a{b:c}" * 50


def publish(folder, **files):
    edition = Edition(folder)
    for name, body in files.items():
        edition.add(name.replace("__", "/") + ".html", body)
    edition.finish()
    return edition


def test_beside_every_page_are_its_compressed_twins(tmp_path):
    publish(tmp_path, act__index=HOME)
    page = tmp_path / "current" / "act" / "index.html"
    assert page.read_bytes() == HOME
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == HOME
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == HOME


def test_what_has_not_changed_is_not_written_again(tmp_path):
    publish(tmp_path, index=HOME, about=CSS, gone=b"x")
    before = (tmp_path / "current" / "index.html").stat()
    edition = publish(tmp_path, index=HOME, about=HOME)
    assert (edition.written, edition.linked, edition.gone) == (1, 1, 1)
    assert (tmp_path / "current" / "index.html").stat().st_ino == before.st_ino
    assert (tmp_path / "current" / "about.html").read_bytes() == HOME
    assert not (tmp_path / "current" / "gone.html").exists()


def test_readers_see_the_old_edition_until_the_new_one_is_whole(tmp_path):
    publish(tmp_path, index=HOME)
    unfinished = Edition(tmp_path)
    unfinished.add("index.html", CSS)
    assert (tmp_path / "current" / "index.html").read_bytes() == HOME
    # The process dies here. The next run begins anew, and clears up.
    publish(tmp_path, index=CSS)
    assert (tmp_path / "current" / "index.html").read_bytes() == CSS
    assert not unfinished.root.exists()


def test_two_editions_are_kept_and_no_more(tmp_path):
    for number in range(4):
        publish(tmp_path, index=f"{number}".encode())
    assert len([path for path in (tmp_path / "editions").iterdir() if path.is_dir()]) == 2
    assert (tmp_path / "current" / "index.html").read_bytes() == b"3"


def test_a_twin_that_somebody_deleted_is_written_again(tmp_path):
    publish(tmp_path, index=HOME)
    (tmp_path / "current" / "index.html.gz").unlink()
    assert publish(tmp_path, index=HOME).written == 1
    assert (tmp_path / "current" / "index.html.gz").exists()


@pytest.mark.parametrize("name", ["../outside.html", "a/../../outside.html"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(ValueError, match="outside"):
        Edition(tmp_path).add(name, b"")


def test_two_runs_do_not_write_at_once(tmp_path):
    with alone(tmp_path), pytest.raises(Busy), alone(tmp_path):
        pass
