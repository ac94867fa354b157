"""The backups of docs/deploy.md: made beside a receiver and without one, deleted when they are old, put back."""
import os
import re
import sqlite3
import subprocess
import time

from loopback import expect, run, wait_until
from recipe import PAGES, commands


class Backups:
    """What a trial of the page does with backups."""

    def back_up(self):
        line = re.search(r"ExecStart=/bin/sh -c '(.*)'", self.files["/etc/systemd/system/paypress-backup.service"])[1]
        line = line.replace("%%", "%").replace("/usr/local/bin/paypress", str(self.program))
        (self.shop / "backups").mkdir(exist_ok=True)
        before = set((self.shop / "backups").iterdir())
        command = f"umask 077; {line} --gateway {self.gateway}"
        if self.can_mount:
            command = f"{self.walls('/etc/systemd/system/paypress-backup.service')}; {command}"
            run("unshare", "--map-root-user", "--mount", "/bin/sh", "-ec", command, cwd=self.shop, env=self.environment)
        else:
            run("/bin/sh", "-ec", command, cwd=self.shop, env=self.environment)
        copies = list(set((self.shop / "backups").iterdir()) - before)
        expect(len(copies) == 1 and copies[0].stat().st_mode & 0o077 == 0, copies)
        with sqlite3.connect(copies[0]) as copy:
            expect(copy.execute("PRAGMA integrity_check").fetchone() == ("ok",), "a whole copy")
            count = copy.execute("SELECT count(*) FROM payment").fetchone()[0]
        expect(count == len(self.recorded()), "all payments are in the copy")
        return count

    def back_up_beside_and_without_a_receiver(self):
        self.can_mount = subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True).returncode == 0
        count = self.back_up()
        # Nobody keeps the database's log open then.
        expect(self.servers.stop(self.receiver) == 0, "the receiver ends well")
        # Names have seconds.
        time.sleep(1.1)
        expect(self.back_up() == count, "a backup while the receiver is stopped")
        self.start_receiver()
        print(f"two backups of {count} payments" + ("" if self.can_mount else ", without a read-only file system"))

    def walls(self, unit):
        """Makes everything of the trial read-only except the state folders of a unit, as ProtectSystem=strict does."""
        folders = re.search(r"^StateDirectory=(.*)$", self.files[unit], re.M)[1].split()
        paths = [self.shop / name.removeprefix("paypress").lstrip("/") for name in folders]
        mounts = [f"mount --bind {self.folder} {self.folder}"] + [f"mount --bind {path} {path}" for path in paths]
        # What the mounts of subfolders hide, the shell must enter again.
        return "; ".join(mounts + [f"mount -o remount,bind,ro {self.folder}", f"cd {self.shop}"])

    def delete_old_copies(self):
        for page in PAGES:
            backups = self.shop / "backups"
            before = set(backups.iterdir())
            for days in (59, 62):
                path = backups / f"payments-{days}.sqlite"
                path.write_text("a copy")
                os.utime(path, times=(time.time() - days * 86_400,) * 2)
            command = commands(page, "-mtime").replace("/var/lib/paypress", str(self.shop))
            run("sh", "-ec", command)
            kept = backups / "payments-59.sqlite"
            expect(set(backups.iterdir()) == before | {kept}, list(backups.iterdir()))
            kept.unlink()
        print("old copies are deleted, and no others")

    def restore(self):
        """The commands of the page put a backup in the place of the database."""
        copy = max((self.shop / "backups").iterdir(), key=lambda path: path.name)
        with sqlite3.connect(copy) as base:
            count = base.execute("SELECT count(*) FROM payment").fetchone()[0]
        self.pay("after-the-backup")
        wait_until(lambda: "after-the-backup" in self.recorded(), "a payment after the backup")
        database = next(self.shop.glob("payments*.sqlite"))
        for page in PAGES:
            stop, *steps, start = commands(page, "restored.sqlite").splitlines()
            for line, verb in ((stop, "stop"), (start, "start")):
                expect(line == f"systemctl {verb} paypress paypress-takings", line)
            expect(self.servers.stop(self.receiver) == 0, "the receiver ends well")
            text = "\n".join(steps).replace("-o paypress -g paypress ", "")
            text = re.sub(r"/var/lib/paypress/backups/\S+\.sqlite", str(copy), text)
            text = text.replace("/var/lib/paypress/payments.sqlite", str(database))
            run("sh", "-ec", text.replace("/var/lib/paypress", str(self.shop)))
            self.start_receiver()
            expect(len(self.recorded()) == count and "after-the-backup" not in self.recorded(), self.recorded())
        expect(database.stat().st_mode & 0o077 == 0, "others can read the database")
        print(f"back to {count} payments")
