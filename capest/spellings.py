"""How people spell magnitudes and sizes, in the languages that estimates are written in.

The one table of it. The language of scenarios, prose and answers read through it: they differ in
what they refuse, never in what a word means.
"""

from __future__ import annotations

import re
from functools import lru_cache

LETTERS = {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "к": 1e3, "К": 1e3}
"""Magnitudes of one letter that touches its number; the last two are Cyrillic."""

LOOSE_LETTERS = {**LETTERS, "m": 1e6, "b": 1e9, "t": 1e12, "P": 1e15}
"""Those too that are read only where what is wanted settles what they mean."""

_POWERS = {
    1: "十 십",
    2: "hundred hundert 百 백",
    3: "thousand thsd tausend tsd mille mila tys tysięcy тысяча тысячи тысяч тыс тис тисяч 千 천 "
       "ribu ezer хиляди พัน ألف آلاف هزار हज़ार हज़ार",
    4: "万 萬 만 หมื่น",
    5: "lakh lac लाख แสน",
    6: "million mln mio mn millionen millones millón millon milhões milhão milhoes milhao milione "
       "milioni milion miliony milionów miljoen miljoner milyon juta triệu миллион миллиона "
       "миллионов млн мільйон мільйона мільйонів مليون ملايين میلیون ล้าน milionů miliónů milioane "
       "miljoona miljoonaa millió millioner εκατομμύρια εκατομμύριο милиона מיליון",
    7: "crore करोड़ करोड़",
    8: "亿 億 억",
    9: "billion bn bln bil milliard milliarde milliarden mrd mld millardo millardos miliardo "
       "miliardi miliard miljard miljarder milyar miliar bilhão bilhões bilhao bilhoes tỷ "
       "миллиард миллиарда миллиардов млрд мільярд мільярдів مليار مليارات میلیارد พันล้าน miliardy "
       "miliarda miliarde miljardi miljardia milliárd milliarder милиарда מיליארד अरब",
    12: "trillion trn tn billionen billón billones biliões trilhão trilhões trilhao trilhoes трлн "
        "триллион триллиона триллионов 조",
    15: "quadrillion billiarde billiarden",
    18: "quintillion trillionen trillón trillones",
}  # fmt: skip
"""Billones are 10^12 in Spanish, as Billionen are in German; bilhões are 10^9 in Brazil."""

MAGNITUDES = {
    **{word: 10.0**power for power, words in _POWERS.items() for word in words.split()},
    "dozen": 12.0,
}
"""Words that multiply the number before them, in lower case and singular."""

AMBIGUOUS = {
    "兆": "'兆' may be 10^12 or 10^6",
    "mil": "'mil' may be a million or, in Spanish and Portuguese, a thousand",
}
"""Magnitudes that the words around them have to settle, or that nothing does."""

MYRIADS = frozenset("万萬亿億만억조")
"""Magnitudes after which a number goes on: 1億2000万 is one number."""

_SPANISH = """
    al ano año clientes consultas de del dia día fotos hora mensagens mensajes mes milhões mês
    millones pedidos peticiones personas pessoas por publicaciones registros requisições segundo
    segundos solicitudes usuarias usuarios usuários visitas
"""
_FRENCH = """
    année ans chaque de des disque données du et fichiers heure jour jours la le les messages mois
    mémoire octets par pour requêtes seconde secondes stockage utilisateurs
"""

SPANISH = frozenset(_SPANISH.split())
"""Words beside which mil is a thousand, in Portuguese too."""

FRENCH = frozenset(_FRENCH.split())
"""Words beside which Go and To are sizes."""

FRENCH_SIZES = {"ko": "kB", "Ko": "kB", "Mo": "MB", "Go": "GB", "To": "TB", "Po": "PB"}

_TIMES = {
    "us": "мкс 微秒 マイクロ秒",
    "ms": "мс 毫秒 ミリ秒 밀리초 millisekunden millisecondes milisegundos milissegundos"
          " millisecondi миллисекунд milisekund milisaniye",
    "s": "с сек секунд секунды 秒 초 sekunden sekunde secondes segundos segundo secondi secondo"
         " sekund saniye",
    "min": "мин минут минуты 分钟 分鐘 분 minuten minutos minuto minuti minut dakika",
    "h": "час часа часов 小时 小時 時間 시간 stunden stunde heures heure horas hora godzin saat",
    "day": "день дня дней 天 日間 일 tage tagen jours jour días día dias dia giorni giorno dni gün",
    "week": "недель недели неделя 周間 주 wochen woche semaines semanas settimane tygodni hafta",
    "month": "месяц месяца месяцев 个月 個月 か月 ヶ月 개월 monate monaten monat mois meses mes"
             " mesi miesięcy",
    "year": "год года лет 年 年間 년 jahre jahren jahr ans années año años ano anos anni anno"
            " lata yıl",
}  # fmt: skip
"""Lengths of time in other languages."""

_OTHER_UNITS = {
    "percent": "%", "pct": "%", "prozent": "%", "procent": "%", "percentuale": "%",
    "percentage": "%", "процент": "%", "процента": "%", "процентов": "%", "パーセント": "%",
    "퍼센트": "%",
    "mins": "min", "secs": "s", "yrs": "year", "wks": "week", "mos": "month", "msecs": "ms",
    "字节": "B", "字節": "B", "바이트": "B", "킬로바이트": "kB", "메가바이트": "MB",
    "기가바이트": "GB", "테라바이트": "TB", "バイト": "B", "キロバイト": "kB",
    "メガバイト": "MB", "ギガバイト": "GB", "テラバイト": "TB",
    **{word: unit for unit, words in _TIMES.items() for word in words.split()},
}  # fmt: skip

PERCENT_WORDS = frozenset(word for word, unit in _OTHER_UNITS.items() if unit == "%")

_PREFIXES = {
    "k": "k", "m": "M", "g": "G", "t": "T", "p": "P", "e": "E",
    "к": "k", "м": "M", "г": "G", "т": "T", "п": "P",
}  # fmt: skip
_SIZE = re.compile(
    r"(?P<prefix>[kmgtpe]|(?:kilo|mega|giga|tera|peta)(?=o)|"
    r"(?:[кмгтп]|кило|мега|гига|тера|пета)(?=[бо]))?(?P<binary>i?)"
    r"(?:(?P<letter>b)s?|(?P<byte>bytes?|б|байт(?:а|ов)?|octets?|октет(?:а|ов)?)"
    r"|(?P<bit>bits?|бит(?:а|ов)?)|(?P<rate>bps))",
    re.IGNORECASE,
)

_PERHAPS = re.compile(
    r"(?:mi|bi|tri|quadri|quinti|sexti)l+[hijy]+[aeoáéíóúãõåø]\w*|[mbt][dlnr]{1,3}s?|crs?|mm"
    r"|pro?mil+e?s?|pp[mb]|bp|basis|nines|промилле"
    r"|(?:тыс|тис|мил|міль|млн|мрд|мл|трл|трил|квадр|лям)\w*|[십백천만억조경]\w*|[十百千万萬亿億兆]\w*",
    re.IGNORECASE,
)
_SCRIPTS = tuple(zip("aAªµºÀͰḀ぀㐀가", "zZªµºʯԯỿヿ鿿힣", strict=True))
"""First and last letters of which the magnitudes are in the table; a word in others may be one."""


@lru_cache(maxsize=4096)
def magnitude_of(word: str) -> float | None:
    """What a word multiplies the number before it by; None for one that is no magnitude.

    >>> magnitude_of("Millions"), magnitude_of("百万")
    (1000000.0, 1000000.0)
    """
    lower = word.lower()
    found = MAGNITUDES.get(lower) or MAGNITUDES.get(lower.removesuffix("s"))
    if found is None and len(word) == 2:
        low, high = MAGNITUDES.get(word[0], 1.0), MAGNITUDES.get(word[1], 1.0)
        return low * high if 1 < low < high else None
    return found


def may_be_magnitude(word: str) -> bool:
    """Whether a word behind a number that is in no table may multiply it: milijonów, 千克, ล้าน."""
    return bool(_PERHAPS.fullmatch(word)) or not any(a <= word[:1] <= z for a, z in _SCRIPTS)


def unit_spelled(word: str) -> str | None:
    """The unit of units.txt that people spell otherwise: gb, GBytes, MBps, ГБ, mins.

    Small letters are bytes in what people write (30mil * 1mb = 30tb), Gb and bps are bits; BPS may
    be either and is none.
    """
    if word in _OTHER_UNITS:
        return _OTHER_UNITS[word]
    found = _SIZE.fullmatch(word)
    if found is None:
        return None
    prefix = _PREFIXES.get((found["prefix"] or "")[:1].lower(), "")
    letter, rate = found["letter"] or "", found["rate"] or ""
    if (letter == "b" and not prefix) or rate.isupper():
        return None
    small = letter == "b" and word.islower()
    is_byte = bool(found["byte"]) or letter == "B" or rate[:1] == "B" or small
    binary = found["binary"].lower()
    prefix = "K" if prefix == "k" and binary else prefix
    return f"{prefix}{binary}{'B' if is_byte else 'bit'}{'/s' if rate else ''}"


def choice_of(word: str) -> str | None:
    """What a size in small letters may be, which only a scenario has to know: kB or kbit?"""
    unit = unit_spelled(word) if word.islower() and word[-1:] == "b" else None
    return f"{unit} or {unit.removesuffix('B')}bit?" if unit else None
