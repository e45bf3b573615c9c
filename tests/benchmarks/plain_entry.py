"""The overview's statements as somebody would put them on a page in an afternoon: read anew at each run, shown with what Streamlit has."""

import os
import pickle
from pathlib import Path

import altair as alt
import pandas as pd
import sqlalchemy as sa
import streamlit as st

CHARTS, NUMBERS, MOST_ROWS, VIEWERS = 4, 8, 200, 60


@st.cache_resource
def engine() -> sa.Engine:
    # As many connections as viewers, and the board's own way to join: the page is to be slow by itself, not to fail or to wait for the database.
    joins = {"options": "-c enable_nestloop=off -c jit=off"}
    return sa.create_engine(os.environ["PLAIN_DATABASE"], pool_size=VIEWERS, connect_args=joins)


@st.cache_resource
def statements() -> list:
    return pickle.loads(Path(os.environ["PLAIN_STATEMENTS"]).read_bytes())


st.set_page_config(layout="wide")
st.title("Overview")
tables = []
with engine().connect() as connection:
    for text, values in statements():
        rows = connection.exec_driver_sql(text, values)
        tables.append(pd.DataFrame(rows.fetchall(), columns=list(rows.keys())))

with_numbers = [table for table in tables if len(table) and len(table.select_dtypes("number").columns)]
for column, table in zip(st.columns(NUMBERS), with_numbers[:NUMBERS], strict=True):
    name = table.select_dtypes("number").columns[0]
    column.metric(name, f"{table[name].sum():,.0f}")
of_units = sorted((table for table in with_numbers if "org_unit_id" in table), key=len, reverse=True)
for column, table in zip(st.columns(CHARTS), of_units[:CHARTS], strict=True):
    name = table.select_dtypes("number").columns[0]
    chart = alt.Chart(table[["org_unit_id", name]].head(MOST_ROWS)).mark_bar()
    column.altair_chart(chart.encode(x="org_unit_id:N", y=f"sum({name}):Q"))
st.dataframe(of_units[CHARTS].head(MOST_ROWS))
