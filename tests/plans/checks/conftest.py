"""The plan in which nothing is to be found."""

import pytest

from tests.plans.checks.sound import Sound, sound_plan
from unions.models import Cluster


@pytest.fixture
def sound(cluster: Cluster) -> Sound:
    return sound_plan(cluster)
