"""The index of modules is what the modules say of themselves."""

from tests.architecture.modules import PAGE, page


def test_the_index_of_modules_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.architecture.modules"
