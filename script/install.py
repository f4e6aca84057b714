"""Make a virtual environment hold what a hashed lock file says; called by script/env with Python >= 3.11.

Does nothing, quickly, when it does already. Two calls at once wait for each other; an install that was cut
short, or an environment whose Python is gone, is mended by the next call.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def main(venv: Path, lock: str) -> int:
    venv.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{venv}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            return install(venv, lock)
        except subprocess.CalledProcessError as error:
            print(
                f"Cài đặt không xong / the install failed: {' '.join(map(str, error.cmd))}", file=sys.stderr
            )
            return 1


def install(venv: Path, lock: str) -> int:
    """Bring `venv` to `lock`. What development needs holds the product's needs too, and is not taken away."""
    stamp = venv / "installed"
    kept = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
    wanted = DEVELOPMENT if kept[:1] == [DEVELOPMENT] else lock
    state = [wanted, digest(wanted), *made_for(venv)]
    fits = kept[2:] == made_for(venv) and runs(venv)
    if kept == state and fits:
        return 0
    print(f"Cài đặt thư viện, lần đầu mất vài phút / installing {wanted}", file=sys.stderr)
    stamp.unlink(missing_ok=True)
    if not fits:
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", venv)
    if not with_uv(venv, wanted):
        with_pip(venv, wanted)
    where = run(venv / "bin/python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(where, "thongsuot.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command(venv)
    stamp.write_text("\n".join(state), encoding="utf-8")
    return 0


def made_for(venv: Path) -> list[str]:
    """What an environment cannot outlive: its version of Python, and the places that stand in its files."""
    return ["{}.{}".format(*sys.version_info), str(ROOT), str(venv)]


def digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def runs(venv: Path) -> bool:
    """Whether the environment's Python is there and new enough."""
    try:
        return works(
            venv / "bin/python", "-I", "-S", "-c", "import sys; sys.exit(sys.version_info < (3, 11))"
        )
    except OSError:
        return False


def with_uv(venv: Path, lock: str) -> bool:
    """uv is ten times quicker; False when it is not there or cannot do it."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    words = [
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        str(venv / "bin/python"),
        str(ROOT / lock),
    ]
    return subprocess.run([uv, *words], stdout=sys.stderr).returncode == 0


def with_pip(venv: Path, lock: str) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    run(*pip(venv), "install", *options, "-r", ROOT / lock)


def pip(venv: Path) -> list[object]:
    """The environment's pip, which Python may bring along; else the system's, pointed at the environment.

    Raises CalledProcessError where there is none (Debian: apt-get install python3-venv).
    """
    python = venv / "bin/python"
    own = [python, "-m", "pip"]
    if works(*own, "--version") or works(python, "-m", "ensurepip", "--default-pip"):
        return own
    run(sys.executable, "-m", "pip", "--version")
    return [sys.executable, "-m", "pip", "--python", python]


def works(*words: object) -> bool:
    return subprocess.run([str(word) for word in words], capture_output=True).returncode == 0


def command(venv: Path) -> None:
    """`thongsuot` on the PATH of the environment.

    Its first lines are shell and Python at once, because a path with a space cannot stand behind `#!`.
    """
    script = venv / "bin/thongsuot"
    lines = ["#!/bin/sh", f'\'\'\'exec\' "{venv}/bin/python" "$0" "$@"', "' '''"]
    lines += ["import sys", "from thongsuot.cli import main", "sys.exit(main())", ""]
    script.write_text("\n".join(lines), encoding="utf-8")
    script.chmod(0o755)


def run(*words: object) -> str:
    """Output of a command; its errors pass through. Raises CalledProcessError."""
    words_ = [str(word) for word in words]
    done = subprocess.run(words_, check=True, text=True, stdout=subprocess.PIPE)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), sys.argv[2]))
