import os
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

__version__: str

def check(text: str) -> Report:
    """What the built-in rules say of the text of a label."""

def column(header: Sequence[str], wanted: str) -> str:
    """The name of the column that is meant, as `needlint scan` finds it: by its name or its number."""

class Engine:
    """Judges ingredient lists by the built-in rules, and by those of packs that are added."""

    def __init__(
        self,
        rules: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = ...,
        select: str | Sequence[str] = ...,
        ignore: str | Sequence[str] = ...,
        severity: Mapping[str, str] = ...,
        figures: Mapping[str, str] = ...,
    ) -> None: ...
    def check(self, text: str) -> Report:
        """What the rules say of the text of a label."""

    def check_batch(
        self,
        array: Any,
        threads: Optional[int] = None,
        columns: Union[str, Sequence[str], None] = None,
        name: Optional[str] = None,
    ) -> Any:
        """What the rules say of each label in an array of texts, or of each row of a table: an array of structs.

        columns, name: of a table, the columns with the ingredients, and the one with the name of the product.
        """

    def rules(self) -> list[str]:
        """The ids of the rules that judge."""

class Report:
    """What needlint says of one label."""

    @property
    def verdict(self) -> str:
        """"avoid", "caution", "clear" or "unreadable"."""

    @property
    def unreadable(self) -> Optional[str]:
        """Why no list could be read, such as "not-ingredients"; None if one could."""

    @property
    def findings(self) -> list[Finding]:
        """The findings, in the order of their place in the text."""

    @property
    def ingredients(self) -> int:
        """How many ingredients were read."""

    def to_json(self) -> str:
        """The report as JSON, as the command has it of a product."""

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict."""

class Finding:
    """What one rule found about one ingredient."""

    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def certainty(self) -> str: ...
    @property
    def ingredient(self) -> str: ...
    @property
    def rank(self) -> Optional[int]: ...
    @property
    def section(self) -> str: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def basis(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def message(self) -> str: ...
