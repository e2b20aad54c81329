"""The English sentences. Case i of nationality and vehicle means what it means in Spanish."""

from __future__ import annotations

from lstm_core.grammar import Dependency, Grammar

_COUNTRIES_EN = (
    ("france", "french"),
    ("germany", "german"),
    ("portugal", "portuguese"),
    ("greece", "greek"),
    ("russia", "russian"),
    ("china", "chinese"),
    ("japan", "japanese"),
    ("sweden", "swedish"),
)
# Whose it is, what is broken, and what one takes instead.
_VEHICLES_EN = (
    ("my", "car", "bus"),
    ("my", "motorbike", "metro"),
    ("my", "bicycle", "tram"),
    ("my", "van", "train"),
    ("the", "train", "car"),
    ("the", "metro", "taxi"),
    ("the", "tram", "bicycle"),
    ("the", "ferry", "plane"),
)
# English adjectives do not agree, its pronouns do.
_PEOPLE = (
    ("brother|uncle|father", "him"),
    ("sister|aunt|mother", "her"),
    ("brothers|sisters|parents", "them"),
)

ENGLISH = Grammar(
    nationality=Dependency(
        cases=tuple(
            {"country": country, "answer": language} for country, language in _COUNTRIES_EN
        ),
        cues=(
            "i am *{answer}",
            "i [am|come] from *{country}",
            "i [was born|grew up] in *{country}",
            "[my mother|my father|my family] is *{answer}",
        ),
        ends=(
            "i [fluently|often|always] speak spanish and {answer}",
            "i speak [both|fluent] spanish and {answer}",
            "[at home|at work|every day] i speak spanish and {answer}",
        ),
    ),
    vehicle=Dependency(
        cases=tuple(
            {"owner": owner, "vehicle": vehicle, "answer": other}
            for owner, vehicle, other in _VEHICLES_EN
        ),
        cues=(
            "{owner} *{vehicle} is [broken|broken again]",
            "{owner} *{vehicle} needs repairs",
            "{owner} *{vehicle} is not working",
        ),
        ends=(
            "now i [go|travel] by {answer}",
            "[this month|this week|these days] i [go|travel] by {answer}",
        ),
    ),
    agreement=Dependency(
        cases=tuple({"who": who, "answer": pronoun} for who, pronoun in _PEOPLE),
        cues=(
            "my *[{who}] called me [yesterday|this week]",
            "i saw my *[{who}] [yesterday|this week]",
            "i wrote to my *[{who}]",
        ),
        ends=(
            "i often [think of|cook for] {answer}",
            "i am very proud of {answer}",
            "soon i will [visit|call] {answer}",
        ),
    ),
    between=(
        ("it is [raining|snowing] in the [city|mountains] [today|again]",),
        (
            "it is [very|too|quite] hot in summer",
            "it is [very|too|quite] cold in winter",
        ),
        ("[bread|cheese|fish|fruit|meat|milk] is [very|too|quite] expensive",),
        ("the [shop|pharmacy|museum] [opens|closes] at [eight|nine|ten]",),
        ("the [black|old] [dog|cat] [sleeps|plays] in the [garden|kitchen]",),
        ("the [coffee|soup] at the [bar|hotel] is [very|too|quite] [hot|cold]",),
        ("the birds sing [a lot|all day] in the [park|garden|forest]",),
        ("the [sea|river|lake] is [very|quite] [dirty|calm]",),
        ("the [roses|flowers] in the [park|garden] are [very|quite] [dry|beautiful]",),
        ("there is [a lot of|too much] [noise|smoke|dust] in the [street|square]",),
        ("the [party|wedding|meeting] starts at [eight|nine|ten] [today|tomorrow|on saturday]",),
        ("the kitchen [door|window|table|floor] is [white|red|new]",),
        ("the newspaper has [few|many] [pages|photos|stories]",),
        ("the [apples|grapes|pears|tomatoes] are [very|quite] [cheap|sweet]",),
        ("the [radio|music] at the [bar|hotel] is [very|too|quite] loud",),
        ("the [parcel|letter] arrives [today|tomorrow|on saturday]",),
    ),
)
