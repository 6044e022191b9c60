from tawthiq.case import Case
from tests.web.conftest import Look


def test_a_finding_shows_its_recipe_and_the_first_rows_of_its_tables(look: Look) -> None:
    with Case.open(look.served.case) as case:
        register = case.register.current()
    assert register
    page = look.at(f"/finding/{register.id}")
    assert register.recipe.method in page.inner_text("main")
    page.locator("details.card summary").first.click()
    assert page.locator("details.card table").count() == len(register.tables)
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()
