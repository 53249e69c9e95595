"""What the log says of money: a sentence for each verb of its actions, and how the stored values are shown."""

from django.utils.translation import gettext_lazy as _

from contributions.models import Payment
from unions import verbs

verbs.register(
    {
        "dues_made": _("made the dues for “%(about)s”"),
        "dues_adjusted": _("adjusted dues to the amendment %(about)s"),
        "payment_declared": _("declared a payment of %(about)s"),
        "payment_confirmed": _("recorded a payment of %(about)s"),
        "payment_returned": _("returned a payment of %(about)s"),
        "payment_reversed": _("reversed a payment of %(about)s"),
    },
    {"paid_on": _("paid on"), "method": _("how"), "reason": _("reason"), "basis": _("how often")},
    {"method": dict(Payment.Method.choices)},
    # Row numbers and the fingerprint of a picture: evidence for a check, nothing to read.
    hidden=["dues", "adjustments", "slip", "payment_declared.union"],
)
