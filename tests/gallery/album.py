"""The pictures of a going-round, to be looked at: an index with each page's pictures side by side, and all of them small on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw

from tests.gallery.visiting import Picture

SMALL, TALLEST, GAP = 300, 420, 12  # px of a picture on the sheet
STYLE = (
    "body{font:14px sans-serif;margin:1rem;background:#888}h2{margin:1.5rem 0 .3rem}div{display:flex;gap:.6rem;align-items:flex-start;overflow-x:auto}"
    "figure{margin:0;flex:none}img{display:block;width:22rem;max-height:40rem;object-fit:cover;object-position:top}img.narrow{width:9rem}"
    "pre{background:#fff;padding:.6rem;white-space:pre-wrap}"
)


def index(folder: Path, pictures: Sequence[Picture], findings: Sequence[str]) -> Path:
    """`index.html`: the findings, then page by page and width by width both languages and themes beside each other; each opens in full."""
    rows: dict[tuple[str, int], list[Picture]] = {}
    for picture in pictures:
        rows.setdefault((picture.page, picture.width), []).append(picture)
    parts = [
        f"<!doctype html><meta charset='utf-8'><title>Gallery</title><style>{STYLE}</style><h1>{len(findings)} findings</h1>",
        f"<pre>{escape(chr(10).join(findings)) or 'none'}</pre>",
    ]
    for (page, width), own in rows.items():
        parts.append(f"<h2>{escape(page)} · {width}</h2><div>")
        for picture in own:
            narrow = " class='narrow'" if width < 800 else ""
            parts.append(
                f"<figure><a href='{picture.file}'><img loading='lazy'{narrow} src='{picture.file}' alt=''></a>{picture.language} {picture.theme}</figure>"
            )
        parts.append("</div>")
    path = folder / "index.html"
    path.write_text("".join(parts), "utf-8")
    return path


def montage(folder: Path, pictures: Sequence[Picture], name: str = "montage.png") -> Path:
    """All pictures small on one sheet: a row a page and language, in it the themes and widths."""
    rows: dict[tuple[str, str], list[Picture]] = {}
    for picture in pictures:
        rows.setdefault((picture.page, picture.language), []).append(picture)
    columns = max(map(len, rows.values()), default=1)
    sheet = Image.new("RGB", (columns * (SMALL + GAP) + GAP, max(1, len(rows)) * (TALLEST + 2 * GAP) + GAP), "#777")
    draw = ImageDraw.Draw(sheet)
    for down, own in enumerate(rows.values()):
        for across, picture in enumerate(own):
            with Image.open(folder / picture.file) as shown:
                shown.draft("RGB", (SMALL * 2, TALLEST * 2))
                scale = min(SMALL / shown.width, 1)
                height = min(round(shown.height * scale), TALLEST)
                small = shown.convert("RGB").resize(
                    (SMALL, height), box=(0, 0, shown.width, min(shown.height, height / scale)), reducing_gap=2
                )
            at = (GAP + across * (SMALL + GAP), GAP * 2 + down * (TALLEST + 2 * GAP))
            sheet.paste(small, at)
            draw.text((at[0], at[1] - GAP), f"{picture.page} {picture.language} {picture.theme} {picture.width}", fill="white")
    path = folder / name
    sheet.save(path)
    return path
