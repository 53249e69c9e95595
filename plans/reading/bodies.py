"""Names of unions inside a sentence: where one begins, where it ends, whether it is one at all. Pure.

A name may hold commas ("Đoàn Sở Lao động, Thương binh và Xã hội Thành phố"), so lists are parted only before a word
that begins a body's name. It ends where a verb of duty begins.
"""

import re

BODY = (
    r"(?:(?:BCH|BTV|Ban [Cc]hấp hành|Ban [Tt]hường vụ)\s+)?"
    r"(?:Đoàn|Chi [đĐ]oàn|Liên [Cc]hi [đĐ]oàn|LCĐ|(?:Quận|Huyện|Thị|Thành|Tỉnh|Phường|Xã) [đĐ]oàn|Liên [đĐ]ội"
    r"|Hội (?:Sinh viên|Liên hiệp [Tt]hanh niên|LHTN|Thầy thuốc|Doanh nhân|Cựu chiến binh|Nông dân|Phụ nữ)"
    r"|Câu lạc bộ|CLB|Trường (?:THPT|THCS|TH|PTTH|Tiểu học|Trung học|Mầm non|Đại học|Cao đẳng|Trung cấp|ĐH|CĐ))\b"
)
# "Đoàn viên", "Đoàn Thanh niên", "Chi đoàn trực thuộc": a word or a kind, not one body.
GENERIC = re.compile(
    r"(?:BCH |BTV |Ban [Cc]hấp hành |Ban [Tt]hường vụ )?"
    r"(?:Đoàn (?:viên|thể|kết|phí|công tác|đại biểu|thăm|tham gia|các cấp|cấp trên|ta)\b.*"
    r"|(?:Đoàn )?(?:TNCS|[Tt]hanh niên|Thanh niên Cộng sản)(?: Hồ Chí Minh)?"
    r"|(?:Thành|Tỉnh) [đĐ]oàn\b.*)"
)
# The verbs that part who from what. Lower case only: in names these words are written with a capital.
VERBS = (
    "phụ trách", "chủ trì", "chủ động", "chịu trách nhiệm", "có trách nhiệm", "có nhiệm vụ", "phối hợp", "đảm nhận",
    "đảm nhiệm", "đảm bảo", "bảo đảm", "thực hiện", "tham mưu", "đăng cai", "cử", "mời", "đóng góp", "đóng", "nộp",
    "lập danh sách", "lập kế hoạch", "in ấn", "trực tiếp", "tham dự", "tổ chức", "hỗ trợ", "chuẩn bị", "huy động",
    "vận động", "triển khai", "xây dựng", "tham gia", "điều hành", "điều phối", "theo dõi", "đôn đốc", "tổng hợp",
    "báo cáo", "triệu tập", "đăng ký", "gửi", "gởi", "liên hệ", "bố trí", "tiếp nhận", "hướng dẫn", "tuyên truyền",
    "biên soạn", "thiết kế", "quản lý", "giám sát", "kiểm tra", "phân công", "ban hành", "thành lập", "kịp thời",
    "tích cực", "nghiêm túc", "là", "làm", "sẽ", "thống nhất", "cùng", "đầu mối", "ủng hộ", "trao", "tặng", "khám",
    "tập huấn", "chịu", "chỉ đạo", "quán triệt", "giới thiệu", "góp", "cung cấp", "thông tin", "căn cứ", "rà soát",
    "lựa chọn", "có mặt", "phát động", "phấn đấu", "đại diện", "thường xuyên", "được", "phải", "cần", "nhận",
    "tạo điều kiện", "động viên", "viết", "dẫn", "đón", "vận chuyển", "mua", "khảo sát", "sửa chữa", "trồng",
    "quét dọn", "dọn", "vẽ", "hiến", "nấu", "phát", "phục vụ", "bảo vệ", "kêu gọi", "dạy", "giao lưu", "biểu diễn",
    "ghi hình", "chụp", "quay", "đăng tải", "cập nhật", "thống kê", "tư vấn", "sắp xếp", "thuê", "mượn",
    "hoàn thành", "cấp phát", "cấp", "phổ biến", "nghiên cứu", "lo", "soạn", "góp ý", "thông báo", "nhắc",
    "trang trí", "trang bị", "chăm lo", "chăm sóc", "thăm", "sơ kết", "tổng kết",
    "luân phiên", "ra đề", "chấm", "đứng lớp", "giữ gìn", "trình bày", "truyền thông",
)  # fmt: skip
VERB = re.compile(rf"(?:^|(?<=[\s,]))(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b")
# A verb after these words is part of a name: "Trung tâm hỗ trợ thanh niên", "Trường Cán bộ quản lý giáo dục".
NAME_GOES_ON = re.compile(r"(?:tâm|Ban|Trường|Viện|Cục|Phòng|ty|bộ|Kho|Quỹ|Sở|và)$")
COMPOUND = re.compile(r"(?:Trung|Sơ|Cao) cấp$")  # a kind of school, not what it does
# A slot ends a name, too: the "đóng góp" of "{mức đóng góp}" is no verb.
END = re.compile(rf"[:;()|{{]|(?<!TP)(?<!Tp)\.|\s[-–—]\s(?={'|'.join(VERBS)})")
OF_EACH = re.compile(r"\s(?:mỗi|từng)\s")  # "Đoàn A, Đoàn B mỗi đơn vị 30 đoàn viên"
AFTER_NUMBER = re.compile(r"(?<=\d)\s+(?=\S)")
PARTS = re.compile(r"(\s*,\s+và\s+|\s*,\s+|\s+và\s+|\s+cùng(?: với)?\s+|\s+&\s+)")
# The head of the cluster, called so instead of by name.
LEADER = re.compile(
    r"(?:(?:Đơn vị|Cơ sở Đoàn)\s+(?:làm\s+|là\s+)?)?"
    r"(?:[cC]ụm [tT]rưởng|[tT]rưởng cụm|Thường trực [cC]ụm|Ban điều hành [cC]ụm)\b"
)
ALL = r"(?:các|mỗi|những|từng|toàn thể|tất cả|toàn bộ|cả|100%)"
LONGEST = 18  # words of one name


def goes_on(name: str, longer: str) -> bool:
    """Whether a longer text may be a longer name ("… và Môi trường", "… Thành phố") and not a name and what it does."""
    rest = longer[len(name) :].lstrip()
    return not rest or not rest[0].islower() or bool(re.match(r"(?:và|thành phố|tỉnh|quận|huyện|phường|xã)\b", rest))


def begins_body(text: str) -> bool:
    """Whether a body's name may begin here."""
    return bool(re.match(BODY, text)) and not GENERIC.fullmatch(text)


def verb_at(text: str) -> int:
    """Where the first verb of duty begins that no name goes on after, or the first punctuation; the end without any."""
    end = END.search(text)
    stop = end.start() if end else len(text)
    for found in VERB.finditer(text, 0, stop):
        if not NAME_GOES_ON.search(text[: found.start()].rstrip()) and not COMPOUND.search(text[: found.end()]):
            return found.start()
    return stop


def name_end(text: str) -> int:
    """Where a name that the text begins with ends at the latest: before a verb, a mark, or "mỗi đơn vị"."""
    stop = verb_at(text)
    each = OF_EACH.search(text, 0, stop)
    stop = each.start() if each else stop
    numbers = (found.start() for found in AFTER_NUMBER.finditer(text, 0, stop))
    return next((at for at in numbers if not goes_on(text[:at], text)), stop)  # "Chi đoàn ấp 2 giữ xe"


def is_name(text: str) -> bool:
    """Whether the text is the name of one body: a body's word and something of its own, written with a capital."""
    found = re.match(BODY, text)
    if not found or GENERIC.fullmatch(text) or len(text.split()) > LONGEST or re.search(r"[\[\]{}“”\"<>=]|\d{3}", text):
        return False
    own = text[found.end() :].split()
    return any(word[0].isupper() or word[0].isdigit() for word in own) and not re.search(rf"(?:^|\s){ALL}\s", text)
