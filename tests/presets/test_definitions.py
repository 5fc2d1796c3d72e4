from supportops.presets.definitions import LabelDefinition


def test_a_definition_is_a_value():
    high = LabelDefinition(label="P1", name="high", definition="major feature broken", examples=["payments failing"])
    assert high.examples == ("payments failing",)
    assert LabelDefinition.model_validate_json(high.model_dump_json()) == high
    assert len({high, high.model_copy()}) == 1
