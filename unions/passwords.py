"""A first password that can be read out over the telephone. Pure: standard library only."""

import secrets

SYLLABLES = "ba be bi bo cau chim da dao den doi dong ga gio ha hai hoa hong khe la lan lua mai may moc nam ngoc nho "
SYLLABLES += "nui pho que rung sao sen song suoi tam thu tre trang vang vui xanh xuan yen"
WORDS = tuple(SYLLABLES.split())


def suggest_password() -> str:
    """Four syllables without accents and four digits, such as "sen-pho-mai-tre-4821": about 36 bits."""
    words = "-".join(secrets.choice(WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(10_000):04}"
