"""`manage.py load_demo`: the demonstration cluster, once, and its logins."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.demo.build import CODE, PASSWORD, load
from campaigns.demo.people import OFFICERS
from unions.models import Cluster

LOGINS = """\
  bithu       thư ký Cụm: soạn kế hoạch, mở hoạt động
  thuquy      thủ quỹ: xác nhận khoản nộp, sổ đóng góp
  vanphong    văn phòng: in văn bản
  {officer}    cán bộ đơn vị: việc và khoản nộp của đơn vị mình (còn có {others})
  chu         chủ hệ thống: trang quản trị /admin/
Mật khẩu chung: {password}
"""


class Command(BaseCommand):
    """Load the demonstration unless it is there already; print who can sign in."""

    help = "Load the demonstration cluster (does nothing when it is there) and print its logins."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not Cluster.objects.filter(code=CODE).exists():
            load(timezone.localdate())
        officer, *others = (username for username, _name in OFFICERS.values())
        self.stdout.write(LOGINS.format(officer=officer, others=", ".join(others), password=PASSWORD))
