"""What pyproject.toml cannot say: a wheel carries the front end of the local page, or is not built."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithFrontEnd(build_py):
    """Gathers the files of a wheel once the front end is there; an editable install leaves that to ``make install``."""

    def run(self) -> None:
        """Install what is missing with npm. Raises NotFound without npm, BadInput where it fails."""
        if not self.editable_mode:
            sys.path.insert(0, str(Path(__file__).parent))
            from tawthiq.web import vendoring  # noqa: PLC0415 (the folder of the project is on the path only now)

            if vendoring.missing():
                vendoring.install()
        super().run()


setup(cmdclass={"build_py": WithFrontEnd})
