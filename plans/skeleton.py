"""The parts that a work plan is expected to have, for a plan begun from nothing. Pure; the words are our own.

Empty lines are there to be filled; they print nothing but their mark until then.
"""

from dataclasses import dataclass

from documents.blocks import Marker


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a new plan."""

    level: int
    marker: Marker
    text: str = ""
    heading: bool = False


def standard_lines(cluster: str, year: int) -> tuple[Row, ...]:
    """Opening, I. purpose and demands, II. contents, III. carrying out, closing."""
    return (
        Row(0, Marker.NONE, f"Thực hiện chương trình công tác Đoàn năm {year}, {cluster} xây dựng kế hoạch như sau:"),
        Row(0, Marker.ROMAN, "MỤC ĐÍCH, YÊU CẦU", heading=True),
        Row(1, Marker.ARABIC, "Mục đích", heading=True),
        Row(2, Marker.DASH),
        Row(1, Marker.ARABIC, "Yêu cầu", heading=True),
        Row(2, Marker.DASH),
        Row(0, Marker.ROMAN, "NỘI DUNG", heading=True),
        Row(0, Marker.ROMAN, "TỔ CHỨC THỰC HIỆN", heading=True),
        Row(1, Marker.ARABIC, "Cụm trưởng", heading=True),
        Row(2, Marker.DASH),
        Row(1, Marker.ARABIC, "Các đơn vị thành viên", heading=True),
        Row(2, Marker.DASH),
        Row(0, Marker.NONE, f"Trên đây là kế hoạch tổ chức hoạt động năm {year} của {cluster}."),
    )


def standard_recipients(parent: str) -> tuple[str, ...]:
    """Who receives a cluster's plan; the archive comes last."""
    return (parent, "Các cơ sở Đoàn thuộc Cụm", "Lưu: VP")
