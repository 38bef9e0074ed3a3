"""Checks cosmetic ingredient lists for what a guide on microneedling warns against on freshly needled skin.

>>> import needlint
>>> report = needlint.check("Water, SD Alcohol 40-B, Glycerin")
>>> report.verdict
'avoid'
>>> report.findings[0].ingredient
'SD Alcohol 40-B'
"""

from ._needlint import Engine, Finding, Report, __version__, check

__all__ = ["Engine", "Finding", "Report", "__version__", "check"]
