"""What stands on the letterhead of a cluster's papers when nobody has said otherwise. No query."""

from unions.models import Cluster
from unions.names import without_city

USUAL_CAPACITY, USUAL_OFFICE = "TM. BAN THƯỜNG VỤ", "BÍ THƯ"  # HD 29-HD/TWĐTN-VP III.7


def parent_line(cluster: Cluster) -> str:
    """The direct superior: "THÀNH ĐOÀN TP. HỒ CHÍ MINH"."""
    return cluster.parent_heading or f"{cluster.parent_name} {cluster.place}".strip().upper()


def issuer_line(cluster: Cluster, lead_name: str, lead_heading: str = "") -> str:
    """Who issues: the lead union under its letterhead name, or the cluster itself."""
    if cluster.issued_by == Cluster.IssuedBy.CLUSTER or not lead_name:
        return cluster.name.upper()
    return lead_heading or f"BCH {without_city(lead_name)}".upper()
