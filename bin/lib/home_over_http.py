"""Ask a running Odoo for the figures of the home page, as an HR officer.

``home_over_http.py URL DATABASE``: makes the officer as the administrator, unless the
company has that account, logs in as that person and prints one line.
"""

import json
import sys
import time
import urllib.request
from http.cookiejar import CookieJar

# Starting a server on a loaded machine.
PATIENCE = 120


class Session:
    """A person logged in to a database."""

    def __init__(self, url, database, login, password):
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        person = {"db": database, "login": login, "password": password}
        self.post("/web/session/authenticate", **person)

    def post(self, path, **params):
        """:raises RuntimeError: what the server answers is an error"""
        body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, body, headers)
        with self.opener.open(request, timeout=PATIENCE) as response:
            answer = json.load(response)
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer.get("result")

    def page(self, path):
        """:raises OSError: the page is not answered"""
        with self.opener.open(self.url + path, timeout=PATIENCE) as response:
            return response.read().decode()

    def call(self, model, method, *args, **kwargs):
        values = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post("/web/dataset/call_kw", **values)


def wait_for(url):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(f"{url}/web/health", timeout=PATIENCE)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def make_officer(url, database):
    admin = Session(url, database, "admin", "admin")
    if admin.call("res.users", "search_count", [("login", "=", "rh")]):
        return
    group = admin.call("ir.model.data", "check_object_reference", "hr", "group_hr_user")
    values = {"name": "RH", "login": "rh", "password": "rh"}
    admin.call("res.users", "create", {**values, "group_ids": [(4, group[1])]})


def main(url, database):
    wait_for(url)
    make_officer(url, database)
    officer = Session(url, database, "rh", "rh")
    home = officer.call("hr.entretien.dashboard", "get_figures")
    figures = {figure["key"]: figure["count"] for figure in home["figures"]}
    if home["role"] != "hr" or not figures:
        raise SystemExit(f"not HR's home page: {home}")
    print(f"home page for HR: {figures}")


if __name__ == "__main__":
    main(*sys.argv[1:])
