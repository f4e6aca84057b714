"""`script/postgres`: a PostgreSQL of the command's own, wherever temporary files are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.house import tree

NO_POSTGRESQL = 3
ASK = """
import os, psycopg
from pathlib import Path
from thongsuot.config import env
entry = env.database(os.environ["DATABASE_URL"], Path())
with psycopg.connect(host=entry["HOST"], user=entry["USER"], dbname=entry["NAME"]) as connection:
    print(connection.execute("SHOW unix_socket_directories").fetchone()[0])
"""


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="tried once, with the tests on SQLite")
@pytest.mark.parametrize("name", ["a b", "Thông 'Suốt' #1%"])
def test_its_folder_may_have_any_name(name: str) -> None:
    # Sockets have short paths, and who runs the database must reach the folder.
    with TemporaryDirectory(prefix="ts") as room:
        Path(room).chmod(0o755)
        (folder := Path(room, name)).mkdir()
        asked = subprocess.run(
            ["script/postgres", sys.executable, "-c", ASK],
            env=os.environ | {"TMPDIR": str(folder)}, cwd=tree.ROOT, capture_output=True, text=True,
        )  # fmt: skip
        if asked.returncode == NO_POSTGRESQL:
            pytest.skip(asked.stderr.strip())
        assert asked.returncode == 0, asked.stderr
        assert name in asked.stdout
        assert list(folder.iterdir()) == [], "gone when the command ends"
