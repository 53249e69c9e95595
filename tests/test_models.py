"""Facts about every table at once: what may change, what may not, and that each says who it is."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

OURS = ("unions", "plans", "contributions", "campaigns")
ALL_MODELS = sorted((m for app in OURS for m in apps.get_app_config(app).get_models()), key=lambda m: m._meta.label)

MUTABLE = {
    *("unions.User", "unions.Cluster", "unions.MemberUnion", "unions.UnionAlias", "unions.Membership"),
    *("unions.AuditChain", "plans.Plan", "plans.Clause", "plans.Recipient", "plans.Activity", "plans.Schedule"),
    *("plans.Place", "plans.ContentItem", "plans.Duty", "plans.DutyHolder", "plans.Levy", "plans.LevyShare"),
    *("plans.Quota", "plans.Occurrence", "campaigns.PublicPage", "campaigns.Volunteer", "campaigns.SignUp"),
    *("campaigns.Resource", "campaigns.Attendance", "campaigns.Result", "campaigns.Problem", "campaigns.CalendarFeed"),
    *("plans.Round", "plans.RoundItem", "plans.Opinion", "plans.Remark", "plans.UndoStep", "plans.Proposal"),
    *("plans.AskedUnion", "plans.Sending"),
}
# No row of these is ever changed or deleted.
APPEND_ONLY = {
    *("unions.AuditRecord", "contributions.Due", "contributions.Adjustment", "contributions.Allocation"),
    *("contributions.Reversal", "plans.RegisterEntry", "plans.Version", "campaigns.DutyReport"),
}
# Of these only the answer may be filled in, once.
FROZEN_FACTS = {"contributions.Payment"}


def test_every_model_is_listed_as_mutable_append_only_or_frozen() -> None:
    assert {model._meta.label for model in ALL_MODELS} == MUTABLE | APPEND_ONLY | FROZEN_FACTS


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda m: m._meta.label)
def test_model_says_who_it_is(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda m: m._meta.label)
def test_no_float_touches_a_column(model: type[models.Model]) -> None:
    assert not [f.name for f in model._meta.get_fields() if isinstance(f, models.FloatField)]


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda m: m._meta.label)
def test_rows_are_protected_unless_they_cannot_exist_alone(model: type[models.Model]) -> None:
    parts = {"unions.UnionAlias", "plans.DutyHolder", "plans.LevyShare"}
    cascading = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert bool(cascading) == (model._meta.label in parts)


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda m: m._meta.label)
def test_amounts_are_bounded_by_the_database(model: type[models.Model]) -> None:
    amounts = [f for f in model._meta.concrete_fields if f.name == "amount"]
    assert all(isinstance(f, models.BigIntegerField) for f in amounts)
    names = " ".join(c.name for c in model._meta.constraints if isinstance(c, models.CheckConstraint))
    assert not amounts or "in_range" in names


@pytest.mark.parametrize("label", sorted(APPEND_ONLY))
def test_the_database_refuses_to_change_or_delete_what_is_append_only(label: str, small_world: object) -> None:
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0, f"{table} is empty: this proves nothing"
        for statement in (f"UPDATE {table} SET id = id + 1000000", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize("column", ["amount", "union_id", "paid_on", "declared_by_id", "key"])
def test_the_database_refuses_to_change_the_facts_of_a_payment(column: str, small_world: object) -> None:
    other = {"amount": "amount + 1", "union_id": "union_id + 1", "paid_on": "'2001-01-01'", "declared_by_id": "NULL"}
    new = other.get(column, "'00000000000000000000000000000000'")
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(f"UPDATE contributions_payment SET {column} = {new}")
