"""People at once, through the web server: in pairs on one interview, and a crowd."""

import base64
import io
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from threading import Barrier

from PIL import Image, ImageDraw

from benchmarks.bench import Bench
from benchmarks.load import User, free_port, screens, start_server, wait_for

from .works import night, send, to_plan
from .world import NAME, Failed

PAIR = ("rh1", "rh2")
CONTEXT = {"lang": "fr_FR", "tz": "Europe/Paris"}
# What the second one may be answered: a sentence, in French.
REFUSALS = re.compile(r"odoo\.exceptions\.(User|Lock|Validation)Error$")
FRENCH = re.compile(r"\b(a|est|été|cet|cette|déjà|plus|quelqu)\b")
# A step of an interview → its model of window, and the method that takes it.
WINDOWS = {
    "plan": ("hr.entretien.plan", "action_plan"),
    "sign": ("hr.entretien.sign", "action_apply"),
    "close": ("hr.entretien.handover", "action_apply"),
}
PROOFS = {
    "plan": "planned",
    "hold": "held",
    "present": "presented",
    "sign": "signature",
    "close": "closed",
}
CROWD, SERVERS, WORKERS, SECONDS = 40, 2, 4, 60


@contextmanager
def server(world):
    """:returns: its address, once it answers"""
    url = f"http://127.0.0.1:{(port := free_port())}"
    process = start_server(NAME, port, WORKERS, world.log)
    try:
        wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(60)


class Person(User):
    """Who clicks: ``click`` gives the error that the browser would show, or None."""

    def click(self, model, method, *args):
        path = f"{self.url}/web/dataset/call_kw/{model}/{method}"
        params = {"model": model, "method": method, "args": args}
        params["kwargs"] = {"context": CONTEXT}
        request = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.session.post(path, json=request, timeout=120).json()
        return answer.get("result"), answer.get("error", {}).get("data")

    def window(self, step, interview):
        """Open the window of a step.

        :returns: what to click on in the end
        """
        if step not in WINDOWS:
            name = "action_mark_held" if step == "hold" else f"action_{step}"
            return ("hr.entretien", name, [interview])
        model, method = WINDOWS[step]
        values = {"entretien_id": interview}
        if step == "plan":
            day = date.today() + timedelta(days=30)
            values["date_planned"] = f"{day} 0{8 + PAIR.index(self.login)}:00:00"
        if step == "sign":
            values |= {"role": "employee", "name": self.login, "image": drawing()}
        record, error = self.click(model, "create", [values])
        if error:
            raise Failed(f"{step}, to begin with: {error['message']}")
        return (model, method, record)


def drawing():
    picture = io.BytesIO()
    image = Image.new("RGB", (120, 40), "white")
    ImageDraw.Draw(image).line((10, 30, 60, 10, 110, 30), "black", 3)
    image.save(picture, "PNG")
    return base64.b64encode(picture.getvalue()).decode()


def pairs(world, times):
    """An interview from its planning to its copy, each step by two people at once."""
    world.reset("company")
    bench = Bench(NAME, 0, "")
    interviews = to_plan(bench.env).ids
    bench.env.cr.close()
    done, said = 0, set()
    with server(world) as url:
        two = [Person(url, NAME, login, []) for login in PAIR]
        for interview in interviews[: -(-times // len(PROOFS))]:
            for step in PROOFS:
                said.add(at_once(world, two, step, interview))
                done += 1
    return done, f"{len(said)} different answers to the second, such as: {min(said)}"


def at_once(world, two, step, interview):
    """:returns: what the one who came too late reads"""
    clicks = [person.window(step, interview) for person in two]
    start = Barrier(len(two))

    def click(person, what):
        start.wait()
        return person.click(*what)[1]

    with ThreadPoolExecutor(len(two)) as pool:
        refused = [error for error in pool.map(click, two, clicks) if error]
    proofs = world.sql(
        "SELECT count(*) FROM hr_entretien_proof WHERE entretien_id = %s AND kind = %s",
        interview,
        PROOFS[step],
    )[0][0]
    if len(refused) != 1 or proofs != 1:
        texts = "\n".join(error["message"] for error in refused)
        raise Failed(f"{step}: {len(refused)} refused, {proofs} proofs\n{texts}")
    name, message = refused[0]["name"], refused[0]["message"]
    if not (REFUSALS.match(name) and FRENCH.search(message)):
        raise Failed(f"{step}: the second reads {name}: {message}")
    return message


def crowd(world, times):
    """Two servers on one database; the night and the queue work meanwhile."""
    world.reset("company")
    bench = Bench(NAME, 0, "")
    hr, manager = screens(bench)
    logins = ["rh1", "rh2", "rh3"] + [f"manager{rank}" for rank in range(1, 20)]
    with ExitStack() as stack:
        urls = [stack.enter_context(server(world)) for _ in range(SERVERS)]
        users = [
            User(
                urls[rank % SERVERS],
                NAME,
                login := logins[rank % len(logins)],
                hr if login[0] == "r" else manager(login),
            )
            for rank in range(CROWD)
        ]
        bench.env.cr.close()
        for user in users:
            user.requests, user.seconds = 10**6, SECONDS
            user.start()
        workers = [world.start(work) for work in (night, send)]
        for user in users:
            user.join()
        codes = [world.ended(pid, wait=True) for pid in workers]
    errors = [error for user in users for error in user.errors]
    if errors or any(codes):
        raise Failed("\n".join(errors or [world.last_words()]))
    asked = sum(len(user.times) for user in users)
    return CROWD, f"{asked} requests, {SERVERS} servers of {WORKERS} workers"
