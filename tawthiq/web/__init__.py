"""The local page: the case in the browser, on this machine alone.

``tawthiq serve`` opens it. A page is one module in ``pages/`` and its template; it reads the case and writes judgements
through the verbs that the command line speaks, and nothing else.
"""
