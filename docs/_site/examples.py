"""Our docstrings say "Example:", and the site's reader of Google docstrings knows "Examples:" only."""

import griffe


class OneExample(griffe.Extension):
    """Shows the example of a docstring as code, not as prose."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        if obj.docstring is not None:
            obj.docstring.value = obj.docstring.value.replace("\nExample:\n", "\nExamples:\n")
