"""Who is meant: the seven unions of the 2024 plan in every spelling that the plan uses."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ClusterFactory, MemberUnionFactory, UnionAliasFactory
from unions.matching import UnionIndex, find_union
from unions.models import MemberUnion

SPELLINGS = {
    "DCD": [
        "Đoàn Khối Dân – Chính – Đảng Thành phố",
        "Đoàn Khối Dân - Chính - Đảng Thành phố",
        "Đoàn khối Dân Chính Đảng",
        "Khối Dân – Chính – Đảng",
    ],
    "LDTBXH": [
        "Đoàn Sở Lao động, Thương binh và Xã hội Thành phố",
        "Đoàn Sở Lao động – Thương binh và Xã hội",
        "ĐOÀN SỞ LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI TP.HCM",
    ],
    "TNXP": ["Đoàn Lực lượng Thanh niên xung phong", "Đoàn Lực lượng Thanh niên Xung phong", "Lực lượng TNXP"],
    "TNMT": ["Đoàn Khối Bộ Tài nguyên và Môi trường", "doan khoi bo tai nguyen va moi truong"],
    "NNPTNT": [
        "Đoàn Khối Bộ Nông nghiệp và Phát triển Nông thôn",
        "Đoàn Khối Bộ Nông nghiệp và Phát triển nông thôn",
        "Khối Bộ Nông nghiệp",
    ],
    "YT": ["Đoàn Sở Y tế Thành phố", "Đoàn Sở Y tế", "Đoàn Sở Y-tế", "Sở Y tế", "sở y tế thành phố Hồ Chí Minh", "yt"],
    "GTVT": [
        "Đoàn Sở Giao thông Vận tải Thành phố",
        "Đoàn Sở Giao thông – Vận tải",
        "Đoàn  Sở Giao thông\u00a0Vận tải",
        "GTVT",
    ],
}
PAIRS = [(code, text) for code, texts in SPELLINGS.items() for text in texts]


@pytest.fixture
def unions(db: None) -> list[MemberUnion]:
    cluster = ClusterFactory.create()
    for code, texts in SPELLINGS.items():
        short = "Khối Bộ Nông nghiệp" if code == "NNPTNT" else ""
        MemberUnionFactory.create(cluster=cluster, code=code, name=texts[0], short_name=short)
    UnionAliasFactory.create(union=MemberUnion.objects.get(code="TNXP"), name="Lực lượng TNXP")
    return list(cluster.unions.prefetch_related("aliases"))


@pytest.mark.parametrize(("code", "text"), PAIRS)
def test_every_spelling_finds_its_union(unions: list[MemberUnion], code: str, text: str) -> None:
    found = find_union(text, unions)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["", "   ", "–", "Đoàn", "Thành phố", "Đoàn Sở Y", "Đoàn Sở Tài chính", "Các cơ sở Đoàn trong cụm", "Y tế"]
)
def test_what_names_no_union_finds_none(unions: list[MemberUnion], text: str) -> None:
    assert find_union(text, unions) is None


def test_a_spelling_of_two_unions_finds_neither(unions: list[MemberUnion]) -> None:
    UnionAliasFactory.create(union=unions[0], name="Đoàn Sở")
    UnionAliasFactory.create(union=unions[1], name="Đoàn Sở Thành phố")
    fresh = list(MemberUnion.objects.prefetch_related("aliases"))
    assert find_union("Đoàn Sở", fresh) == unions[0]  # written exactly so
    assert find_union("Đoàn Sở TP HCM", fresh) is None


def test_an_exact_spelling_wins_over_a_loose_one(unions: list[MemberUnion]) -> None:
    other = MemberUnionFactory.create(cluster=unions[0].cluster, code="Q", name="Đoàn Sở Y tế Thành phố Hồ Chí Minh 2")
    UnionAliasFactory.create(union=other, name="Đoàn Sở Y tế")
    fresh = list(MemberUnion.objects.prefetch_related("aliases"))
    found = find_union("Đoàn Sở Y tế", fresh)
    assert found == other


def test_an_index_answers_many_texts_without_asking_the_database_again(
    unions: list[MemberUnion], django_assert_num_queries: Callable[[int], object]
) -> None:
    index = UnionIndex(unions)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert [index.find(text) is not None for _code, text in PAIRS] == [True] * len(PAIRS)


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert find_union(text, []) is None
