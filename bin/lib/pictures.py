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


LIST = ".o_data_row"
FORM = ".o_form_view"
# The first day's import, as far as each of its pictures.
DATES = ("Importer", "@1_dates_des_salaries.xlsx", "Lire le fichier", "Importer")
READ = ("@2_entretiens_passes.xlsx", "Lire le fichier")
ANSWERED = ("Le 15", "Reprendre la date d'ancienneté", "Vérifier à nouveau")
SETTLED_LINES = 3 * ("Laisser de côté",)
GUIDE = [
    Picture("accueil", "rh", "/odoo/entretiens-accueil", ".o_entretien_figures"),
    Picture(
        "calcul",
        "rh",
        "/odoo/entretiens-suivi",
        ".modal .o_form_view",
        record=("hr.employee", [["name", "=", "Camille Roche"]]),
        clicks=("Voir le calcul",),
    ),
    Picture("suivi", "rh", "/odoo/entretiens-suivi", LIST),
    Picture("entretiens", "rh", "/odoo/entretiens", ".o_kanban_record"),
    Picture(
        "planifier",
        "rh",
        "/odoo/entretiens",
        ".modal .o_field_widget",
        record=(
            "hr.entretien",
            [["employee_id.name", "=", "Baptiste Morel"], ["state", "=", "to_plan"]],
        ),
        clicks=("Planifier",),
    ),
    Picture(
        "campagne",
        "rh",
        "/odoo/entretiens-campagnes",
        LIST,
        record=("hr.entretien.campaign", []),
    ),
    Picture("etats-des-lieux", "rh", "/odoo/etats-des-lieux", LIST),
    Picture(
        "etat-des-lieux",
        "rh",
        "/odoo/etats-des-lieux",
        FORM,
        record=("hr.entretien.bilan", [["employee_id.name", "=", "Camille Roche"]]),
    ),
    Picture(
        "abondements-risque",
        "rh",
        "/odoo/entretiens-accueil",
        ".o_group_header",
        clicks=("États des lieux", "Abondements", "À risque"),
    ),
    Picture(
        "bdese",
        "rh",
        "/odoo/entretiens-accueil",
        ".o_field_x2many .o_data_row",
        clicks=("Analyse", "Feuille BDESE"),
    ),
    Picture(
        "a-conduire", "manager", "/odoo/entretiens-a-conduire", ".o_view_controller"
    ),
    Picture(
        "entretien",
        "manager",
        "/odoo/entretiens-a-conduire",
        FORM,
        record=(
            "hr.entretien",
            [["employee_id.name", "=", "Olivier Pradel"], ["state", "=", "planned"]],
        ),
    ),
    Picture(
        "compte-rendu",
        "rh",
        "/report/html/hr_entretien_professionnel.report_hr_entretien",
        "h1, h2",
        record=(
            "hr.entretien",
            [["employee_id.name", "=", "Karim Haddad"], ["state", "=", "held"]],
        ),
        size=SHEET,
    ),
    Picture(
        "document-etat-des-lieux",
        "rh",
        "/report/html/hr_entretien_professionnel.report_hr_entretien_bilan",
        "h1, h2",
        record=(
            "hr.entretien",
            [["bilan_id", "!=", False], ["state", "in", ["held", "closed"]]],
        ),
        size=SHEET,
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
    Picture(
        "premiers-pas",
        "rh",
        "/odoo/entretiens-accueil",
        ".o_entretien_first_run",
        company="first_day",
    ),
    Picture(
        "rythme",
        "rh",
        "/odoo/action-hr_entretien_professionnel.hr_entretien_settings_action",
        ".o_setting_box",
        company="first_day",
    ),
    Picture(
        "import-questions",
        "rh",
        "/odoo/entretiens-accueil",
        LIST,
        clicks=(*DATES, "Importer un autre fichier", *READ),
        company="first_day",
    ),
    Picture(
        "import-a-regler",
        "rh",
        "/odoo/entretiens-accueil",
        LIST,
        clicks=("Importer", *READ, *ANSWERED),
        company="first_day",
    ),
    Picture(
        "import-resultat",
        "rh",
        "/odoo/entretiens-accueil",
        FORM,
        clicks=("Importer", *READ, *ANSWERED, *SETTLED_LINES, "Importer"),
        company="first_day",
    ),
    Picture(
        "responsables-a-nommer",
        "rh",
        "/odoo/entretiens-accueil",
        LIST,
        clicks=("Nommer les responsables",),
        company="first_day",
    ),
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
