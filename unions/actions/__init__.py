"""What can happen to clusters, unions and people: each verb once."""

from unions.actions.people import add_person, end_role, grant_role, set_contact, set_password
from unions.actions.unions import add_alias, add_union, change_union, create_cluster, remove_alias

__all__ = [
    "add_alias",
    "add_person",
    "add_union",
    "change_union",
    "create_cluster",
    "end_role",
    "grant_role",
    "remove_alias",
    "set_contact",
    "set_password",
]
