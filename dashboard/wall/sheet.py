"""What a wall shows, in words: every scene at once, so that the browser turns them by the clock and goes on while nobody answers. No person is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dashboard import assets, mapping
from dashboard.components import rounds, sentence, sparkline, tiles
from dashboard.indicators import supplies
from dashboard.indicators.attention import Attention
from dashboard.indicators.figure import Cell, Figure
from dashboard.indicators.rows import each
from dashboard.indicators.supplies import StockCell
from dashboard.indicators.trend import Trend
from dashboard.palette import MAP_DARK, MAP_LIGHT, SIGNS, STATUSES
from dashboard.queries import rounds_shown
from dashboard.situation import Situation
from dashboard.texts import DASH, Words, plain
from dashboard.view import View
from dashboard.wall.news import Place
from dashboard.wording import columns, figure_name, figure_text, measure_name, on_day, overdue_text, reason_text, wall_cell_text, word_id

SUPPLY = "supply"  # on the wall one column, the worst of its categories
SCENE_OF = {"testing": "testing", "checkpoint": "map", SUPPLY: "supplies"}  # else the board
SCENE_WORDS = {
    "board": "wall-board",
    "map": "wall-map",
    "testing": "wall-testing",
    "supplies": "wall-supplies",
    "attention": "wall-attention",
}
UNITS_A_PAGE = 34  # two columns of seventeen
LINES, UNITS_OF_A_ROUND, RUN_OUTS, SOON_DAYS = 22, 24, 14, 14
_STOCK = ("breach", "attention", "met", "no_data")
_WORDS = (
    *("wall-fetched", "wall-data", "wall-ago-seconds", "wall-ago-minutes", "wall-ago-hours", "wall-late", "wall-dead"),
    *("wall-why-server", "wall-why-database", "wall-why-screen", "wall-page", "wall-more", "wall-new", "wall-leave", "wall-used"),
)


def sheet(view: View, now: Situation, lines: Iterable[Trend]) -> bytes:
    """All scenes as they travel, made once for all walls that show the same."""
    return view.once(
        "wall", lambda: json.dumps(_whole(view, now, lines), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    )


def news(view: View, now: Situation, noticed: Mapping[Place, datetime]) -> list[dict[str, Any]]:
    """The breaches that are new, the worst first: what each is, its scene, and when it was noticed (milliseconds)."""
    return _plain(
        [
            {
                "unit": view.units.label(line.cell.org_unit_id),
                "text": reason_text(line.cell, now, view.words),
                "scene": SCENE_OF.get(_column(line.cell), "board"),
                "at": round(noticed[place].timestamp() * 1000),
            }
            for line in now.attention
            if (place := (line.cell.org_unit_id, line.cell.measure_id)) in noticed and line.cell.status == "breach"
        ]
    )


def _whole(view: View, now: Situation, lines: Iterable[Trend]) -> dict[str, Any]:
    return _plain(_told(view, now, lines)) | {"comma": view.words("sentence-comma")}  # whose blank at its end counts


def _told(view: View, now: Situation, lines: Iterable[Trend]) -> dict[str, Any]:
    words, trends = view.words, {one.figure_id: one for one in lines}
    figures = tiles.headline_figures(now)
    times = [figure.data_time for figure in figures if figure.data_time is not None]
    past = not view.moment.is_today or view.choice.as_of is not None
    return {
        "lang": words.language,
        "title": view.door.settings.organisation or words("app-title"),
        "demonstration": words("demonstration") if view.demonstration else "",
        "day": words("wall-past", day=words.day(view.moment.day)) if past else "",
        "data": on_day(min(times), view.moment, words) if times else DASH,
        "sentence": [[text, alarm] for text, alarm in sentence.clauses(view, now)],
        "stop": words("sentence-stop"),
        "words": {name.removeprefix("wall-"): words(name, told="#", of="@") for name in _WORDS},
        "scenes": {scene: words(word) for scene, word in SCENE_WORDS.items()},
        "signs": {status: [SIGNS[status], words(f"status-{status.replace('_', '-')}")] for status in STATUSES},
        "legend": _legend(words),
        "tiles": [_tile(view, now, figure, trends.get(figure.id)) for figure in figures],
        "board": _board(view, now),
        "map": _map(view, now),
        "testing": _testing(view, now),
        "supplies": _supplies(view, now),
        "attention": _attention(view, now),
    }


def _tile(view: View, now: Situation, figure: Figure, trend: Trend | None) -> dict[str, Any]:
    words = view.words
    great, beside = figure_text(figure, words)
    return {
        "id": word_id(figure.id),
        "name": figure_name(figure, now, words),
        "status": figure.status if figure.status in ("breach", "attention", "no_data") else "",
        "great": great,
        "beside": beside,
        "small": " · ".join(tiles.told_beside(view, now, figure)),
        "time": DASH if figure.data_time is None else on_day(figure.data_time, view.moment, words),
        "sure": words(f"confidence-{figure.confidence}") if figure.confidence == "stale" else "",
        "line": sparkline.mask(trend) if trend and any(point.valid for point in trend.points) else "",
    }


def _board(view: View, now: Situation) -> dict[str, Any]:
    words = view.words
    heads = list(dict.fromkeys(_merged(name) for name, _ in columns(now, words)))
    by_unit: dict[str, dict[str, Cell]] = {}
    for cell in now.cells:
        own, name = by_unit.setdefault(cell.org_unit_id, {}), _column(cell)
        if name not in own or _need(cell) < _need(own[name]):
            own[name] = cell
    return {
        "title": words("board-title"),
        "unit": words("board-unit"),
        "aPage": UNITS_A_PAGE,
        "shown": words("board-shown", n="#", total=len(by_unit)),
        "heads": [[name, words("wall-supply") if name == SUPPLY else measure_name(name, now, words)] for name in heads],
        "rows": [
            [
                unit,
                view.units.short_label(unit),
                [[wall_cell_text(own[name], now, words), STATUSES.index(own[name].status)] if name in own else 0 for name in heads],
            ]
            for unit, own in sorted(by_unit.items(), key=lambda one: (*_needs(one[1].values()), view.units.place(one[0])))
        ],
        "none": words("table-none"),
    }


def _merged(name: str) -> str:
    return SUPPLY if name.startswith("supply.") else name


def _column(cell: Cell) -> str:
    return _merged(cell.measure_id)


def _need(cell: Cell) -> tuple[int, float]:
    """The order in which cells of one column of a unit stand for it."""
    days = cell.pair.judged_days if isinstance(cell, StockCell) and cell.pair else None
    return STATUSES.index(cell.status), float("inf") if days is None else days


def _needs(cells: Iterable[Cell]) -> tuple[int, ...]:
    statuses = [cell.status for cell in cells]
    return tuple(-statuses.count(status) for status in STATUSES[:4])


def _map(view: View, now: Situation) -> dict[str, Any]:
    words, found = view.words, mapping.for_the_wall(view)
    lacks = now.figure("checkpoint.manned").lacks
    return {
        "outlines": assets.address(assets.OUTLINES),
        "colours": {"dark": _colours(MAP_DARK), "light": _colours(MAP_LIGHT)},
        "maps": [
            {
                "title": one.title,
                "label": one.label,
                "bounds": one.bounds,
                "posts": [
                    [*post.place, mapping.status_of(post.state), post.kind, f"{view.units.short_label(post.unit)} {post.name}"]
                    for post in posts
                ],
                "controls": [[*control.place, control.level] for control in controls],
            }
            for one, posts, controls in zip(found.maps, found.posts, found.controls, strict=True)
        ],
        "counts": [[word, status, count] for word, status, count in found.counts if count],
        "off": words("map-not-shown", count=found.off_the_map) if found.off_the_map else "",
        "levels": sorted({(one.level, one.word) for controls in found.controls for one in controls}),
        "told": words("lacks-names", names=words("list-comma").join(lacks)) if lacks else "",
        "none": words("map-none"),
    }


def _colours(colours: Any) -> dict[str, Any]:
    return {
        name: getattr(colours, name) for name in ("breach", "attention", "met", "none", "page", "land", "city", "border", "name", "ink")
    }


def _testing(view: View, now: Situation) -> dict[str, Any]:
    words, shown = view.words, rounds_shown(view, now)
    paces = {pace.round_id: pace for pace in shown.paces}
    told = []
    for pace in shown.paces:
        own = shown.rows[shown.rows.round_id == pace.round_id]
        great, beside = rounds.great(view, pace, own)
        facts = [[words(key), text] for key, text in rounds.facts(view, pace, own, shown) if key != "fact-unheard"]
        told.append(
            {
                "id": pace.round_id,
                "name": words.name(own.iloc[0]),
                "between": words(
                    "testing-between", **{"from": words.short_instant(pace.starts_at), "until": words.short_instant(pace.ends_at)}
                ),
                "great": great,
                "beside": beside,
                "share": pace.share or 0,
                "used": pace.time_used,
                "facts": facts,
            }
        )
    cells = sorted(shown.cells, key=lambda cell: (STATUSES.index(cell.status), cell.value if cell.value is not None else -1))
    lacks = now.figure("testing.coverage").lacks
    return {
        "rounds": told,
        "units": [
            {
                "name": view.units.short_label(cell.org_unit_id),
                "status": cell.status,
                "share": cell.value if cell.denominator and _is_told(cell) else None,
                "used": paces[cell.about].time_used if cell.about in paces else None,
                "text": _n_of(cell, words),
            }
            for cell in cells[:UNITS_OF_A_ROUND]
        ],
        "title": words("testing-ranks-title", count=len(cells)),
        "none": words("lacks-names", names=words("list-comma").join(lacks)) if lacks else words("testing-none"),
    }


def _is_told(cell: Cell) -> bool:
    return cell.status != "no_data" or cell.numerator > 0


def _n_of(cell: Cell, words: Words) -> str:
    if not _is_told(cell):
        return DASH
    return words.number(cell.numerator) if cell.denominator is None else f"{words.number(cell.numerator)}/{words.number(cell.denominator)}"


def _supplies(view: View, now: Situation) -> dict[str, Any]:
    words, lacks = view.words, now.figure("supply.units_short").lacks
    items = {row.item_id: row for row in each(now.items)}
    found = [one for one in supplies.run_outs(now.pairs, now.items, view.moment) if (one.pair.judged_days or 0) <= SOON_DAYS]
    counts = {name: [sum(pair.status == status for pair in now.pairs if pair.item_id == name) for status in _STOCK] for name in items}
    return {
        "title": words("supplies-run-out-title", shown=min(len(found), RUN_OUTS), count=len(found)),
        "soon": [
            {
                "name": view.units.short_label(one.pair.org_unit_id),
                "item": words.name(items[one.pair.item_id]),
                "status": one.pair.status,
                "share": min(1.0, (one.pair.judged_days or 0.0) / SOON_DAYS),
                "least": min(1.0, items[one.pair.item_id].min_days / SOON_DAYS),
                "text": words("cell-days", days=words.one_decimal(one.pair.judged_days)),
            }
            for one in found[:RUN_OUTS]
        ],
        "itemsTitle": words("wall-items"),
        "item": words("column-item"),
        "heads": [[status, words(f"stock-{name}")] for status, name in zip(_STOCK, ("short", "low", "enough", "undecided"), strict=True)],
        "items": [[words.name(items[name]), own] for name, own in counts.items() if sum(own)],
        "none": words("lacks-names", names=words("list-comma").join(lacks)) if lacks else words("supplies-nothing-soon"),
    }


def _attention(view: View, now: Situation) -> dict[str, Any]:
    words, count = view.words, len(now.attention)
    return {
        "title": words("attention-title", count=count),
        "lines": [_line(view, now, line) for line in now.attention[:LINES]],
        "more": words("attention-more", count=count - LINES) if count > LINES else "",
        "none": words("attention-none"),
    }


def _line(view: View, now: Situation, line: Attention) -> list[str]:
    return [
        line.cell.status,
        view.units.label(line.cell.org_unit_id),
        reason_text(line.cell, now, view.words),
        overdue_text(line, view.moment, view.words),
    ]


def _legend(words: Words) -> list[list[str]]:
    """What stands in a cell, its status, and what it means."""
    return [
        *([SIGNS[status], status, words(f"status-{status}")] for status in ("breach", "attention")),
        [DASH, "no_data", words("legend-no-data")],
        [words("wall-cell-check"), "check", words("legend-check")],
        [words("wall-cell-not-due"), "not_due", words("legend-not-due")],
        [words("wall-cell-exempt"), "exempt", words("legend-exempt")],
        ["", "changed", words("wall-changed")],
    ]


def _plain(told: Any) -> Any:
    """As text of one line, wherever text stands."""
    if isinstance(told, dict):
        return {name: _plain(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_plain(value) for value in told]
    return plain(told) if isinstance(told, str) else told
