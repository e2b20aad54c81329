"""The grammar says what the slides say, agrees with itself, and gives nothing away in between."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from lstm_core.grammar import KINDS_OF_SENTENCE, expand
from lstm_core.sentences import (
    GRAMMARS,
    MOST_CLAUSES,
    PAD,
    between_clauses,
    compile_clauses,
    cue_clauses,
    dependency,
    draw_batch,
    draw_clauses,
    end_clauses,
    languages_of,
    sentence,
    vocabulary,
)

LANGUAGES = tuple(GRAMMARS)
CASES = [
    (language, kind, case)
    for language in LANGUAGES
    for kind in KINDS_OF_SENTENCE
    for case in range(len(dependency(language, kind).cases))
]


def fillers(language: str) -> list[str]:
    return [clause for subject in between_clauses(language) for clause in subject]


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        ("vehicle", "es", "mi coche está estropeado , ahora voy en autobús ."),
        ("vehicle", "en", "my car is broken , now i go by bus ."),
        ("nationality", "es", "soy francés , hablo fluidamente español y francés ."),
        ("nationality", "en", "i am french , i fluently speak spanish and french ."),
    ],
)
def test_both_sentences_of_the_slides_word_for_word(kind: str, language: str, said: str) -> None:
    one = sentence(kind, 0, (), language)
    assert " ".join(one.words) == said
    assert one.target == said.split()[-2]
    # And with anything in between.
    between = draw_clauses(np.random.default_rng(1), language, 4)
    longer = sentence(kind, 0, between, language)
    first, last = said.split(" , ")
    assert " ".join(longer.words) == " , ".join((first, *between, last))
    assert longer.words[longer.cue] == one.words[one.cue]
    assert longer.target == one.target


def test_a_pattern_stands_for_every_combination() -> None:
    assert expand("a [b|c] d [e|]") == ["a b d e", "a b d ", "a c d e", "a c d "]
    assert expand("plain") == ["plain"]


@pytest.mark.parametrize(("language", "kind", "case"), CASES)
def test_every_sentence_can_be_asked_for_and_knows_its_two_ends(
    language: str, kind: str, case: int
) -> None:
    cues, ends = cue_clauses(language, kind, case), end_clauses(language, kind, case)
    assert len(set(cues)) == len(cues)
    assert len(set(ends)) == len(ends)
    for i, j in itertools.product(range(len(cues)), range(len(ends))):
        one = sentence(kind, case, ("x y",), language, i, j)
        assert one.words.count(",") == 2
        assert "*" not in "".join(one.words)
        assert f"*{one.words[one.cue]}" in cues[i].split()
        assert one.words[one.answer :] == (ends[j].split()[-1], ".")


# Gender and number as a dictionary gives them; nothing of it is taken from the grammar under test.
NOUNS = {
    noun: form
    for form, nouns in {
        "ms": """coche tren metro tranvía barco padre profesor cocinero enfermero pan queso pescado museo perro gato jardín
            café bar hotel parque bosque mar río lago ruido humo polvo sábado suelo armario periódico paquete calor frío
            mes trabajo""",
        "fs": """moto bicicleta furgoneta madre familia profesora cocinera enfermera fruta carne leche tienda farmacia
            perra gata cocina sopa ciudad montaña calle plaza fiesta boda reunión puerta ventana mesa radio música
            carta""",
        "mp": "profesores cocineros enfermeros pájaros tomates melones días",
        "fp": """profesoras cocineras enfermeras rosas flores páginas fotos noticias manzanas uvas peras ocho nueve
            diez""",
    }.items()
    for noun in nouns.split()
}
STEMS, SINGULAR, PLURAL = (
    words.split()
    for words in (
        """much poc car negr viej tranquil suci sec bonit blanc roj nuev barat alt estropead averiad cansad content nervios
        frí chin rus grieg suec""",
        "está es abre cierra duerme juega empieza tiene llega funciona ha",
        "están cantan",
    )
)
ADJECTIVES = {
    stem + ending: {form}
    for stem in STEMS
    for ending, form in (("o", "ms"), ("a", "fs"), ("os", "mp"), ("as", "fp"))
}
ADJECTIVES |= {f"{stem}esa": {"fs"} for stem in ("franc", "portugu", "japon")}
ADJECTIVES |= {f"{stem}és": {"ms"} for stem in ("franc", "portugu", "japon")}
ADJECTIVES |= {"alemán": {"ms"}, "alemana": {"fs"}}
ADJECTIVES |= {"dulces": {"mp", "fp"}, "caliente": {"ms", "fs"}}
BEFORE_A_NOUN = {"el": "ms", "del": "ms", "la": "fs", "los": "mp", "las": "fp", "este": "ms"}
BEFORE_A_NOUN |= {"estos": "mp"}
ADVERBS = ("mucho", "poco")
VERBS = dict.fromkeys(SINGULAR, "s") | dict.fromkeys(PLURAL, "p")


def disagreements(clause: str) -> list[str]:
    """Words of a Spanish clause that do not agree with their noun; the first noun is the subject."""
    words = clause.replace("*", "").split()
    subject = next((NOUNS[word] for word in words if word in NOUNS), None)
    wrong = []
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        before = words[i - 1] if i else ""
        if word in BEFORE_A_NOUN:
            right = NOUNS[following] == BEFORE_A_NOUN[word]
        elif word in ADJECTIVES and following in NOUNS:
            right = NOUNS[following] in ADJECTIVES[word]
        elif word in ADVERBS:
            right = True  # "llueve mucho"
        elif word in ADJECTIVES and subject and before not in {"de", "en", "ha"}:
            right = subject in ADJECTIVES[word]
        elif word in VERBS and subject:
            right = subject[1] == VERBS[word]
        else:
            right = True
        if not right:
            wrong.append(word)
    return wrong


def test_in_spanish_everything_agrees() -> None:
    cues = [
        one
        for language, kind, case in CASES
        if language == "es"
        for one in cue_clauses("es", kind, case)
    ]
    assert len(cues) > 100
    for clause in fillers("es") + cues:
        assert not disagreements(clause), clause


def test_the_check_of_agreement_can_fail() -> None:
    assert disagreements("la puerta de la cocina es blanco") == ["blanco"]
    assert disagreements("el sopa del bar está caliente") == ["el"]
    assert disagreements("la sopa del bar está muy frío") == ["frío"]
    assert disagreements("los tomates está muy baratos") == ["está"]
    assert disagreements("el periódico tiene muchos fotos") == ["muchos"]
    assert disagreements("mi moto está averiado") == ["averiado"]


def test_speakers_feel_in_their_gender_and_number() -> None:
    for case in range(4):
        forms = {NOUNS[cue.split("*")[1]] for cue in cue_clauses("es", "agreement", case)}
        (form,) = forms
        for cue in cue_clauses("es", "agreement", case):
            assert cue.split()[0] == ("soy" if form[1] == "s" else "somos")
        for end in end_clauses("es", "agreement", case):
            assert form in ADJECTIVES[end.split()[-1]]
            assert ("estoy" if form[1] == "s" else "estamos") in end.split()


def test_in_english_numbers_agree() -> None:
    plural = ["birds", "roses", "flowers", "apples", "grapes", "pears", "tomatoes"]
    for clause in fillers("en"):
        words = clause.split()
        subject_is_plural = any(word in plural for word in words[:3])
        verbs = {word for word in words if word in {"is", "are", "sing", "arrives", "has"}}
        if verbs:
            assert verbs <= ({"are", "sing"} if subject_is_plural else {"is", "arrives", "has"}), (
                clause
            )
    people = {"him": "brother uncle father", "her": "sister aunt mother"}
    people["them"] = "brothers sisters parents"
    for case, (pronoun, who) in enumerate(people.items()):
        cues, ends = cue_clauses("en", "agreement", case), end_clauses("en", "agreement", case)
        assert {cue.split("*")[1].split()[0] for cue in cues} == set(who.split())
        assert {end.split()[-1] for end in ends} == {pronoun}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_between_names_nothing_that_is_asked_for(language: str) -> None:
    telling = {
        word
        for one, kind, case in CASES
        if one == language
        for clause in cue_clauses(one, kind, case)
        for word in clause.split()
        if word.startswith("*")
    }
    telling = {word[1:] for word in telling}
    telling |= {
        clause.split()[-1]
        for one, kind, case in CASES
        if one == language
        for clause in end_clauses(one, kind, case)
    }
    assert len(telling) > 30
    assert not telling & set(" ".join(fillers(language)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["nationality", "vehicle"])
def test_the_last_clause_gives_nothing_away(language: str, kind: str) -> None:
    cases = range(len(dependency(language, kind).cases))
    before = [
        [end.rsplit(" ", 1)[0] for end in end_clauses(language, kind, case)] for case in cases
    ]
    assert all(one == before[0] for one in before)
    # Only the cue's case has this answer.
    answers = [{end.split()[-1] for end in end_clauses(language, kind, case)} for case in cases]
    assert all(len(one) == 1 for one in answers)
    assert len(set.union(*answers)) == len(cases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cue_word_belongs_to_two_cases(language: str) -> None:
    for kind in KINDS_OF_SENTENCE:
        owner: dict[str, int] = {}
        for case in range(len(dependency(language, kind).cases)):
            for cue in cue_clauses(language, kind, case):
                assert owner.setdefault(cue.split("*")[1].split()[0], case) == case


def test_there_are_too_many_sentences_to_learn_by_heart() -> None:
    for language in LANGUAGES:
        sizes = [len(subject) for subject in between_clauses(language)]
        assert len(sizes) > MOST_CLAUSES
        three = sum(a * b * c for a, b, c in itertools.permutations(sizes, 3))
        around = sum(
            len(cue_clauses(one, kind, case)) * len(end_clauses(one, kind, case))
            for one, kind, case in CASES
            if one == language
        )
        # 1,500 training steps of 32 sentences see one in a hundred thousand of them.
        assert three * around > 1e5 * 1500 * 32


def test_a_language_has_a_vocabulary_that_one_can_learn_and_type() -> None:
    for language in LANGUAGES:
        assert 150 < len(vocabulary(language)) < 300
    assert len(vocabulary("both")) == len({*vocabulary("es"), *vocabulary("en")})
    assert vocabulary("es", 2)[:5] == (PAD, ",", ".", "soy", "francés")
    assert {"alemán", "german"} <= {*vocabulary("both", 2)}
    assert not {"griego", "ruso", "greek"} & {*vocabulary("both", 2)}


@pytest.mark.parametrize("language", [*LANGUAGES, "both"])
def test_a_batch_decodes_to_sentences_of_the_grammar(language: str) -> None:
    rng = np.random.default_rng(3)
    kind, n = rng.integers(3, size=300), rng.integers(MOST_CLAUSES + 1, size=300)
    words, length = draw_batch(rng, compile_clauses(language), kind, n)
    known = vocabulary(language)
    seen = set()
    for row, size, which, between in zip(words, length, kind, n, strict=True):
        said = [known[i] for i in row]
        assert said[size:] == [PAD] * (len(said) - size)
        assert said[size - 1] == "."
        first, *middle, last = " ".join(said[: size - 1]).split(" , ")
        assert len(middle) == between
        (found,) = {
            (one, case)
            for one, name, case in CASES
            if name == KINDS_OF_SENTENCE[which]
            and one in languages_of(language)
            and first in [cue.replace("*", "") for cue in cue_clauses(one, name, case)]
            and last in end_clauses(one, name, case)
        }
        subjects = [
            i
            for clause in middle
            for i, subject in enumerate(between_clauses(found[0]))
            if clause in subject
        ]
        assert len(set(subjects)) == between == len(subjects)
        seen.add((which, *found))
    everything = [one for one in CASES if one[0] in languages_of(language)]
    assert len(seen) == len(everything)


def test_the_same_generator_draws_the_same() -> None:
    table = compile_clauses("both")
    kind, n = np.array([0, 1, 2, 0]), np.array([0, 3, 15, 8])
    one, other, third = (
        draw_batch(np.random.default_rng(seed), table, kind, n)[0] for seed in (7, 7, 8)
    )
    np.testing.assert_array_equal(one, other)
    assert one.shape != third.shape or (one != third).any()


def test_few_countries_are_the_first_ones() -> None:
    words, length = draw_batch(
        np.random.default_rng(0),
        compile_clauses("es", 2),
        np.zeros(200, np.int64),
        np.zeros(200, np.int64),
    )
    answers = {vocabulary("es", 2)[row[size - 2]] for row, size in zip(words, length, strict=True)}
    assert answers == {"francés", "alemán"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_clauses_for_a_slider_grow_at_the_end(language: str) -> None:
    drawn = [draw_clauses(np.random.default_rng(4), language, n) for n in range(MOST_CLAUSES + 1)]
    for n, clauses in enumerate(drawn):
        assert len(clauses) == n
        assert clauses == drawn[-1][:n]
    with pytest.raises(ValueError, match="0 to 15 clauses, not 16"):
        draw_clauses(np.random.default_rng(4), language, 16)
