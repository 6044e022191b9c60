import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tawthiq.errors import InUse
from tawthiq.web.server import _listening, serve
from tests.web.conftest import Served


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    port = int(served.address.rpartition(":")[2])
    others = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)} - {"127.0.0.1"}
    for other in sorted(others):
        with socket.socket() as caller:
            caller.settimeout(2)
            assert caller.connect_ex((other, port)) != 0


def test_a_port_that_is_taken_is_said(served: Served) -> None:
    port = int(served.address.rpartition(":")[2])
    with pytest.raises(InUse, match=f"Port {port}"):
        serve(served.case, language="en", port=port, browse=False, tell=print)


def test_it_stops_when_it_is_told_to(served: Served, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tawthiq", "serve", "--no-open", "--case", str(served.case)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdout
    assert "127.0.0.1" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130


def test_an_answer_waits_for_nothing() -> None:
    """Python asks for TCP_NODELAY only of sockets that say that they are TCP; without it each answer waits 40 ms."""
    with _listening(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
