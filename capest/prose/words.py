"""The words of prose around a number: hedges, bounds, and what ends a phrase."""

from __future__ import annotations

HEDGES = {
    "~", "about", "around", "roughly", "approximately", "approx", "approx .", "almost", "nearly",
    "circa", "ca .", "c .", "some", "close to", "on the order of", "of the order of",
    "in the order of",
    "an estimated", "estimated",
}  # fmt: skip

BOUNDS = {
    "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "under": "<", "below": "<", "over": ">", "above": ">", "beyond": ">", "in excess of": ">",
    "exceed": ">", "exceeds": ">", "exceeding": ">", "exceeded": ">",
    "less than": "<", "fewer than": "<", "lower than": "<", "smaller than": "<",
    "shorter than": "<", "more than": ">", "greater than": ">", "higher than": ">",
    "larger than": ">", "bigger than": ">", "longer than": ">",
    "up to": "<=", "at most": "<=", "at the most": "<=", "within": "<=", "capped at": "<=",
    "limited to": "<=", "maximum of": "<=", "max of": "<=", "limit of": "<=", "cap of": "<=",
    "ceiling of": "<=", "budget of": "<=", "no worse than": "?", "not worse than": "?",
    "worse than": "?", "better than": "?", "sub -": "<", "north of": ">", "south of": "<",
    "at the very most": "<=", "at the very least": ">=", "as much as": "<=", "as many as": "<=",
    "no later than": "<=",
    "at least": ">=", "at the least": ">=", "at minimum": ">=", "at a minimum": ">=",
    "minimum of": ">=", "floor of": ">=", "upwards of": ">=",
    "upper bound": "<=", "upper bound of": "<=", "upper bound :": "<=", "lower bound": ">=",
    "lower bound of": ">=", "lower bound :": ">=", "deadline of": "<=", "rto of": "<=",
    "rpo of": "<=", "nie więcej niż": "<=", "service level": "?", "service level :": "?",
    "service level of": "?", "slo": "?", "slo :": "?", "slo of": "?", "sla": "?", "sla :": "?",
    "sla of": "?",
    "max": "<=", "max .": "<=", "max :": "<=", "maximum": "<=", "maximum :": "<=", "limit": "<=",
    "limit :": "<=", "budget :": "<=", "cap :": "<=", "ceiling :": "<=",
    "min .": ">=", "min :": ">=", "minimum": ">=", "minimum :": ">=",
    "höchstens": "<=", "maximal": "<=", "bis zu": "<=", "unter": "<", "weniger als": "<",
    "mehr als": ">", "über": ">", "mindestens": ">=", "wenigstens": ">=",
    "au plus": "<=", "au maximum": "<=", "moins de": "<", "inférieur à": "<",
    "inférieure à": "<", "plus de": ">", "supérieur à": ">", "supérieure à": ">",
    "au moins": ">=", "au minimum": ">=",
    "como máximo": "<=", "a lo sumo": "<=", "máximo de": "<=", "hasta": "<=", "menos de": "<",
    "inferior a": "<", "debajo de": "<", "más de": ">", "superior a": ">", "encima de": ">",
    "al menos": ">=", "por lo menos": ">=", "como mínimo": ">=", "mínimo de": ">=",
    "exceder": ">", "superar": ">", "ultrapassar": ">", "sobrepasar": ">", "dépasser": ">",
    "no máximo": "<=", "até": "<=", "abaixo de": "<", "mais de": ">", "acima de": ">",
    "pelo menos": ">=", "no mínimo": ">=",
    "al massimo": "<=", "fino a": "<=", "meno di": "<", "più di": ">", "almeno": ">=",
    "hoogstens": "<=", "maximaal": "<=", "minder dan": "<", "meer dan": ">", "minstens": ">=",
    "до": "<=", "максимум": "<=", "менее": "<", "меньше": "<", "ниже": "<", "более": ">",
    "больше": ">", "свыше": ">", "выше": ">", "минимум": ">=",
    "poniżej": "<", "mniej niż": "<", "maksymalnie": "<=", "co najwyżej": "<=", "powyżej": ">",
    "ponad": ">", "więcej niż": ">", "przekraczać": ">", "przekroczyć": ">", "co najmniej": ">=",
    "minimalnie": ">=", "en fazla": "<=", "en çok": "<=", "en az": ">=", "कम से कम": ">=",
    "अधिकतम": "<=", "على الأقل": ">=", "كحد أقصى": "<=", "بحد أقصى": "<=", "أقل من": "<",
    "أكثر من": ">", "nejvýše": "<=", "nejméně": ">=", "högst": "<=", "minst": ">=",
}  # fmt: skip
"""What a number is said to lie on one side of, "?" for the better one; "not" before turns it round
(`hedges.py`).
"""

UNSPACED_BOUNDS = {
    "不超过": "<=", "不超過": "<=", "不大于": "<=", "不大於": "<=", "不多于": "<=", "不高于": "<=",
    "至多": "<=", "最多": "<=", "最大": "<=", "上限": "<=", "최대": "<=",
    "不到": "<", "小于": "<", "小於": "<", "低于": "<", "低於": "<", "少于": "<", "少於": "<",
    "超过": ">", "超過": ">", "大于": ">", "大於": ">", "高于": ">", "高於": ">", "多于": ">",
    "不少于": ">=", "不少於": ">=", "不低于": ">=", "不低於": ">=", "不小于": ">=", "至少": ">=",
    "最少": ">=", "最低": ">=", "下限": ">=", "少なくとも": ">=", "최소": ">=",
}  # fmt: skip
"""The same in scripts that part no words, where it ends the word before a number; of two that do
the longer one counts.
"""

UNSPACED_NEGATIONS = ("不得", "不能", "不应", "不應", "不可", "不会", "不會", "不许")
"""What turns them round, where it stands right before one."""

UNSPACED_TAILS = {
    "以内": "<=", "以下": "<=", "之内": "<=", "이하": "<=", "이내": "<=", "未満": "<", "미만": "<",
    "以上": ">=", "이상": ">=", "초과": ">",
}  # fmt: skip
"""And where it begins the word behind one."""

PROMISES = {
    "max": "<=", "maximum": "<=", "maximal": "<=", "maximale": "<=", "máximo": "<=", "máxima": "<=",
    "massimo": "<=", "massima": "<=", "максимум": "<=", "максимальная": "<=", "максимальное": "<=",
    "limit": "<=", "limits": "<=", "cap": "<=", "ceiling": "<=", "budget": "<=", "budgets": "<=",
    "límite": "<=", "limite": "<=", "plafond": "<=", "obergrenze": "<=", "grenzwert": "<=",
    "предел": "<=", "лимит": "<=", "maksimum": "<=", "timeout": "<=", "≤": "<=", "<=": "<=",
    "min": ">=", "minimum": ">=", "minimal": ">=", "minimale": ">=", "mínimo": ">=", "mínima": ">=",
    "floor": ">=", "минимум": ">=", "минимальная": ">=", "≥": ">=", ">=": ">=",
    "slo": "?", "slos": "?", "sla": "?", "slas": "?", "target": "?", "targets": "?", "goal": "?",
    "goals": "?", "objective": "?", "objectives": "?", "guarantee": "?", "guarantees": "?",
    "guaranteed": "?", "promise": "?", "promises": "?", "promised": "?", "commit": "?",
    "committed": "?", "commitment": "?", "must": "?", "shall": "?", "ziel": "?", "zielwert": "?",
    "want": "?", "wants": "?",
    "aim": "?", "aims": "?", "aiming": "?", "aimed": "?", "criterion": "?", "criteria": "?",
    "nfr": "?", "nfrs": "?", "threshold": "?", "thresholds": "?", "acceptable": "?",
    "deadline": "<=", "rto": "<=", "rpo": "<=", "timeouts": "<=",
    "objectif": "?", "objetivo": "?", "obiettivo": "?", "meta": "?", "цель": "?", "doel": "?",
    "hedef": "?", "cel": "?", "mål": "?", "überschreiten": "<=", "übersteigen": "<=",
    "unterschreiten": ">=",
    "wollen": "?", "möchten": "?", "soll": "!", "sollen": "!", "sollte": "!", "sollten": "!",
    "agreed": "?", "contract": "?", "contractual": "?", "allowed": "<=", "allowable": "<=",
    "permitted": "<=", "tolerable": "<=", "strive": "?", "garantieren": "?", "garantiert": "?",
    "zugesagt": "?", "vorgabe": "?", "grenze": "<=", "schwellenwert": "?", "devra": "?",
    "garantissons": "?", "garanti": "?", "garantie": "?", "visons": "?", "seuil": "?",
    "garantizamos": "?", "garantizado": "?", "umbral": "?", "garantimos": "?", "garantido": "?",
    "limiar": "?",
    "voulons": "?", "souhaitons": "?", "devrait": "!", "devraient": "!", "exigence": "!",
    "queremos": "?", "debería": "!", "deberían": "!", "requisito": "!", "deveria": "!",
    "deveriam": "!", "vogliamo": "?", "dovrebbe": "!", "хотим": "?", "anforderung": "!",
    "muss": "?", "müssen": "?", "doit": "?", "doivent": "?", "debe": "?", "deben": "?", "deve": "?",
    "должен": "?", "должна": "?", "должно": "?", "должны": "?", "moet": "?",
    "required": "!", "requirement": "!", "requirements": "!", "should": "!",
}  # fmt: skip
"""What makes a number a promise from further away, with the side that it bounds: "?" for the better
one, "!" for the same of times and shares alone, as what must be kept or be there is needed.
"""

_EXTREME = ("max", "máx", "mass", "макс")
EXTREMES = frozenset(word for word in PROMISES if word.startswith(_EXTREME)) | {"最大", "최대"}
"""Those that may tell of a peak."""

ADJECTIVES = EXTREMES | {
    "min", "minimum", "minimal", "minimale", "mínimo", "mínima", "target", "guaranteed", "promised",
    "committed", "required",
}  # fmt: skip

OBLIGATIONS = frozenset({
    "aim", "aims", "aiming", "guarantee", "guarantees", "promise", "promises", "commit", "must",
    "shall", "should", "strive", "garantieren", "garantissons", "visons", "garantizamos",
    "garantimos", "devra", "want", "wants", "wollen", "möchten", "soll", "sollen", "sollte",
    "sollten",
    "voulons", "souhaitons", "devrait", "devraient", "queremos", "debería", "deberían", "deveria",
    "deveriam", "vogliamo", "dovrebbe", "хотим", "muss", "müssen", "doit", "doivent",
    "debe", "deben", "deve", "должен", "должна", "должно", "должны", "moet",
})  # fmt: skip
"""Those of which the number may stand at the end of their sentence."""

UNSPACED_PROMISES = {
    "上限": "<=", "最大": "<=", "최대": "<=", "下限": ">=", "最低": ">=", "最少": ">=",
    "최소": ">=", "目标": "?", "目標": "?", "목표": "?", "必须": "?",
    "须": "?", "保证": "?", "保証": "?", "承诺": "?", "期望": "?", "阈值": "?", "閾値": "?",
    "しきい値": "?", "許容": "<=", "超えない": "<=", "なければなら": "?",
    "必須": "?", "应该": "!", "應該": "!", "希望": "?", "要求": "!", "要件": "!", "需求": "!",
}  # fmt: skip

STATES = frozenset({
    "achieved", "actual", "attainment", "because", "breached", "breaches", "burn", "burned", "but",
    "calculated", "compliance", "computed", "consumed", "current", "currently", "estimate",
    "estimated", "exceeded", "headroom", "hit", "if", "left", "measured", "met", "now", "observed",
    "reached", "remaining", "result", "results", "since", "spent", "status", "that", "today",
    "used", "violations", "was", "were", "when", "which", "while",
})  # fmt: skip
"""What tells how it stands with a promise, or of something else."""

BEYOND = frozenset({"above", "beyond", "near", "outside", "over", "under", "until", "within"})

PLACES = frozenset({
    "bucket", "cluster", "database", "db", "environment", "group", "host", "instance", "machine",
    "node", "platform", "region", "server", "service", "shard", "site", "system", "table", "topic",
    "zone",
})  # fmt: skip
"""What is itself the target or the largest: of what it sees, nothing is promised."""

LOSSES = frozenset({
    "downtime", "drop", "drops", "error", "errors", "failed", "failure", "failures", "loss",
    "losses", "miss", "misses", "rejected", "timeouts",
})  # fmt: skip
"""What is the better the less of it there is."""

NEGATIONS = frozenset({
    "no", "not", "never", "cannot", "without", "t", "nor", "nicht", "pas", "jamais", "nunca",
    "não", "non", "niet", "не", "nie", "ne",
})  # fmt: skip
"""The t is that of "can't" and "won't"."""

AUXILIARIES = frozenset({
    "be", "become", "cost", "drop", "dip", "ever", "fall", "get", "go", "grow", "have", "last",
    "need", "rise", "run", "stay", "take", "to", "use", "może", "powinno", "powinien", "powinna",
    "debe", "deve", "puede", "pode", "wait", "afford", "tolerate", "accept",
})  # fmt: skip
"""Words that may stand between a negation and its bound: "must never drop below"."""

NEEDS = frozenset({
    "allocate", "need", "needed", "needing", "needs", "provision", "recommend", "recommended",
    "require", "required", "requires", "requiring", "reserve",
})  # fmt: skip
"""Words that make an amount one that has to suffice: "needs at least 20 TB"."""

GIVENS = frozenset({"minimum", "quota", "smallest"})
"""Words that say that there is no less to be had: "the smallest cluster has 12 nodes"."""

_LENGTHS = {(phrase.split(" ")[-1], len(phrase.split(" "))) for phrase in (*HEDGES, *BOUNDS)}
LAST_WORDS: dict[str, tuple[int, ...]] = {
    word: tuple(sorted((size for last, size in _LENGTHS if last == word), reverse=True))
    for word, _ in _LENGTHS
}
"""How long the phrases are that end with a word, the longest first."""

LONGEST_HEDGE = 4
"""Words in the longest hedge or bound."""

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip

VAGUE_MANY = {"tens", "hundreds", "dozens", "thousands", "millions", "billions"}
VAGUE_FEW = {"several", "few", "many"}

RANGE_WORDS = frozenset({
    "to", "bis", "à", "a", "до", "tot", "til", "till", "až", "do", "到", "至", "から", "에서",
})  # fmt: skip
"""What stands between the two ends of a range."""

BETWEEN = frozenset({"between", "zwischen", "entre", "tra", "fra", "między", "между", "tussen"})
AND = frozenset({"and", "und", "et", "y", "e", "i", "a", "и", "en"})
"""What stands between its two ends."""

BETWEEN_TAILS = ("之间", "之間", "の間", "사이")
UNSPACED_AND = frozenset({"和", "与", "與", "と", "과", "와"})
"""The same in scripts that part no words, where the first stands behind the range."""

OR = frozenset({
    "or", "oder", "bzw.", "ou", "o", "u", "of", "или", "lub", "veya", "ile", "或", "或者", "または",
    "또는", "/", "and/or", "resp.", "vs", "vs.", "von", "sur", "de", "di", "из",
})  # fmt: skip
"""What stands between two numbers of which either may be meant, or a part and all (5 of 1000)."""

FROM = frozenset({"from", "von", "de", "da", "od", "от", "van"})
"""What stands before a change, or a range."""

MEMORY = frozenset({"memory", "ram", "heap", "storage"})
"""After these a bare k, M or G is a size: "10k memory"."""

_RATES = {
    "second": "每秒, 毎秒, 秒あたり, 초당, ต่อวินาที, في الثانية, प्रति सेकंड, в секунду, par seconde, "
              "por segundo, pro sekunde, al secondo, per seconde, na sekundę, saniyede, mỗi giây, "
              "per detik",
    "minute": "每分, 毎分, 分あたり, 분당, ต่อนาที, في الدقيقة, प्रति मिनट, в минуту, par minute, "
              "por minuto, pro minute, al minuto, per minuut, dakikada",
    "hour": "每小时, 每小時, 毎時, 時間あたり, 시간당, ต่อชั่วโมง, في الساعة, प्रति घंटा, в час, "
            "par heure, por hora, pro stunde, stündlich, all'ora, per uur, saatte, per jam",
    "day": "每天, 每日, 日均, 毎日, 日あたり, 하루, 일일, 일당, ต่อวัน, في اليوم, يوميا, प्रति दिन, "
           "в день, в сутки, ежедневно, par jour, por día, por dia, diarios, diarias, diariamente, "
           "al día, ao dia, pro tag, täglich, tägliche, al giorno, per dag, dagelijks, dziennie, "
           "günde, günlük, mỗi ngày, per hari",
    "month": "每月, 毎月, 月あたり, 월간, 월당, ต่อเดือน, في الشهر, प्रति माह, в месяц, ежемесячно, "
             "par mois, por mes, por mês, al mes, pro monat, monatlich, monatliche, al mese, "
             "per maand, miesięcznie, ayda, aylık, mỗi tháng, per bulan",
    "year": "每年, 毎年, 年あたり, 연간, ต่อปี, في السنة, प्रति वर्ष, в год, par an, por año, "
            "por ano, al año, pro jahr, jährlich, all'anno, per jaar, rocznie, yılda, mỗi năm",
}  # fmt: skip
RATES = {phrase: unit for unit, phrases in _RATES.items() for phrase in phrases.split(", ")}
"""What says in other languages that a number is so much per second, per day."""

ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year",
}  # fmt: skip

_STOPS = """
    a about above after all also am an and any are around as at be because been before below
    between both but by can could did do does during each either every exceed for from gives had
    has have he hence her hers him his how i if in instead into is it its just let like long made
    make makes may me means more most must my need needs no nor not now of on one only onto or our
    out over own per plus pm respectively she should since so such than that the their them then
    there therefore these they this those through thus times to too total under until up upon us
    use uses using versus very via vs was we well were what when where which while who whose why
    will with within without would yields you your
"""

STOPS = frozenset(_STOPS.split())
"""Words that end the run of adjectives and nouns after a number."""

QUALIFIERS = frozenset({
    "active", "additional", "average", "avg", "busy", "concurrent", "daily", "different",
    "distinct", "full", "long", "monthly", "new", "online", "open", "paying", "random",
    "registered", "short", "simultaneous", "small", "unique",
})  # fmt: skip
"""Words right behind a number that multiply nothing."""

_NOT_AFTER = """
    appendix apr april aug august bip chapter dec december eip example feb february fig figure
    http ipv issue jan january java jul july jun june kep layer level line mar march node.js nov
    oauth raid
    november oct october option page part phase port python q question release rfc section sep
    sept september stage step table ticket tier tls type v version versions
"""

NOT_AFTER = frozenset(_NOT_AFTER.split())
"""Words before a bare number that make it a name: "version 2", "section 3"."""

_MONTHS = """
    apr april aug august dec december feb february jan january jul july jun june mar march may nov
    november oct october sep sept september
"""

MONTHS = frozenset(_MONTHS.split())

SCREENS = frozenset({"video", "videos", "resolution", "uhd", "display", "tv", "screen", "streams"})
"""After these 4K is a picture's size."""

UNSPACED = "\u0e00"
"""From here on are the letters of scripts that part no words: a number ends before them."""
