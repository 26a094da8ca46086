"""O programa de quem lê: no site, no zip do guia, e sempre o mesmo."""

import subprocess
import sys
from pathlib import Path

from guide.known import data
from guide.page import Guide
from guide.site import reader_program

PROGRAM = reader_program.PROGRAM.relative_to("docs")


def test_the_site_and_the_zip_have_it(site: Path, offline_site: Path) -> None:
    wanted = reader_program.contents(Guide(), data.as_json(Guide()))
    assert (site / PROGRAM).read_bytes() == wanted
    assert (offline_site / PROGRAM).read_bytes() == wanted


def test_the_one_of_the_site_runs(site: Path) -> None:
    command = [sys.executable, site / PROGRAM, "--ajuda"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Uso: python")
    assert f"{PROGRAM.name} [EXERCÍCIO" in done.stdout


def test_it_is_written_when_it_changes(tmp_path: Path) -> None:
    module = tmp_path / "guide/confere/__main__.py"
    module.parent.mkdir(parents=True)
    module.write_text("print('um')\n")
    assert reader_program.write(Guide(tmp_path))
    assert not reader_program.write(Guide(tmp_path))
    module.write_text("print('dois')\n")
    assert reader_program.write(Guide(tmp_path))
