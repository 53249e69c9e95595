"""Addresses of the contributions app."""

from django.urls import URLPattern, URLResolver, include, path

from contributions.views import accounts, amending, desk, ledgers, payments

app_name = "contributions"

payment_urls = [
    path("", payments.payment_detail, name="payment_detail"),
    path("confirm/", payments.payment_confirm, name="payment_confirm"),
    path("return/", payments.payment_return, name="payment_return"),
    path("reverse/", payments.payment_reverse, name="payment_reverse"),
    path("slip/", payments.payment_slip, name="payment_slip"),
]
money_urls: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("levies/<int:pk>/dues/", desk.dues_make, name="dues_make"),
    path("dues/", accounts.due_list, name="due_list"),
    path("payments/", accounts.payment_list, name="payment_list"),
    path("payments/new/", payments.payment_declare, name="payment_declare"),
    path("payments/<uuid:public_id>/", include(payment_urls)),
    path("unions/<slug:union>/", accounts.union_account, name="union_account"),
    path("ledger/", ledgers.ledger, name="ledger"),
    path("ledger/<str:format>", ledgers.ledger_download, name="ledger_download"),
]
urlpatterns = [
    path("c/<slug:code>/<int:year>/money/", include(money_urls)),
    # An amendment is the plan's paper, but what becomes of its dues is this app's business.
    path("c/<slug:code>/<int:year>/plan/amend/", amending.plan_amend, name="plan_amend"),
    path("c/<slug:code>/<int:year>/plan/amend/<str:format>", amending.amendment_draft, name="amendment_draft"),
]
