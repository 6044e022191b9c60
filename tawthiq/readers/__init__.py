"""The craft that turns files into records.

A reader is a method: one file, found by entry point, that knows its files by their first bytes and writes tables of
records, of the source's own words, and of what could not be read. The verb ``read`` runs it under limits in a process
of its own and puts the finding into the case.
"""

from tawthiq.readers.archiver import Archiver
from tawthiq.readers.capture import Capture
from tawthiq.readers.document import Document
from tawthiq.readers.interview import Interview
from tawthiq.readers.pdf import Pdf
from tawthiq.readers.photo import Photo
from tawthiq.readers.read import Reading, read, rerun
from tawthiq.readers.scene import Scene
from tawthiq.readers.table import Table
from tawthiq.readers.video import Video

READERS = (Archiver, Capture, Document, Interview, Pdf, Photo, Scene, Table, Video)

__all__ = ["READERS", "Reading", "read", "rerun"]
