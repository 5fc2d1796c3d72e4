"""The examples of the README, of the docs and of all docstrings are tests; sybil reads them.

A file is one test, as the examples of a page build on each other and may not be spread over workers.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.example import Example, SybilFailure
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser
from sybil.text import LineNumberOffsets


class DocstringDocument(PythonDocStringDocument):
    """The docstrings of a module, with those that stand under its constants."""

    @staticmethod
    def extract_docstrings(python_source_code: str) -> Iterator[tuple[int, int, str]]:
        yield from PythonDocStringDocument.extract_docstrings(python_source_code)
        offsets = LineNumberOffsets(python_source_code)
        for above, node in pairwise(ast.parse(python_source_code).body):
            match above, node:
                case ((ast.Assign() | ast.AnnAssign()), ast.Expr(value=ast.Constant(value=str(text)))):
                    start = offsets.get(node.lineno - 1, node.col_offset) + len('"""')
                    yield start, start + len(text), text


class Examples(pytest.Item):
    """All examples of one file, in order, in one namespace."""

    def __init__(self, *, examples: tuple[Example, ...], **options) -> None:
        super().__init__(**options)
        self.examples = examples

    def runtest(self) -> None:
        for example in self.examples:
            example.evaluate()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> object:
        # The message of a SybilFailure names the line and shows both outputs; a traceback adds nothing.
        return str(excinfo.value) if isinstance(excinfo.value, SybilFailure) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"examples of {self.path.name}"


class ExampleFile(pytest.File):
    """A page or a module; it has no test when it has no example."""

    def __init__(self, *, sybil: Sybil, **options) -> None:
        super().__init__(**options)
        self.sybil = sybil

    def collect(self) -> Iterator[Examples]:
        examples = tuple(self.sybil.parse(self.path).examples())
        if examples:
            yield Examples.from_parent(self, name="examples", examples=examples)


_PAGES = PythonCodeBlockParser()
_SYBILS = (
    Sybil([_PAGES], filenames=["README.md"]),
    Sybil([_PAGES], pattern="*.md", path="docs"),
    Sybil([DocTestParser()], pattern="*.py", path="src", document_types={".py": DocstringDocument}),
)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ExampleFile | None:
    for sybil in _SYBILS:
        if sybil.should_parse(file_path):
            return ExampleFile.from_parent(parent, path=file_path, sybil=sybil)
    return None
