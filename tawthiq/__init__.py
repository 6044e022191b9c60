"""tawthiq (توثيق): documentation of violations, from files to a report in which every sentence can be traced.

A *case* holds what was received, what was read from it, what people decided and what was published.
Open one with ``tawthiq.case.Case.open`` or, on the command line, with ``tawthiq``.
"""

__version__ = "0.1.0"
