# Folders by concern. The order is that in which classes extend one another.
# ruff: noqa: I001
from .interview import hr_entretien_about_mixin, hr_entretien_texts_mixin
from .proof import hr_entretien_append_only_mixin, hr_entretien_document_mixin
from .privacy import base, ir_default, ir_rule, res_groups
from .interview import (
    hr_entretien_copied_mixin,
    hr_entretien_content_mixin,
    hr_entretien_rights_mixin,
    hr_entretien_technical_mixin,
    hr_entretien_thread_mixin,
    hr_entretien_todo_mixin,
)
from .figures import hr_entretien_figures_mixin
from .planning import hr_entretien_meeting_mixin
from .company import (
    hr_contract_type,
    hr_entretien_choices_mixin,
    hr_entretien_headcount,
    hr_entretien_regime,
    res_company,
    res_lang,
    res_users,
)
from .employee import (
    hr_employee,
    hr_version,
    hr_entretien_absence,
    hr_entretien_absence_type,
    hr_entretien_hire_notice,
    hr_entretien_planner,
    hr_entretien_recompute,
    hr_entretien_timeline,
)
from .interview import (
    hr_entretien,
    hr_entretien_night,
    hr_entretien_interviewer,
    mail_activity,
    mail_followers,
    mail_message,
)
from .decision import (
    hr_entretien_part_mixin,
    hr_entretien_line_mixin,
    hr_entretien_decision_mixin,
    hr_entretien_besoin,
    hr_entretien_souhait,
    hr_entretien_action,
    hr_entretien_previous,
)
from .proof import (
    hr_entretien_file,
    hr_entretien_proof,
    hr_entretien_signature,
    ir_actions_report,
    ir_attachment,
)
from .grille import (
    hr_entretien_grille,
    hr_entretien_grille_version,
    hr_entretien_question,
)
from .preparation import hr_entretien_preparation
from .message import (
    report_hire_letter,
    hr_entretien_letter,
    hr_entretien_link,
    hr_entretien_work,
    hr_entretien_message,
    hr_entretien_sender,
    hr_entretien_way,
    mail_mail,
    mail_template,
    mail_render_mixin,
    mail_thread,
)
from .planning import (
    hr_entretien_agenda,
    hr_entretien_departure,
    calendar_event,
    calendar_attendee,
    ir_http,
)
from .bilan import (
    hr_entretien_bilan,
    hr_entretien_bilan_line,
    hr_entretien_bilan_source,
    report_hr_entretien_bilan,
)
from .figures import (
    hr_entretien_compliance,
    hr_entretien_dashboard,
    hr_entretien_first_run,
    ir_ui_menu,
)
