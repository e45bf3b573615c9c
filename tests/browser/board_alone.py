"""The board by itself, as the tests of it see it: served by Streamlit, what it shows told by the address."""

from __future__ import annotations

import streamlit as st

from dashboard.board import Cell, Row, board, sheet_of
from dashboard.palette import STATUSES

st.set_page_config(layout="wide")
LANGUAGE = st.query_params.get("lang", "zh")
MEASURES = int(st.query_params.get("measures", 17))
HOSTILE = '<img src=x onerror="document.title=1">\u202egnp'
HEADINGS = {
    "zh": "日报|健康监测|测温|消毒消杀|隔离人员管理|返岗人员排查|外来人员登记|巡查|食堂管理|宣传教育|核酸|卡点|防护物资|消杀物资|医疗物资|生活物资|病例",
    "en": "Daily report|Health monitoring|Temperature|Disinfection|Isolation care|Returnee checks|Visitor log|Patrol|Canteen|Briefings"
    "|Testing|Check- points|Protective stock|Disinfect. stock|Medical stock|Living stock|Cases",
}
DIVISIONS = {"zh": ("矿业公司", "冶炼公司", "建设与服务"), "en": ("Mining division", "Smelting division", "Construction and services")}
UNIT = {"zh": "第{n}金矿选冶厂", "en": "Gold mine no. {n}"}
WORDS = {
    "zh": ("告警", "关注", "数据矛盾", "无数据", "达标", "未到时", "免报", "均正常", "单位"),
    "en": ("Breach", "Attention", "Contradictory", "No data", "Met", "Not due yet", "Exempt", "all in order", "Unit"),
}
TEXT = {
    "zh": {"breach": "41", "attention": "1.8天", "check": "矛盾", "no_data": "—", "met": "100", "not_due": "待", "exempt": "免"},
    "en": {"breach": "41", "attention": "1.8 d", "check": "check", "no_data": "—", "met": "100", "not_due": "due", "exempt": "ex."},
}


def rows(turn: int) -> list[Row]:
    """60 units in three divisions; every second refresh stands the units of each division the other way round and empties one cell."""
    made = []
    for place in range(60):
        cells = []
        for column in range(MEASURES):
            pick = (place * 7 + column * 11) % 23
            status = STATUSES[pick] if pick < len(STATUSES) and place % 4 == 0 and "calm" not in st.query_params else "met"
            text = "17:40" if column == 0 else TEXT[LANGUAGE][status]
            empty = (place + column) % 13 == 5 or (turn % 2 == 1 and (place, column) == (2, 8))
            cells.append(Cell("" if empty else text, status, "41/44"))
        name = HOSTILE if place == 3 else UNIT[LANGUAGE].format(n=place + 1)
        made.append(Row(f"U{place}", name, cells, DIVISIONS[LANGUAGE][place // 20]))
    return [row for group in range(3) for row in made[20 * group : 20 * group + 20][:: -1 if turn % 2 else 1]]


measures = [(f"m{column}", heading) for column, heading in enumerate(HEADINGS[LANGUAGE].split("|")[:MEASURES])]


@st.fragment(run_every=float(st.query_params["every"]) if "every" in st.query_params else None)
def shown() -> None:
    turn = st.session_state["turn"] = st.session_state.get("turn", -1) + 1
    sheet = sheet_of(
        rows(turn),
        measures,
        caption="一盘棋" if LANGUAGE == "zh" else "The board",
        unit_label=WORDS[LANGUAGE][-1],
        words=dict(zip((*STATUSES, "all_met"), WORDS[LANGUAGE][:-1], strict=True)),
        lang=LANGUAGE,
        of_text="60 / 60",
        height="80dvh",
        divisions=dict(zip(DIVISIONS[LANGUAGE], "NSC", strict=True)) if "names" in st.query_params else None,
    )
    opened = board(sheet, key="board")
    if opened:
        st.session_state["opened"] = opened
    st.text(f"turn {turn}, opened {st.session_state.get('opened')}")


with st.container(width=int(st.query_params["width"]) if "width" in st.query_params else "stretch"):
    shown()
