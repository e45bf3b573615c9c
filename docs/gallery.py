"""Draws every page of the demonstration in both languages and themes at four widths, and says what is wrong with any. Run by `make gallery`.

`docs/gallery.py [FOLDER]` puts the pictures into the folder (build/gallery) with an index.html and one sheet of them all, prints one line a finding
and ends with 1 where there is one. `docs/gallery.py --screenshots` takes the README's pictures alone, into docs/screenshots.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dashboard.cli import main  # noqa: E402 (the project's root comes first)
from data_access.engine import reading_engine  # noqa: E402
from tests.browser.wall import opened  # noqa: E402
from tests.chromium import Reader, launched  # noqa: E402
from tests.gallery import album  # noqa: E402
from tests.gallery.finding import lines  # noqa: E402
from tests.gallery.language import own_names  # noqa: E402
from tests.gallery.visiting import go_round, visits  # noqa: E402
from tests.serving import serving  # noqa: E402

NOW = datetime(2021, 12, 28, 17, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
SHOTS = (("zh", "light", 1440, 900), ("en", "dark", 1440, 900), ("zh", "light", 390, 844))  # the README's
WALLS = (("board", "zh"), ("map", "en"))


def draw(folder: Path, screenshots: bool) -> int:
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        database = f"sqlite:///{temporary}/demonstration.sqlite"
        main.main(["demo", "--database", database, "--day", f"{NOW:%Y-%m-%d}"], standalone_mode=False)
        engine = reading_engine(database)
        names = own_names(engine)
        engine.dispose()
        with serving(database, clock=NOW) as home, launched(Path(temporary)) as browser:
            print(f"made the demonstration, started the dashboard: {time.monotonic() - began:.1f} s")
            if screenshots:
                for language, theme, *size in SHOTS:
                    shot = go_round(
                        browser,
                        home,
                        names,
                        folder,
                        places=visits(),
                        languages=[language],
                        themes=[theme],
                        sizes=[tuple(size)],
                        whole=False,
                    )
                    for picture in shot.pictures:
                        (folder / picture.file).replace(folder / f"{picture.page}-{language}-{picture.width}.png")
                for scene, language in WALLS:
                    someone = Reader(browser, None, 1920, 1080, "zh-CN")
                    opened(someone, home, f"scene={scene}&lang={language}").screenshot(path=folder / f"wall-{scene}-{language}-1920.png")
                    someone.close()
                return 0
            told = go_round(browser, home, names, folder, say=print)
    found = lines(told.findings)
    print(album.index(folder, told.pictures, found), album.montage(folder, told.pictures), sep="\n")
    print(f"{len(told.pictures)} pictures in {time.monotonic() - began:.0f} s, {len(found)} findings")
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments == ["--screenshots"]:
        sys.exit(draw(ROOT / "docs" / "screenshots", True))
    sys.exit(draw(Path(arguments[0]) if arguments else ROOT / "build" / "gallery", False))
