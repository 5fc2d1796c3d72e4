import pytest
from pydantic import TypeAdapter, ValidationError

from supportops.tickets._texts import Label, Value, Values
from supportops.vocabulary import Party

LABEL = TypeAdapter(Label)
VALUE = TypeAdapter(Value)
VALUES = TypeAdapter(Values)


@pytest.mark.parametrize("text", ["P2", " On Hold ", "優先", "0", Party.AGENT], ids=repr)
def test_a_label_is_kept_as_it_is_given(text):
    assert LABEL.validate_python(text) == text


@pytest.mark.parametrize("given", ["", " \t\n", 2, 2.0, True, None, b"P2"])
def test_a_label_is_never_blank_and_never_a_number(given):
    with pytest.raises(ValidationError, match="a bare number is refused"):
        LABEL.validate_python(given)


@pytest.mark.parametrize("value", ["", "1", 1, 1.0, True, False, None], ids=repr)
def test_a_value_keeps_its_type(value):
    assert type(VALUE.validate_json(VALUE.dump_json(VALUE.validate_python(value)))) is type(value)


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), [], {}, object()])
def test_a_wrong_value_is_one_fault_whatever_it_might_have_been(value):
    with pytest.raises(ValidationError) as caught:
        VALUE.validate_python(value)
    assert caught.value.error_count() == 1


def test_values_are_a_mapping_that_cannot_change_and_can_be_hashed():
    values = VALUES.validate_python({"b": 1, "a": None})
    assert values == {"a": None, "b": 1}
    assert hash(values) == hash(VALUES.validate_python({"a": None, "b": 1}))
    with pytest.raises(TypeError):
        values["a"] = 2


def test_labels_and_values_have_a_json_schema():
    assert LABEL.json_schema() == {"type": "string", "pattern": "\\S"}
    assert {part["type"] for part in VALUE.json_schema()["anyOf"]} == {"string", "integer", "number", "boolean", "null"}
