"""Nine whole plans of nine hands, each told back as facts. Their mechanical variants are read in
`test_sentences_table`.

Names, places and sums are invented. What is expected stands below each plan as short lines, one fact each.
"""

from collections.abc import Iterator

import pytest

from documents.reader import read_text
from plans.calendars import Repeat
from plans.reading import PlanDraft, read_plan
from plans.reading.drafts import ActivityDraft, DutyDraft, LevyDraft, Part, ScheduleDraft

WARD_YOUTH = """\
ĐOÀN QUẬN BỜ LAU
BCH ĐOÀN PHƯỜNG BẾN MỚI
***
Số: 07-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Bến Mới, ngày 12 tháng 01 năm 2025

KẾ HOẠCH
Hoạt động Cụm thi đua các phường ven kênh năm 2025
-------------

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Gắn kết đoàn viên các phường ven kênh.
2. Yêu cầu
- An toàn, tiết kiệm, đúng tiến độ.

II. NỘI DUNG
1. Chiến dịch Dòng kênh xanh
- Thời gian tổ chức: Từ ngày 05/7 đến ngày 20/7/2025.
- Địa điểm thực hiện: Kênh Lau Sậy, phường Bến Mới.
- Nội dung:
+ Vớt rác trên 2 km kênh.
+ Vẽ tranh tường tuyên truyền.
- Phân công nhiệm vụ:
+ Đoàn phường Bến Mới chủ trì, phối hợp với Đoàn phường Bến Cũ khảo sát tuyến kênh.
+ Đoàn phường Gò Dừa chuẩn bị thuyền, vợt và bao tay.
+ Các đơn vị đóng góp kinh phí (1.500.000 đồng/đơn vị).

2. Tọa đàm "Sống xanh giữa phố"
- Thời gian tổ chức: Dự kiến tháng 10/2025.
- Địa điểm thực hiện: Nhà văn hóa phường Gò Dừa.
- Phân công nhiệm vụ:
+ Đoàn phường Gò Dừa phụ trách hội trường, mời báo cáo viên.
+ Mỗi đơn vị mời 25 đoàn viên tham dự.

III. TỔ CHỨC THỰC HIỆN
- Đoàn phường Bến Mới theo dõi, tổng hợp báo cáo.
- Các đơn vị thành viên tham gia đầy đủ.

Nơi nhận:
- Quận Đoàn Bờ Lau;
- Các đơn vị thành viên;
- Lưu: VP.
TM. BAN THƯỜNG VỤ
BÍ THƯ



Lê Thị Sóng
(Bí thư Đoàn phường Bến Mới)
"""

WARD_YOUTH_FACTS = """\
union PBM Đoàn phường Bến Mới
union PBC Đoàn phường Bến Cũ
union PGD Đoàn phường Gò Dừa
lead PBM
signer BÍ THƯ Lê Thị Sóng
to Quận Đoàn Bờ Lau
to Các đơn vị thành viên
to Lưu: VP
* campaign Chiến dịch Dòng kênh xanh
when 2025-07-05..2025-07-20 day
where Kênh Lau Sậy, phường Bến Mới
contents 2
duty PBM with PBC
duty PGD
duty all Các đơn vị
levy flat once PBM 1500000, PBC 1500000, PGD 1500000
* themed_session Tọa đàm "Sống xanh giữa phố"
when 2025-10-01..2025-10-31 month tentative
where Nhà văn hóa phường Gò Dừa
contents 0
duty PGD
duty all Mỗi đơn vị
quota 25 đoàn viên
duty outside PBM
duty outside all Các đơn vị thành viên
"""

SCHOOLS = """\
KẾ HOẠCH
Liên kết hoạt động các Chi đoàn trường học năm 2026

A. MỤC ĐÍCH
Giúp học sinh vùng trũng có thêm sách đọc.

B. NỘI DUNG HOẠT ĐỘNG
1) Ngày hội đọc sách
a) Thời gian: 14/4/2026
b) Địa điểm: Sân Trường Hoa Sen
c) Phân công:
• Chi đoàn Trường Hoa Sen đăng cai, chuẩn bị sân khấu.
• Chi đoàn Trường Mai Vàng và Chi đoàn Trường Lá Me trang trí gian hàng.
d) Kinh phí: Chi đoàn Trường Hoa Sen 900.000 đồng; các đơn vị còn lại 600.000 đồng.
2) Sinh hoạt chuyên đề an toàn trên mạng
a) Thời gian: Quý III/2026
b) Phân công: Chi đoàn Trường Lá Me mời diễn giả.
c) Số lượng: mỗi đơn vị cử 15 học sinh.

C. TỔ CHỨC THỰC HIỆN
1) Chi đoàn Trường Hoa Sen là đơn vị trưởng cụm, điều hành chung.
2) Các chi đoàn báo cáo kết quả trước ngày 30/11/2026.
"""

SCHOOLS_FACTS = """\
union THS Chi đoàn Trường Hoa Sen
union TMV Chi đoàn Trường Mai Vàng
union TLM Chi đoàn Trường Lá Me
lead THS
* other Ngày hội đọc sách
when 2026-04-14 day
where Sân Trường Hoa Sen
contents 0
duty THS
duty TMV, TLM
levy tiered once THS 900000, TMV 600000, TLM 600000
* themed_session Sinh hoạt chuyên đề an toàn trên mạng
when 2026-07-01..2026-09-30 quarter
contents 0
duty TLM
quota 15 học sinh
duty outside THS
duty outside all Các chi đoàn
"""

COMPANIES = """\
TỔNG CÔNG TY ĐÔ THỊ SAO BIỂN
BTV ĐOÀN CÔNG TY NƯỚC SẠCH
Số: 21-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Sao Biển, ngày 03 tháng 3 năm 2024

KẾ HOẠCH
Phối hợp hoạt động Cụm doanh nghiệp công ích năm 2024

I. NỘI DUNG THỰC HIỆN
1. Thăm hỏi, tặng quà gia đình công nhân khó khăn
1.1. Thời gian: Định kỳ mỗi quý một lần.
1.2. Phân công thực hiện:
- Đoàn Công ty Nước sạch phụ trách lập danh sách.
- Đoàn Công ty Cây xanh, Đoàn Công ty Chiếu sáng mua quà.
1.3. Kinh phí: 500.000đ/đơn vị/quý.
2. Hội thao công nhân trẻ
2.1. Thời gian: 7h30 ngày 18/5/2024.
2.2. Địa điểm: Sân vận động Sao Biển.
2.3. Phân công thực hiện:
- Đoàn Công ty Chiếu sáng phối hợp cùng Đoàn Công ty Nước sạch tổ chức thi đấu.
- Đoàn Công ty Cây xanh chịu trách nhiệm nước uống, y tế.

II. TỔ CHỨC THỰC HIỆN
1. Đoàn Công ty Nước sạch (Cụm trưởng) đôn đốc các nội dung trên.
2. Đoàn Công ty Cây xanh gửi danh sách vận động viên.

Nơi nhận:
- Đảng ủy Công ty;
- Lưu: VP ĐTN.
TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ



Trần Văn Gió
"""

COMPANIES_FACTS = """\
union CTNS Đoàn Công ty Nước sạch
union CTCX Đoàn Công ty Cây xanh
union CTCS Đoàn Công ty Chiếu sáng
lead CTNS
signer PHÓ BÍ THƯ Trần Văn Gió
to Đảng ủy Công ty
to Lưu: VP ĐTN
* recurring_visit Thăm hỏi, tặng quà gia đình công nhân khó khăn
when quarterly
contents 0
duty CTNS
duty CTCX, CTCS
levy flat per_quarter CTNS 500000, CTCX 500000, CTCS 500000
* other Hội thao công nhân trẻ
when 2024-05-18 day
where Sân vận động Sao Biển
contents 0
duty CTCS with CTNS
duty CTCX
duty outside CTNS
duty outside CTCX
"""

HOSPITALS = """\
KẾ HOẠCH
Khám bệnh tình nguyện của các Đoàn bệnh viện năm 2027

PHẦN I: MỤC ĐÍCH
Chăm sóc sức khỏe người dân vùng xa.

PHẦN II: NỘI DUNG
1/ Chiến dịch Áo trắng về bản
* Thời gian tổ chức: Tháng 5 - 6 năm 2027
* Địa điểm: Bản Mây, xã Suối Khô
* Phân công:
- Đoàn Bệnh viện Bình Tâm: phụ trách khám nội khoa.
- Đoàn Bệnh viện Phúc Lâm: phụ trách khám mắt.
- Đoàn Viện Răng Sao Mai, Đoàn Bệnh viện Phúc Lâm phát thuốc.
* Mức đóng góp:
- Đoàn Bệnh viện Bình Tâm: 8.000.000 đồng
- Đoàn Bệnh viện Phúc Lâm: 6.000.000 đồng
- Đoàn Viện Răng Sao Mai: 4.000.000 đồng
2/ Hiến máu Giọt nắng
* Thời gian: ngày 12 tháng 9 năm 2027
* Địa điểm: Hội trường Bệnh viện Phúc Lâm
* Phân công: Đoàn Bệnh viện Phúc Lâm tiếp nhận, các đơn vị vận động người hiến.

PHẦN III: TỔ CHỨC THỰC HIỆN
- Đoàn Bệnh viện Bình Tâm làm Cụm trưởng, điều phối chung.
"""

HOSPITALS_FACTS = """\
union BVBT Đoàn Bệnh viện Bình Tâm
union BVPL Đoàn Bệnh viện Phúc Lâm
union VRSM Đoàn Viện Răng Sao Mai
lead BVBT
* campaign Chiến dịch Áo trắng về bản
when 2027-05-01..2027-06-30 month
where Bản Mây, xã Suối Khô
contents 0
duty BVBT
duty BVPL
duty VRSM, BVPL
levy tiered once BVBT 8000000, BVPL 6000000, VRSM 4000000
* other Hiến máu Giọt nắng
when 2027-09-12 day
where Hội trường Bệnh viện Phúc Lâm
contents 0
duty BVPL
duty outside BVBT
"""

DISTRICTS = """\
TỈNH ĐOÀN NÚI THƯA
HUYỆN ĐOÀN KẺ SIM
Số: 33-KH/HĐ
ĐOÀN TNCS HỒ CHÍ MINH
Kẻ Sim, ngày 20 tháng 02 năm 2025

KẾ HOẠCH
Giao ước thi đua các huyện miền núi năm 2025

I- NỘI DUNG
1- Mùa hè xanh trên nương
– Thời gian: tháng 6 đến tháng 8 năm 2025
– Địa điểm: xã Nậm Sương
– Phân công:
+ Huyện Đoàn Kẻ Sim chủ trì, phối hợp với Huyện Đoàn Lũng Vài và Huyện Đoàn Pá Tràm làm đường bản.
+ Huyện Đoàn Lũng Vài vận chuyển xi măng.
– Kinh phí: mỗi đơn vị đóng góp 3 triệu đồng.
2- Diễn đàn Thanh niên lập nghiệp
– Thời gian: 8h00 ngày 26/10/2025
– Địa điểm: Trung tâm văn hóa Pá Tràm
– Phân công:
+ Huyện Đoàn Pá Tràm đăng cai.
+ Mỗi đơn vị cử 08 đại biểu.

II- TỔ CHỨC THỰC HIỆN
1- Huyện Đoàn Kẻ Sim tổng hợp, báo cáo Tỉnh Đoàn.
2- Các đơn vị trong cụm triển khai kế hoạch.

Nơi nhận:
- Thường trực Tỉnh Đoàn;
- Các Huyện Đoàn;
- Lưu: VP.
TM. BAN THƯỜNG VỤ
BÍ THƯ



Vàng A Suối
(Bí thư Huyện Đoàn Kẻ Sim)
"""

DISTRICTS_FACTS = """\
union KS Huyện Đoàn Kẻ Sim
union LV Huyện Đoàn Lũng Vài
union PT Huyện Đoàn Pá Tràm
lead KS
signer BÍ THƯ Vàng A Suối
to Thường trực Tỉnh Đoàn
to Các Huyện Đoàn
to Lưu: VP
* campaign Mùa hè xanh trên nương
when 2025-06-01..2025-08-31 month
where xã Nậm Sương
contents 0
duty KS with LV, PT
duty LV
levy flat once KS 3000000, LV 3000000, PT 3000000
* themed_session Diễn đàn Thanh niên lập nghiệp
when 2025-10-26 day
where Trung tâm văn hóa Pá Tràm
contents 0
duty PT
duty all Mỗi đơn vị
quota 8 đại biểu
duty outside KS
duty outside all Các đơn vị trong cụm
"""

COLLEGES = """\
CHƯƠNG TRÌNH
Phối hợp của các Đoàn trường khu đại học Đồi Thông năm 2028

I. MỤC TIÊU
Mỗi sinh viên một việc tốt.

II. CÁC HOẠT ĐỘNG
1. Chiến dịch Tiếp bước mùa thi
1.1. Thời gian và địa điểm: Từ 24/6 đến 28/6/2028, tại các điểm thi ở Đồi Thông.
1.2. Đơn vị thực hiện: Đoàn Trường Đại học Đồi Thông, Đoàn Trường Cao đẳng Ánh Dương.
1.3. Đơn vị phối hợp: Đoàn Trường Mỹ thuật Suối Trong.
1.4. Thành phần: mỗi đơn vị cử 40 sinh viên.
2. Chăm sóc, phụng dưỡng mẹ liệt sĩ
2.1. Thời gian: hằng tháng.
2.2. Đơn vị thực hiện: Đoàn Trường Cao đẳng Ánh Dương.
2.3. Kinh phí: Mỗi đơn vị đóng góp 200.000 đồng mỗi lần thăm.

III. TỔ CHỨC THỰC HIỆN
1. Đoàn Trường Đại học Đồi Thông phụ trách chung.
2. Đoàn Trường Mỹ thuật Suối Trong quản lý trang tin của cụm.
"""

COLLEGES_FACTS = """\
union TDHDT Đoàn Trường Đại học Đồi Thông
union TCDAD Đoàn Trường Cao đẳng Ánh Dương
union TMTST Đoàn Trường Mỹ thuật Suối Trong
lead TDHDT
* campaign Chiến dịch Tiếp bước mùa thi
when 2028-06-24..2028-06-28 day
where các điểm thi ở Đồi Thông
contents 0
duty TDHDT, TCDAD
duty  with TMTST
quota 40 sinh viên
* recurring_visit Chăm sóc, phụng dưỡng mẹ liệt sĩ
when monthly
contents 0
duty TCDAD
duty all Mỗi đơn vị
levy flat per_occurrence TDHDT 200000, TCDAD 200000, TMTST 200000
duty outside TDHDT
duty outside TMTST
"""

DEPARTMENTS = """\
THÀNH ĐOÀN VỊNH XANH
BTV ĐOÀN SỞ MÔI SINH
Số: 02-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Vịnh Xanh, ngày 09 tháng 01 năm 2026

KẾ HOẠCH
Hoạt động Cụm các Sở ngành năm 2026

Chủ đề năm: “Tuổi trẻ vì dân phục vụ”.

I. MỤC ĐÍCH - YÊU CẦU
- Phát huy chuyên môn của từng đơn vị.

II. NỘI DUNG
1. Ngày thứ bảy giúp dân làm thủ tục
- Thời gian: Từ ngày 07/3/2026 đến ngày 28/3/2026.
- Địa điểm: Ủy ban nhân dân phường Hải Âu.
- Phân công:
+ Đoàn Sở Môi sinh phụ trách chung.
+ Đoàn Sở Nông lâm, Thủy lợi và Nghề cá hướng dẫn thủ tục đất đai.
+ Đoàn Sở Du lịch thiết kế áp phích.
2. Nói chuyện chuyên đề về biển
- Thời gian: Dự kiến Quý II năm 2026.
- Phân công:
+ Đoàn Sở Du lịch chủ trì, phối hợp với Đoàn Sở Nông lâm, Thủy lợi và Nghề cá mời báo cáo viên.
+ Các cơ sở Đoàn trong cụm đóng góp kinh phí (Đoàn Sở Môi sinh: 2.000.000 đồng; Đoàn Sở Du lịch: 1.200.000 đồng; \
Đoàn Sở Nông lâm, Thủy lợi và Nghề cá: 1.000.000 đồng).

III. TỔ CHỨC THỰC HIỆN
1. Cụm trưởng theo dõi, đôn đốc việc thực hiện.
2. Các cơ sở Đoàn trong cụm chủ động tham gia.

Nơi nhận:
- Ban Thường vụ Thành Đoàn;
- Lưu: VP.
TM. BAN THƯỜNG VỤ
BÍ THƯ



Phạm Thị Buồm
(Bí thư Đoàn Sở Môi sinh)
"""

DEPARTMENTS_FACTS = """\
union MS Đoàn Sở Môi sinh
union NLTLNC Đoàn Sở Nông lâm, Thủy lợi và Nghề cá
union DL Đoàn Sở Du lịch
lead MS
signer BÍ THƯ Phạm Thị Buồm
to Ban Thường vụ Thành Đoàn
to Lưu: VP
* other Ngày thứ bảy giúp dân làm thủ tục
when 2026-03-07..2026-03-28 day
where Ủy ban nhân dân phường Hải Âu
contents 0
duty MS
duty NLTLNC
duty DL
* themed_session Nói chuyện chuyên đề về biển
when 2026-04-01..2026-06-30 quarter tentative
contents 0
duty DL with NLTLNC
duty all Các cơ sở Đoàn trong cụm
levy tiered once MS 2000000, DL 1200000, NLTLNC 1000000
duty outside lead Cụm trưởng
duty outside all Các cơ sở Đoàn trong cụm
"""

COMMUNES = """\
KẾ HOẠCH
Giao lưu thanh niên các xã cù lao năm 2029

PHẦN I: NỘI DUNG
Hoạt động 1: Hội trại cù lao
- Thời gian: 02 ngày, từ 10 – 11/8/2029
- Địa điểm: Bãi bồi Cồn Én
- Phân công:
+ Xã Đoàn Cồn Én: chuẩn bị mặt bằng, điện nước.
+ Xã Đoàn Cồn Sẻ: biểu diễn đờn ca.
+ Xã Đoàn Cồn Vạc: nấu ăn.
Hoạt động 2: Thăm Mẹ Việt Nam anh hùng
- Thời gian: Ngày 27/7/2029
- Phân công: Xã Đoàn Cồn Sẻ chuẩn bị quà; Xã Đoàn Cồn Vạc bố trí ghe.

PHẦN II: TỔ CHỨC THỰC HIỆN
- Xã Đoàn Cồn Én (Cụm trưởng) điều hành chung.
- Các đơn vị gửi danh sách trước ngày 01/7/2029.
"""

COMMUNES_FACTS = """\
union XDCE Xã Đoàn Cồn Én
union XDCS Xã Đoàn Cồn Sẻ
union XDCV Xã Đoàn Cồn Vạc
lead XDCE
* other Hội trại cù lao
when 2029-08-10..2029-08-11 day
where Bãi bồi Cồn Én
contents 0
duty XDCE
duty XDCS
duty XDCV
* other Thăm Mẹ Việt Nam anh hùng
when 2029-07-27 day
contents 0
duty XDCS, XDCV
duty outside XDCE
duty outside all Các đơn vị
"""

COLD_STORES = """\
KẾ HOẠCH
Hoạt động Cụm kho lạnh ven biển năm 2030

I. NỘI DUNG
1. Đợt cao điểm thanh niên với an toàn lao động
Thời gian: Tháng 5/2030
Địa điểm: Kho lạnh Mũi Tràm
Chi đoàn Kho lạnh Mũi Tràm phụ trách tập huấn sơ cứu.
Chi đoàn Xưởng đá Hải Yến chuẩn bị dụng cụ.
Kinh phí: 350.000 đ/đơn vị.
2. Thăm hỏi ngư dân neo đơn
Thời gian: mỗi quý 01 lần
Phân công: Chi đoàn Xưởng đá Hải Yến lập danh sách.
Kinh phí: Chi đoàn Kho lạnh Mũi Tràm 400 nghìn đồng/quý; Chi đoàn Xưởng đá Hải Yến 250 nghìn đồng/quý.

II. TỔ CHỨC THỰC HIỆN
1. Chi đoàn Kho lạnh Mũi Tràm làm Cụm trưởng.
"""

COLD_STORES_FACTS = """\
union KLMT Chi đoàn Kho lạnh Mũi Tràm
union XDHY Chi đoàn Xưởng đá Hải Yến
lead KLMT
* campaign Đợt cao điểm thanh niên với an toàn lao động
when 2030-05-01..2030-05-31 month
where Kho lạnh Mũi Tràm
contents 0
duty KLMT
duty XDHY
levy flat once KLMT 350000, XDHY 350000
* recurring_visit Thăm hỏi ngư dân neo đơn
when quarterly
contents 0
duty XDHY
levy tiered per_quarter KLMT 400000, XDHY 250000
duty outside KLMT
"""

PLANS = {
    "ward youth": (WARD_YOUTH, WARD_YOUTH_FACTS),
    "schools": (SCHOOLS, SCHOOLS_FACTS),
    "companies": (COMPANIES, COMPANIES_FACTS),
    "hospitals": (HOSPITALS, HOSPITALS_FACTS),
    "districts": (DISTRICTS, DISTRICTS_FACTS),
    "colleges": (COLLEGES, COLLEGES_FACTS),
    "departments": (DEPARTMENTS, DEPARTMENTS_FACTS),
    "communes": (COMMUNES, COMMUNES_FACTS),
    "cold stores": (COLD_STORES, COLD_STORES_FACTS),
}


def draft_of(text: str) -> PlanDraft:
    return read_plan(read_text(text).document, year=2024)


def told(draft: PlanDraft) -> Iterator[str]:
    """A draft as short lines, one fact each."""
    codes = {union.key: union.code for union in draft.unions}
    yield from (f"union {union.code} {union.name}" for union in draft.unions)
    if draft.lead:
        yield f"lead {codes[draft.lead]}"
    signer = draft.head.signer
    if signer.name:
        yield f"signer {signer.office} {signer.name}"
    yield from (f"to {recipient.rstrip(';.')}" for recipient in draft.head.recipients)
    for activity in draft.activities:
        yield from told_activity(activity, codes)
    yield from (f"duty outside{told_duty(duty, codes)}" for duty in draft.duties)


def told_activity(activity: ActivityDraft, codes: dict[str, str]) -> Iterator[str]:
    yield f"* {activity.kind.value} {activity.title}"
    yield from (f"when{told_time(schedule)}" for schedule in activity.schedules)
    yield from (f"where {place.text}" for place in activity.places)
    yield f"contents {len(activity.contents)}"
    yield from (f"duty{told_duty(duty, codes)}" for duty in activity.duties)
    yield from (f"levy {told_levy(levy, codes)}" for levy in activity.levies)
    if activity.quota:
        yield f"quota {activity.quota.people} {activity.quota.noun}"


def told_time(schedule: ScheduleDraft) -> str:
    time = schedule.time
    said = f" {time.starts_on}" if time.starts_on else ""
    said += f"..{time.ends_on}" if time.ends_on else ""
    said += f" {time.precision.value}" if time.starts_on else ""
    said += f" {time.repeat.value}" if time.repeat is not Repeat.NEVER else ""
    return said + (" tentative" if time.tentative else "")


def told_duty(duty: DutyDraft, codes: dict[str, str]) -> str:
    if duty.collective:
        return f" {duty.scope.value} {duty.collective}"
    lead = ", ".join(codes[holder.union] for holder in duty.holders if holder.part is Part.LEAD)
    support = ", ".join(codes[holder.union] for holder in duty.holders if holder.part is Part.SUPPORT)
    return f" {lead}" + (f" with {support}" if support else "")


def told_levy(levy: LevyDraft, codes: dict[str, str]) -> str:
    shares = ", ".join(f"{codes[share.union]} {share.amount}" for share in levy.shares)
    return f"{levy.shape.value} {levy.basis.value} {shares}"


@pytest.mark.parametrize("name", PLANS)
def test_a_whole_plan_is_told_back_as_facts(name: str) -> None:
    text, facts = PLANS[name]
    assert "\n".join(told(draft_of(text))) == facts.rstrip("\n")
