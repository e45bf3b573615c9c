"""The checkpoints on their maps: the city close up, and the counties around it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import maps
from dashboard.components import lists, markup
from dashboard.situation import Situation
from dashboard.view import View
from dashboard.wording import kind_text, on_day
from data_access.coordinates import to_wgs84

HEIGHT = 430


def city_and_county(view: View, now: Situation) -> None:
    """Two maps side by side, each over its own points; one alone where only one has any. Posts without usable coordinates are named below."""
    points = points_of(view, now)
    shown, left_out = maps.plottable(points)
    in_city = shown.area.eq("city").fillna(False)
    places = [(name, own) for name, own in (("city", shown[in_city]), ("county", shown[~in_city])) if len(own)]
    for column, (name, own) in zip(st.columns(len(places), gap="small") if places else (), places, strict=True):
        with column:
            markup.title(view, f"map-{name}-title")
            _map(view, own, name)
    lists.not_on_map(view, now.posts[now.posts.checkpoint_id.isin(left_out.id)])


def _map(view: View, points: pd.DataFrame, name: str) -> None:
    deck = maps.checkpoint_map(
        points,
        dark=st.context.theme.type == "dark",
        view=maps.view_over(points),
        name_field="name_en" if view.words.language == "en" else "name",
    )
    alt = f"{view.words(f'map-{name}-title')}: {view.words('map-table-title', count=len(points))}"
    st.pydeck_chart(deck, height=HEIGHT, key=f"map-{name}", alt=alt)


def points_of(view: View, now: Situation) -> pd.DataFrame:
    """What `maps.checkpoint_map` draws, with `area`; coordinates of every system brought to WGS-84."""
    posts = now.posts
    lon, lat = to_wgs84(
        posts.longitude.to_numpy(float, na_value=float("nan")), posts.latitude.to_numpy(float, na_value=float("nan")), posts.crs
    )
    return pd.DataFrame(
        {
            "id": posts.checkpoint_id,
            "label": [view.words.name(row) for row in posts.itertuples()],
            "lon": lon,
            "lat": lat,
            "status": posts.status.where(posts.status.notna(), "closed"),
            "detail": [_detail(view, row) for row in posts.itertuples()],
            "area": posts.area,
        }
    )


def _detail(view: View, row) -> str:  # type: ignore[no-untyped-def] (a row of itertuples)
    words = view.words
    parts = [view.units.label(row.org_unit_id), kind_text(row.kind, words), words(f"state-{row.state}")]
    if not pd.isna(row.last_sign_at):
        parts.append(words("map-last-sign", time=on_day(row.last_sign_at, view.moment, words)))
    return " · ".join(parts)
