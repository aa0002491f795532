"""Twenty people at work at once, on a server with two workers, on this machine only."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles
from threading import Thread

import requests

from .bench import COPY, Cost, at_most, line
from .company import PASSWORD
from .screens import PIVOT, TO_DO, specification

WORKERS, USERS, REQUESTS, SECONDS = 2, 20, 12, 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(database, port, workers=WORKERS, log=None):
    script = str(Path(__file__).with_name("server.py"))
    command = [sys.executable, script, "-d", database, "--workers", str(workers)]
    command += ["--http-interface", "127.0.0.1", "--http-port", str(port)]
    command += ["--gevent-port", str(free_port()), "--db-filter", f"^{database}$"]
    command += ["--max-cron-threads", "0", "--log-level", "error"]
    return subprocess.Popen(command, stderr=log)


def wait_for(url):
    for _ in range(240):
        try:
            return requests.get(f"{url}/web/login", timeout=60)
        except requests.ConnectionError:
            time.sleep(0.5)
    raise TimeoutError("The server does not answer.")


class User(Thread):
    """Asks for one screen after the other, and notes how long each took."""

    requests, seconds = REQUESTS, SECONDS

    def __init__(self, url, database, login, screens):
        super().__init__()
        self.url, self.login, self.screens = url, login, screens
        self.session, self.times, self.errors = requests.Session(), [], []
        self.call(
            "/web/session/authenticate", db=database, login=login, password=PASSWORD
        )
        self.times.clear()

    def call(self, path, **params):
        start = time.perf_counter()
        request = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.session.post(f"{self.url}{path}", json=request, timeout=120)
        self.times.append(time.perf_counter() - start)
        if answer.status_code != 200 or "error" in answer.json():
            self.errors.append(f"{path}: {answer.text[-300:]}")

    def run(self):
        end = time.monotonic() + self.seconds
        for rank in range(self.requests):
            if time.monotonic() > end:
                return
            model, method, args, kwargs = self.screens[rank % len(self.screens)]
            path = f"/web/dataset/call_kw/{model}/{method}"
            self.call(path, model=model, method=method, args=args, kwargs=kwargs)


def screens(bench):
    """What HR and what a manager open, as the web client asks for it."""
    main = "hr.entretien"
    todo = specification(bench.user("rh1")[main], "list", "hr_entretien_view_list_todo")
    led_by = bench.user("manager1")[main]
    mine, form = specification(led_by, "list"), specification(led_by, "form")
    home = ("hr.entretien.dashboard", "get_figures", [], {})
    page = {"domain": TO_DO, "specification": todo, "limit": 80}
    pivot = [[], [[], ["department_id"]], PIVOT]
    hr = [
        home,
        (main, "web_read_group", [TO_DO, ["next_step"], ["__count"]], {}),
        (main, "web_search_read", [], page),
        ("hr.entretien.compliance", "formatted_read_grouping_sets", pivot, {}),
    ]

    def manager(login):
        led = [("interviewer_id.user_id", "=", bench.user(login).uid)]
        one = bench.env[main].search([*led, ("state", "=", "to_plan")], limit=1)
        search = {"domain": led, "specification": mine, "limit": 80}
        return [
            home,
            (main, "web_search_read", [], search),
            (main, "web_read", [one.ids], {"specification": form}),
        ]

    return hr, manager


@line(
    f"{USERS} users, {WORKERS} workers (95th percentile)",
    "p95 ≤ 1.5 s, no error",
    at_most(wall=1.5, errors=0),
    on=COPY,
)
def load(bench):
    """``wall`` and ``cpu`` are what 95 requests in 100 take at most, in seconds."""
    hr, manager = screens(bench)
    logins = [f"rh{rank}" for rank in range(1, 4)]
    logins += [f"manager{rank}" for rank in range(1, USERS - 2)]
    url = f"http://127.0.0.1:{(port := free_port())}"
    server = start_server(bench.database, port)
    try:
        wait_for(url)
        users = [
            User(url, bench.database, login, hr if login[0] == "r" else manager(login))
            for login in logins
        ]
        start = time.perf_counter()
        for user in users:
            user.start()
        for user in users:
            user.join()
        lasted = time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(60)
    times = [spent for user in users for spent in user.times]
    errors = [error for user in users for error in user.errors]
    cuts = quantiles(times, n=20)
    also = {"requests/s": len(times) / lasted, "p50": cuts[9], "errors": len(errors)}
    return Cost(cuts[18], cuts[18], also=also | dict.fromkeys(errors[:1], 1))
