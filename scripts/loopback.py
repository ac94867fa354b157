"""Programs that a script starts on the loopback interface, and a certificate for them."""
import signal
import socket
import subprocess
import time


def expect(condition, what):
    """Raises an AssertionError with words unless a condition holds."""
    if not condition:
        raise AssertionError(what)


def run(*command, **options):
    """The output of a command that must succeed."""
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    expect(result.returncode == 0, f"{command}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def free_port():
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Servers:
    """What runs meanwhile, with its log."""

    def __init__(self, folder):
        self.folder = folder
        self.running = []

    def start(self, name, command, cwd=None, env=None, before=None):
        log = open(self.folder / f"{name}.log", "ab")
        process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=env, stdout=log, stderr=log,
                                   preexec_fn=before)
        self.running.append(process)
        return process

    def stop(self, process):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        status = process.wait(20)
        self.running.remove(process)
        return status

    def stop_all(self):
        for process in list(self.running):
            self.stop(process)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text("utf-8")


def wait_until(condition, what, seconds=20):
    """Waits until a condition holds, or raises an AssertionError."""
    deadline = time.time() + seconds
    while not condition():
        expect(time.time() < deadline, what)
        time.sleep(0.05)


def answers(port):
    """Whether somebody listens at a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def certificate(folder, name):
    """A certificate authority, and a certificate of it for a name: `ca.pem`, `server.pem`, `server.key`."""
    quiet = {"cwd": folder}
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=deploy-check", "-keyout", "ca.key", "-out", "ca.pem", **quiet)
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
        "-keyout", "server.key", "-out", "server.csr", **quiet)
    (folder / "names").write_text(f"subjectAltName=DNS:{name}\n")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-days", "2", "-extfile", "names", "-out", "server.pem", **quiet)
