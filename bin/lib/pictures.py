"""Takes the pictures of the guide from the demo company: bin/pictures runs it.

    pictures.py COMPANY URL [NAME…]   COMPANY: demo, first_day

The table says what stands on each; a headless Chromium is driven by its debugging port.
"""

import base64
import contextlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from typing import NamedTuple

import websocket
from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "docs/fr/images"
FIRST_DAY = ROOT / "hr_entretien_professionnel/demo/first_day"
# Colours of a picture: screens have few, and files stay small.
COLOURS = 96
DESK, PHONE, SHEET = (1366, 768), (390, 844), (794, 1000)


class Picture(NamedTuple):
    """A picture: who looks at which page, what is clicked, what must be there.

    ``record`` is a model and a domain: the first found is opened at the end of the
    address. ``clicks`` are texts of buttons and links, in their order; ``@name`` gives
    the page that file of the first day.
    """

    name: str
    user: str
    path: str
    ready: str
    record: tuple = ()
    clicks: tuple = ()
    size: tuple = DESK
    company: str = "demo"


LIST, FORM = ".o_data_row", ".o_form_view"
HOME, FOLLOW_UP = "/odoo/entretiens-accueil", "/odoo/entretiens-suivi"
TO_CONDUCT = "/odoo/entretiens-a-conduire"
SETTINGS = "/odoo/action-hr_entretien_professionnel.hr_entretien_settings_action"
REPORT = "/report/html/hr_entretien_professionnel.report_hr_entretien"
# The first day's import, as far as each of its pictures.
DATES = ("Importer", "@1_dates_des_salaries.xlsx", "Lire le fichier", "Importer")
READ = ("@2_entretiens_passes.xlsx", "Lire le fichier")
ANSWERED = (*READ, "Le 15", "Reprendre la date d'ancienneté", "Vérifier à nouveau")
SETTLED_LINES = (*ANSWERED, *3 * ("Laisser de côté",))


def of(name, state):
    """The interview of that employee in that state."""
    return ("hr.entretien", [["employee_id.name", "=", name], ["state", "=", state]])


def first_day(name, ready, *clicks, path=HOME):
    return Picture(name, "rh", path, ready, clicks=clicks, company="first_day")


CAMILLE = ("hr.employee", [["name", "=", "Camille Roche"]])
REVIEW = ("hr.entretien.bilan", [["employee_id.name", "=", "Camille Roche"]])
HELD_REVIEW = (
    "hr.entretien",
    [["bilan_id", "!=", False], ["state", "in", ["held", "closed"]]],
)
GUIDE = [
    Picture("accueil", "rh", HOME, ".o_entretien_figures"),
    Picture("calcul", "rh", FOLLOW_UP, f".modal {FORM}", CAMILLE, ("Voir le calcul",)),
    Picture("suivi", "rh", FOLLOW_UP, LIST),
    Picture("entretiens", "rh", "/odoo/entretiens", ".o_kanban_record"),
    Picture(
        "planifier",
        "rh",
        "/odoo/entretiens",
        ".modal .o_field_widget",
        of("Baptiste Morel", "to_plan"),
        ("Planifier",),
    ),
    Picture(
        "campagne",
        "rh",
        "/odoo/entretiens-campagnes",
        LIST,
        ("hr.entretien.campaign", []),
    ),
    Picture("etats-des-lieux", "rh", "/odoo/etats-des-lieux", LIST),
    Picture("etat-des-lieux", "rh", "/odoo/etats-des-lieux", FORM, REVIEW),
    Picture(
        "abondements-risque",
        "rh",
        HOME,
        ".o_group_header",
        clicks=("États des lieux", "Abondements", "À risque"),
    ),
    Picture(
        "bdese",
        "rh",
        HOME,
        f".o_field_x2many {LIST}",
        clicks=("Analyse", "Feuille BDESE"),
    ),
    Picture("a-conduire", "manager", TO_CONDUCT, ".o_view_controller"),
    Picture("entretien", "manager", TO_CONDUCT, FORM, of("Olivier Pradel", "planned")),
    Picture(
        "compte-rendu", "rh", REPORT, "h1, h2", of("Karim Haddad", "held"), (), SHEET
    ),
    Picture(
        "document-etat-des-lieux",
        "rh",
        f"{REPORT}_bilan",
        "h1, h2",
        HELD_REVIEW,
        (),
        SHEET,
    ),
    Picture("page-salarie", "salarie", "/mon-entretien", "h1, h2", size=PHONE),
    Picture(
        "page-salarie-preparer",
        "salarie",
        "/mon-entretien",
        "textarea",
        clicks=("#Préparer",),
        size=PHONE,
    ),
    first_day("premiers-pas", ".o_entretien_first_run"),
    first_day("rythme", ".o_setting_box", path=SETTINGS),
    first_day("import-questions", LIST, *DATES, "Importer un autre fichier", *READ),
    first_day("import-a-regler", LIST, "Importer", *ANSWERED),
    first_day("import-resultat", FORM, "Importer", *SETTLED_LINES, "Importer"),
    first_day("responsables-a-nommer", LIST, "Nommer les responsables"),
]

CALL = """fetch('/web/dataset/call_kw', {method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({jsonrpc: '2.0', params: %s})}).then(r => r.json())
    .then(r => r.result)"""
LOGIN = """(() => {const form = document.querySelector('form.oe_login_form');
    form.login.value = form.password.value = %s; form.submit()})()"""
FIND = """[...document.querySelectorAll('button, a, h2, [role=tab], summary, label')]
    .find(e => e.offsetParent && e.textContent.trim() === %s)"""
# No figure of the network's and the day's moves on the screen, nothing is half drawn.
SETTLED = """document.readyState === 'complete'
    && !document.querySelector('.o_loading_indicator, .o_view_loading')
    && [...document.images].every(e => e.complete || e.loading === 'lazy')
    && performance.getEntriesByType('resource').length"""


class Browser:
    """A headless Chromium with one page of a size in pixels."""

    def __init__(self, program, size):
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [
                *(program, "--headless=new", "--no-sandbox", "--disable-gpu"),
                *("--hide-scrollbars", "--lang=fr", "--remote-allow-origins=*"),
                *("--remote-debugging-port=0", f"--user-data-dir={self.folder}"),
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.last = 0
        self.socket = websocket.create_connection(self._page(), timeout=120)
        width, height = size
        self.command("Page.enable")
        # The hours of the company, wherever the pictures are taken.
        self.command("Emulation.setTimezoneOverride", timezoneId="Europe/Paris")
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )

    def _page(self):
        """The address at which the page is driven, once the browser listens."""
        port = pathlib.Path(self.folder, "DevToolsActivePort")
        wait(lambda: port.exists() and port.read_text().count("\n"), "the browser")
        address = f"http://127.0.0.1:{port.read_text().split()[0]}/json"
        pages = wait(
            lambda: [
                page
                for page in json.load(urllib.request.urlopen(address))
                if page["type"] == "page"
            ],
            "a page of the browser",
        )
        return pages[0]["webSocketDebuggerUrl"]

    def command(self, method, **parameters):
        """The answer to a command of the debugging protocol; events are passed over."""
        self.last += 1
        self.socket.send(
            json.dumps({"id": self.last, "method": method, "params": parameters})
        )
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def run(self, script):
        """What the script answers in the page, a promise awaited."""
        answer = self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, url):
        self.command("Page.navigate", url=url)
        time.sleep(1)
        self.settle()

    def settle(self):
        """Wait until nothing more was loaded for a second and a half."""
        seen = None
        while (now := wait(lambda: self.run(SETTLED), "a page to load")) != seen:
            seen = now
            time.sleep(1.5)

    def click(self, text):
        """Click what bears the text; ``#Text`` only brings it to the top."""
        if text.startswith("@"):
            return self.give(FIRST_DAY / text[1:])
        found = FIND % json.dumps(text.removeprefix("#"))
        wait(lambda: self.run(f"!!({found})"), f"“{text}”")
        act = "scrollIntoView()" if text.startswith("#") else "click()"
        self.run(f"({found}).{act}")
        self.settle()

    def give(self, file):
        """Choose a file in the page's field for one."""
        field = "document.querySelector('input[type=file]')"
        wait(lambda: self.run(f"!!{field}"), "a field for a file")
        answer = self.command("Runtime.evaluate", expression=field)
        self.command(
            "DOM.setFileInputFiles",
            files=[str(file)],
            objectId=answer["result"]["objectId"],
        )
        self.settle()

    def log_in(self, url, user):
        self.open(f"{url}/web/login")
        self.run(LOGIN % json.dumps(user))
        wait(lambda: self.run("location.pathname !== '/web/login'"), "the login")
        self.settle()

    def find(self, model, domain):
        """The id of the first record found.

        :raises LookupError: there is none
        """
        parameters = {"model": model, "method": "search"}
        parameters |= {"args": [domain], "kwargs": {"limit": 1}}
        ids = self.run(CALL % json.dumps(parameters))
        if not ids:
            raise LookupError(f"{model}: {domain}")
        return ids[0]

    def take(self):
        """The page as a PNG file of few colours, as bytes."""
        data = self.command("Page.captureScreenshot", format="png")["data"]
        screen = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
        few = screen.quantize(COLOURS, dither=Image.Dither.NONE)
        file = io.BytesIO()
        few.save(file, "PNG", optimize=True)
        return file.getvalue()

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def wait(question, what, seconds=90):
    """The first true answer of a question asked again and again.

    :raises TimeoutError: there was none in so many seconds
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, RuntimeError):
            if answer := question():
                return answer
        time.sleep(0.3)
    raise TimeoutError(f"waited {seconds} s for {what}")


def take(browser, url, picture):
    address = url + picture.path
    if picture.record:
        address += f"/{browser.find(*picture.record)}"
    browser.open(address)
    for text in picture.clicks:
        browser.click(text)
    there = f"!!document.querySelector({json.dumps(picture.ready)})"
    wait(lambda: browser.run(there), picture.ready)
    browser.settle()
    return browser.take()


def main(company, url, *names):
    program = next(filter(None, map(shutil.which, ("google-chrome", "chromium"))))
    wanted = [
        picture
        for picture in GUIDE
        if picture.company == company and (not names or picture.name in names)
    ]
    for user, size in dict.fromkeys((each.user, each.size) for each in wanted):
        browser = Browser(program, size)
        try:
            browser.log_in(url, user)
            for picture in wanted:
                if (picture.user, picture.size) == (user, size):
                    data = take(browser, url, picture)
                    (FOLDER / f"{picture.name}.png").write_bytes(data)
                    print(f"{picture.name}: {len(data) // 1000} kB")
        finally:
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
