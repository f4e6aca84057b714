"""`python -m thongsuot` is the command `thongsuot`."""

from thongsuot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
