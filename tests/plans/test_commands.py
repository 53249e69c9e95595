"""The two commands: files in, files out, sentences when something is wrong."""

import json
import os
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from documents.characters import words
from plans.models import Activity, Clause, Plan
from tests.factories import ClusterFactory
from tests.plans.papers import HERE, OWN, REAL, SEED, needs_shared, text_of
from unions.models import AuditRecord, Cluster, MemberUnion

pytestmark = pytest.mark.django_db
PORT = next(path for path in OWN if path.name == "cum-doanh-nghiep.txt")


def bring_in(path: Path, code: str = "cang", year: int = 2025, **options: object) -> str:
    out = StringIO()
    call_command("import_plan", str(path), cluster=code, year=year, stdout=out, **options)
    return out.getvalue()


def take_out(path: Path, kind: str, code: str = "cang", year: int = 2025) -> Path:
    call_command("export_plan", cluster=code, year=year, format=kind, output=path, stdout=StringIO())
    return path


def nothing_written() -> bool:
    return not (
        Plan.objects.exists() or Clause.objects.exists() or AuditRecord.objects.exists() or Cluster.objects.exists()
    )


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(CommandError) as error:
        bring_in(path, **{"new_cluster": "Cụm Cảng", **options})  # type: ignore[arg-type]
    return str(error.value)


def test_a_new_cluster_and_its_unions_are_made() -> None:
    said = bring_in(PORT, new_cluster="Cụm Cảng")
    cluster = Cluster.objects.get(code="cang")
    assert cluster.name == "Cụm Cảng"
    assert MemberUnion.objects.filter(cluster=cluster).count() == 6
    assert Plan.objects.get().source_hash
    assert "[CSL] Đoàn Cảng Sông Lam" in said
    assert "Chiến dịch Mùa hè xanh tại xã Thạch Đa" in said
    assert "12.000.000" in said
    assert {record.by for record in AuditRecord.objects.all()} == {None}


def test_a_dry_run_shows_and_writes_nothing() -> None:
    said = bring_in(PORT, new_cluster="Cụm Cảng", dry_run=True)
    assert "Tọa đàm “Thanh niên với cảng biển thông minh”" in said
    assert "dry-run" in said
    assert nothing_written()


def test_both_readings_of_an_undecided_levy_are_shown() -> None:
    said = bring_in(PORT, new_cluster="Cụm Cảng", dry_run=True)
    assert "10.000.000" in said
    assert "90.000.000" in said  # each month from March to November


def test_the_day_to_pay_by_is_shown(tmp_path: Path) -> None:
    paper = PORT.read_text(encoding="utf-8").replace(
        "đóng góp 2 triệu đồng.", "đóng góp 2 triệu đồng, nộp trước ngày 20/5."
    )
    file = tmp_path / "han-nop.txt"
    file.write_text(paper, encoding="utf-8")
    assert "Hạn nộp: 20/05/2025" in bring_in(file, new_cluster="Cụm Cảng", dry_run=True)


def test_an_unknown_code_needs_a_name() -> None:
    assert "cang" in refusal(PORT, new_cluster=None)
    assert nothing_written()


@pytest.mark.parametrize("code", ["có dấu", "a" * 21, "a/b", ""])
def test_a_code_that_no_address_can_hold_is_refused(code: str) -> None:
    with pytest.raises(CommandError):
        bring_in(PORT, code=code, new_cluster="Cụm Cảng")
    assert nothing_written()


def test_a_name_is_not_needed_for_a_cluster_that_is_there() -> None:
    ClusterFactory(code="cang", name="Cụm cũ")
    bring_in(PORT, new_cluster="Tên khác")
    assert Cluster.objects.get().name == "Cụm cũ"


def test_the_same_plan_twice_is_refused_with_its_year() -> None:
    bring_in(PORT, new_cluster="Cụm Cảng")
    before = (Clause.objects.count(), AuditRecord.objects.count())
    assert "2025" in refusal(PORT)
    assert (Clause.objects.count(), AuditRecord.objects.count()) == before


def test_another_year_than_the_titles_is_refused() -> None:
    said = refusal(PORT, year=2024)
    assert "2025" in said
    assert nothing_written()


BAD = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n",
    "picture.docx": b"\x89PNG\r\n\x1a\n" + b"0" * 500,
    "binary.txt": bytes(range(256)) * 40,
    "vni.txt": ("KEÁ HOAÏCH\nToå chöùc hoaït ñoäng Cuïm naêm 2024\nI. MUÏC ÑÍCH, YEÂU CAÀU\n" * 4).encode(),
    "cut.docx": b"PK\x03\x04" + b"\0" * 100,
    "broken.json": b'{"format": "cum-plan", "version": 1',
    "other.json": b'{"format": "sheet"}',
    "list.json": b"[1, 2, 3]",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    assert len(refusal(path)) > 15
    assert nothing_written()


def test_a_bomb_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"<w>" + b"0" * 200_000_000 + b"</w>")
    assert len(refusal(path)) > 15
    assert nothing_written()


def test_a_file_that_is_not_there_or_a_folder_or_far_too_large(tmp_path: Path) -> None:
    assert "absent.txt" in refusal(tmp_path / "absent.txt")
    assert len(refusal(tmp_path)) > 15
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "10" in refusal(large)
    assert nothing_written()


@pytest.mark.parametrize("path", [*OWN, *REAL, *([SEED] if SEED.exists() else [])], ids=lambda path: path.name)
def test_text_in_and_text_out_keeps_every_word_in_order(path: Path, tmp_path: Path) -> None:
    year = 2024 if path == SEED else next(y for y in (2025, 2026, 2019) if str(y) in text_of(path))
    bring_in(path, year=year, new_cluster="Cụm Cảng")
    out = words(take_out(tmp_path / "plan.txt", "txt", year=year).read_text(encoding="utf-8"))
    rest = iter(out)
    lost = [word for word in words(text_of(path)) if not any(word == other for other in rest)]
    assert not lost


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_word_goes_round_without_losing_anything(path: Path, tmp_path: Path) -> None:
    year = 2025 if path == PORT else 2026
    bring_in(path, year=year, new_cluster="Cụm Cảng")
    docx = take_out(tmp_path / "plan.docx", "docx", year=year)
    bring_in(docx, code="hai", year=year, new_cluster="Cụm Hai")
    one = take_out(tmp_path / "one.txt", "txt", year=year).read_text(encoding="utf-8")
    two = take_out(tmp_path / "two.txt", "txt", code="hai", year=year).read_text(encoding="utf-8")
    assert words(two) == words(one)
    kinds = Activity.objects.order_by("plan", "clause__position").values_list("kind", flat=True)
    assert list(kinds)[: len(kinds) // 2] == list(kinds)[len(kinds) // 2 :]


def test_json_goes_round_to_the_same_file(tmp_path: Path) -> None:
    bring_in(PORT, new_cluster="Cụm Cảng")
    first = json.loads(take_out(tmp_path / "one.json", "json").read_bytes())
    bring_in(tmp_path / "one.json", code="hai", new_cluster="Cụm Hai")
    second = json.loads(take_out(tmp_path / "two.json", "json", code="hai").read_bytes())
    assert first.pop("cluster") != second.pop("cluster")
    assert first == second


def test_a_pdf_is_one(tmp_path: Path) -> None:
    bring_in(PORT, new_cluster="Cụm Cảng")
    assert take_out(tmp_path / "plan.pdf", "pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_to_write_or_nowhere_to_write_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        take_out(tmp_path / "plan.txt", "txt")
    assert "cang" in str(error.value)
    bring_in(PORT, new_cluster="Cụm Cảng")
    with pytest.raises(CommandError) as error:
        take_out(tmp_path / "missing" / "plan.txt", "txt")
    assert "plan.txt" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    bring_in(PORT, new_cluster="Cụm Cảng")
    (tmp_path / "plan.txt").write_text("cũ", encoding="utf-8")
    take_out(tmp_path / "plan.txt", "txt")
    assert "Tọa đàm" in (tmp_path / "plan.txt").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]


def test_from_a_shell_a_refusal_has_no_traceback_and_a_code(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    env = dict(
        os.environ, DATABASE_URL=f"sqlite:///{database}", SECRET_KEY="x" * 60, DEBUG="1", MEDIA_ROOT=str(tmp_path)
    )
    root = HERE.parent.parent

    def manage(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "manage.py", *args], cwd=root, env=env, capture_output=True, text=True)

    assert manage("migrate", "--verbosity=0").returncode == 0
    (tmp_path / "empty.txt").write_bytes(b"")
    bad = manage("import_plan", str(tmp_path / "empty.txt"), "--cluster", "x", "--year", "2025", "--new-cluster", "X")
    assert bad.returncode != 0
    assert "Traceback" not in bad.stderr
    assert len(bad.stderr.strip()) > 15
    good = manage("import_plan", str(PORT), "--cluster", "x", "--year", "2025", "--new-cluster", "Cụm X")
    assert (good.returncode, good.stderr) == (0, "")


@needs_shared
def test_the_seed_is_shown_in_words() -> None:
    said = bring_in(SEED, year=2024, new_cluster="Cụm", dry_run=True)
    assert "48.000.000" in said
    assert "ĐKDCĐ" in said
    assert "Bà Mẹ Việt Nam Anh hùng" in said
