from supportops._shown import Grid, amount


def test_a_cell_stays_in_its_cell():
    grid = Grid("A & B", ("a",), [("x|y\nz",), ("<b>",)])
    assert grid.markdown() == "A & B\n\n| a |\n| --- |\n| x\\|y z |\n| <b> |"
    assert "<caption>A &amp; B</caption>" in grid.html()
    assert "<td>&lt;b&gt;</td>" in grid.html()


def test_a_table_without_rows_is_its_headline():
    grid = Grid("A & B: none", ("a", "bb"), [], right=(1,))
    assert grid.text() == grid.markdown() == "A & B: none"
    assert grid.html() == "<p>A &amp; B: none</p>"


def test_an_amount_that_does_not_exist_is_a_dash():
    assert amount(None) == "-"
