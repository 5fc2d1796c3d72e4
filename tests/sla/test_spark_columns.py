"""What Spark's columns must be, told from their names and types before anything runs."""

import re
import sys
from datetime import UTC, datetime

import pytest
from tests.properties.sla_cases import DESK

from supportops.errors import ConfigurationError, MissingExtraError
from supportops.sla import SlaPolicy, spark
from supportops.sla._spark_columns import check_columns
from supportops.sla.spark import RESULT_SCHEMA
from supportops.vocabulary import P1_TO_P5

GOOD = {"ticket": "string", "at": "timestamp", "kind": "string", "seq": "bigint"}


def test_the_log_order_is_needed_as_rows_have_none():
    types = {name: kind for name, kind in GOOD.items() if name != "seq"}
    with pytest.raises(ConfigurationError, match="seq: the column is missing; needed: ticket, at, kind, seq"):
        check_columns(types.items())


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("ticket", "bigint", "has the type bigint; it holds text, so cast it to string first"),
        ("value", "array<string>", "has the type array<string>; it holds text"),
        ("at", "date", "has the type date; it holds timestamps"),
        ("at", "string", "has the type string; it holds timestamps"),
        ("seq", "double", "has the type double; the log order is a whole number"),
        ("seq", "void", "has the type void; the log order is a whole number"),
        ("public", "int", "has the type int; it is true, false or null"),
    ],
)
def test_a_column_of_a_wrong_type_says_its_type(name, kind, message):
    with pytest.raises(ConfigurationError, match=f"^{name}: {re.escape(message)}"):
        check_columns({**GOOD, name: kind}.items())


def test_all_faults_of_the_columns_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        check_columns([("ticket", "string"), ("ticket", "string"), ("At", "date"), ("kind", "int"), ("seq", "int")])
    assert dict(caught.value.faults) == {
        "at": "the column is missing; needed: ticket, at, kind, seq; did you mean 'At'?",
        "ticket": "there are 2 columns of this name",
        "kind": "has the type int; it holds text, so cast it to string first",
    }


def test_columns_of_nothing_but_null_and_of_bounded_text_are_taken():
    types = {**GOOD, "by": "varchar(10)", "reason": "void", "public": "void", "value": "string collate UTF8_LCASE"}
    assert check_columns([*types.items(), ("colour", "binary")]) == (
        "ticket", "at", "kind", "seq", "by", "public", "value", "reason",
    )  # fmt: skip


def test_the_schema_has_the_columns_of_a_table_and_the_reason_of_a_rejection():
    assert RESULT_SCHEMA.startswith("ticket STRING, metric STRING, cycle INT, target INTERVAL DAY TO SECOND, ")
    assert RESULT_SCHEMA.endswith("reason STRING, rejected STRING")


@pytest.mark.parametrize("module", ["pyspark.sql.functions", "pyarrow"])
def test_a_missing_package_is_named_with_its_extra(monkeypatch, module):
    if module == "pyarrow":
        pytest.importorskip("pyspark")  # which is asked for first
    policy = SlaPolicy(name="p", calendar=DESK, scale=P1_TO_P5, targets={"P1": {"resolution": "4h"}})
    monkeypatch.delitem(sys.modules, "supportops.sla._spark_stream", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    package = module.split(".")[0]
    with pytest.raises(MissingExtraError, match=rf"needs '{package}', .*pip install 'supportops\[spark\]'"):
        spark.evaluate(None, policy, at=datetime(2026, 3, 2, tzinfo=UTC))
