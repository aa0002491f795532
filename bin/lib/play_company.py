# Run by bin/test --long in the odoo shell, which gives "env": the demo company at work.
# Interviews are signed, closed, reopened, a file is imported, a campaign sent.
#
# Each release plays it with its own copy of this file; the next finds it all again.

import base64
import io
from datetime import date, timedelta

from PIL import Image, ImageDraw

PREFIX = "hr.entretien"
ENV = env  # noqa: F821
HR = ENV["res.users"].search([("login", "=", "rh")])
ENV = ENV(user=HR, context={"lang": "fr_FR", "tz": "Europe/Paris"})
TODAY = date.today()


def pad():
    """A signature as the pad gives it."""
    picture = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(picture).line([(20, 70), (140, 20), (280, 60)], fill="navy", width=4)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return base64.b64encode(content.getvalue())


def hold(entretien):
    entretien.write({"conclusion": "Projet partagé", "date_held": TODAY})
    entretien.besoin_ids = [(0, 0, {"name": "Formation au réglage"})]
    entretien.action_ids = [(0, 0, {"name": "Inscrire à la session de juin"})]
    if entretien.state != "held":
        entretien.action_mark_held()


def sign(entretien):
    """Presented; the employee signs with a reservation, their manager without."""
    entretien.action_present()
    manager = entretien.interviewer_id.user_id
    if manager:
        theirs = entretien.with_user(manager)
        theirs._sign("interviewer", "signed", manager.name, pad(), None, "office")
    name = entretien.employee_id.name
    entretien._sign("employee", "reserved", name, pad(), "Pas sur la date", "tablet")


def close(entretiens):
    """One closed unsigned, one signed and closed, one reopened and closed again, one
    whose signatures are withdrawn."""
    for entretien in entretiens:
        hold(entretien)
    unsigned, signed, again, void = entretiens
    for entretien in signed, again, void:
        sign(entretien)
    (unsigned + signed + again).action_close()
    again.action_reopen("Une erreur de date")
    again.conclusion = "Projet précisé"
    again.action_close()
    void.action_void_signatures("Une faute de frappe")


def hand_over_bilan(entretien):
    hold(entretien)
    bilan = entretien.bilan_id
    bilan.action_fill()
    bilan.line_ids.filtered(lambda line: line.state == "proposed").action_reject(
        "Compté ailleurs"
    )
    piece = {"name": "attestation.pdf", "raw": b"%PDF-1.4"}
    line = ENV[f"{PREFIX}.bilan.line"].create(
        {
            "bilan_id": bilan.id,
            "kind": "training",
            "name": "Habilitation électrique",
            "date_from": bilan.period_from,
            "attachment_ids": [(0, 0, piece)],
        }
    )
    line.action_confirm()
    bilan._hand_over(TODAY)
    entretien.action_close()


def bring_in(bilan):
    """An interview of the past, from a file."""
    day = bilan.period_from + timedelta(days=100)
    rows = f"Nom complet;Date de l'entretien\r\n{bilan.employee_id.name};{day}\r\n"
    assistant = ENV[f"{PREFIX}.import"].create(
        {"file": base64.b64encode(rows.encode()), "file_name": "passes.csv"}
    )
    assistant.action_import()


def run_campaign():
    campaign = ENV[f"{PREFIX}.campaign"].search([("state", "=", "preview")], limit=1)
    campaign.action_spread()
    campaign.action_launch()


def pay():
    owed = ENV[f"{PREFIX}.abondement"].search([("state", "=", "to_pay")], limit=1)
    owed._pay(TODAY, "CDC-2026-1")


started = [("state", "in", ("held", "planned"))]
entretiens = ENV[PREFIX].search(started, order="id")
with_bilan = entretiens.filtered("with_bilan")[:1]
led = (entretiens - with_bilan).sorted(lambda item: not item.interviewer_id.user_id)
close(led[:4])
hand_over_bilan(with_bilan)
bring_in((ENV[f"{PREFIX}.bilan"].search([]) - with_bilan.bilan_id)[:1])
run_campaign()
pay()
ENV.cr.commit()
