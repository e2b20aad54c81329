"""Questions of slides 3 to 5, decided by the ten seeds of every kind of net that ship with each case."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lab.shipped_cases import shipped_case
from lstm_core.arrays import Array
from lstm_core.cases.verdict import Margin, margin, verdict
from ui.cases.words import kind_names
from ui.lesson.question import Option, Question, Verdict
from ui.memory.nets import percent
from ui.text import _, language, number

PATIENTS = ("diabetes", "cancer")
KINDS = ("dense", "convolutional", "recurrent")
SPOKEN = ("frame", "mean", "convolutional", "recurrent")
VOICES = range(60, 64)  # that no net has heard
ALIKE = 0.9  # share of equal answers from which a net does not notice
Scores = Mapping[str, Array]  # kind of net -> (S,) share of right answers at the end


def scores(case: str, change: str = "") -> dict[str, Array]:
    """Of every kind of net of a case, what its seeds scored at the end."""
    lanes = shipped_case(case, language() if case == "speech" else "", change)
    return {lane.config.kind: lane.accuracy for lane in lanes}


def names_of(case: str) -> dict[str, str]:
    """What the kinds are called within a sentence: without the commas that the names of the page have."""
    short = {"frame": _("one frame"), "mean": _("mean over time")}
    return {kind: short.get(kind, name) for kind, name in kind_names(case).items()}


def winners(found: Scores, options: tuple[str, ...]) -> tuple[int, ...]:
    """The places among `options` of the kinds that the seeds do not tell apart from the best."""
    level = verdict(found).level
    return tuple(place for place, kind in enumerate(options) if kind in level)


def told(case: str, found: Scores) -> str:
    """What each kind scored, in words."""
    names = names_of(case)
    seeds = len(next(iter(found.values())))
    return _(
        "Right on what they had not seen, mean of {n} seeds: {each}.",
        n=seeds,
        each=_kinds(names, found),
    )


def ahead(case: str, found: Scores) -> str:
    """By how much the best is ahead of the next, or that it is not."""
    judged, names = verdict(found), names_of(case)
    if judged.is_draw:
        level = _and([names[kind] for kind in judged.level])
        return _("The seeds do not tell these apart: {level}.", level=level)
    gap = min(judged.margins.values(), key=lambda one: one.mean)
    return _(
        "The best is ahead of the next by {mean} points (95 % interval {low} to {high}).",
        mean=_points(gap.mean),
        low=_points(gap.low),
        high=_points(gap.high),
    )


def _and(names: list[str]) -> str:
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def _points(share: float) -> str:
    return number(100 * share, 1)


def _vector() -> Question:
    return Question(
        "vector",
        _("Predicting a disease from a feature vector: which kind of network would we use?"),
        (
            Option(
                _("A dense network"),
                _(
                    "Every number gets a weight of its own, in any order. A vector has no neighbours and no before and after, so nothing is lost and nothing has to be undone."
                ),
            ),
            Option(
                _("A convolutional network"),
                _(
                    "It looks at neighbours with the same filter everywhere. That age stands beside weight means little; with so few columns it still sees nearly everything and need not be far behind, but it gains nothing."
                ),
            ),
            Option(
                _("A recurrent network"),
                _(
                    "It reads the columns one after the other, as if they were a sequence, and has to carry the first ones to the end. With few columns it can keep up; with more of them it has farther to carry, for an order that is not there."
                ),
            ),
        ),
        decide_vector,
    )


def decide_vector() -> Verdict:
    """Whoever is not behind the best in any of the patients; if nobody is such, not behind in their mean."""
    found = {case: scores(case) for case in PATIENTS}
    names, whose = names_of(PATIENTS[0]), (_("Diabetes"), _("breast tumours"))
    seeds = len(found[PATIENTS[0]][KINDS[0]])
    each = "; ".join(
        _("{case}: {kinds}", case=case, kinds=_kinds(names, of_case))
        for case, of_case in zip(whose, found.values(), strict=True)
    )
    said = _("Right on patients they had not seen, mean of {n} seeds. {each}.", n=seeds, each=each)
    right = [
        place
        for place in range(len(KINDS))
        if all(place in winners(of_case, KINDS) for of_case in found.values())
    ]
    if not right:
        mean = {kind: np.mean([one[kind] for one in found.values()], axis=0) for kind in KINDS}
        return Verdict(winners(mean, KINDS), said)
    level = " / ".join(names[KINDS[place]] for place in right)
    neither = _("Behind in neither, as far as these seeds tell: {level}.", level=level)
    return Verdict(tuple(right), f"{said} {neither}")


def _kinds(names: Mapping[str, str], found: Scores) -> str:
    return ", ".join(
        _("{name} {share}", name=names[kind], share=percent(float(each.mean())))
        for kind, each in found.items()
    )


def _columns() -> Question:
    return Question(
        "columns",
        _(
            "Now all columns are shuffled, the same way for every patient, and the three learn anew. Which of them is worse than before?"
        ),
        (
            Option(
                _("The dense network"),
                _(
                    "To it a column is only a number with a weight. In another place it gets another weight, and that is all."
                ),
            ),
            Option(
                _("The convolutional network"),
                _(
                    "It would be if neighbours had meant much. Some stand together that belong together, such as the values of the blood, but with so few columns its filters see nearly all of them in any order."
                ),
            ),
            Option(
                _("The recurrent network"),
                _(
                    "It would be if there had been a before and an after. It has to learn its way through another order, which is no harder than the first."
                ),
            ),
            Option(
                _("None of them, as far as the seeds can tell"),
                _(
                    "The order of the columns meant little: ten seeds of each show no loss. Remember it when the pixels are shuffled."
                ),
            ),
        ),
        decide_columns,
    )


def drops(case: str) -> dict[str, Margin]:
    """By how much every kind is better before the change than after it, seed by seed."""
    before, after = scores(case), scores(case, "permuted")
    return {kind: margin(before[kind], after[kind]) for kind in before}


def decide_columns() -> Verdict:
    """Those whose loss the seeds support."""
    found = drops("diabetes")
    worse = tuple(place for place, kind in enumerate(KINDS) if found[kind].low > 0)
    return Verdict(worse or (3,), fallen("diabetes", found))


def fallen(case: str, found: Mapping[str, Margin]) -> str:
    """What each kind loses, in words."""
    names = names_of(case)
    said = [
        _(
            "{name} {mean} ({low} to {high})",
            name=names[kind],
            mean=_points(one.mean),
            low=_points(one.low),
            high=_points(one.high),
        )
        for kind, one in found.items()
    ]
    seeds = next(iter(found.values())).seeds
    return _(
        "Points lost by shuffling, mean of {n} seeds (95 % interval): {each}.",
        n=seeds,
        each="; ".join(said),
    )


def _iris() -> Question:
    return Question(
        "iris",
        _("Are two images of the same eye? Which kind of network would we use?"),
        (
            Option(
                _("A dense network"),
                _(
                    "It sees every pixel with a weight of its own, so a texture that is a little turned or moved is something new to it. It does not know that pixels have neighbours."
                ),
            ),
            Option(
                _("A convolutional network"),
                _(
                    "The same small filters go over the whole image: a texture is found wherever it is, and a few weights learn from all places at once."
                ),
            ),
            Option(
                _("A recurrent network"),
                _(
                    "It reads the image row by row and has to keep the upper ones until the last. It knows about one direction only, and treats it as time."
                ),
            ),
        ),
        decide_iris,
    )


def decide_iris() -> Verdict:
    """Whoever is not behind the best."""
    found = scores("iris")
    return Verdict(winners(found, KINDS), f"{told('iris', found)} {ahead('iris', found)}")


def _pixels() -> Question:
    return Question(
        "pixels",
        _(
            "The pixels are shuffled, the same way in every image, and the three learn anew. Who loses most?"
        ),
        (
            Option(
                _("The dense network"),
                _(
                    "It never knew which pixels are neighbours. For it, it is the same task in another order."
                ),
            ),
            Option(
                _("The convolutional network"),
                _(
                    "All information is still there, but no longer where its filters look: what belongs together is not side by side any more. Its advantage was a supposition about images, and that no longer holds."
                ),
            ),
            Option(
                _("The recurrent network"),
                _(
                    "The rows are mixed up, and it too lives on what follows what. But it had less to lose here."
                ),
            ),
            Option(
                _("Nobody: all the information is still there"),
                _(
                    "It is there, but a network also needs its structure to find it: from few examples it learns only what its wiring makes easy."
                ),
            ),
        ),
        decide_pixels,
    )


def decide_pixels() -> Verdict:
    """The largest fall, and those that the seeds do not tell apart from it; nobody if that is none."""
    before, after = scores("iris"), scores("iris", "permuted")
    lost = {kind: before[kind] - after[kind] for kind in KINDS}
    first = max(lost, key=lambda kind: float(np.nanmean(lost[kind])))
    found = {kind: margin(before[kind], after[kind]) for kind in KINDS}
    level = [kind for kind in KINDS if kind == first or margin(lost[first], lost[kind]).is_draw]
    right = tuple(KINDS.index(kind) for kind in level) if found[first].low > 0 else (3,)
    return Verdict(right, fallen("iris", found))


def _speech() -> Question:
    return Question(
        "speech",
        _(
            "Six words, among them some that are made of the same sounds in another order. Which network tells them apart best?"
        ),
        (
            Option(
                _("A dense one that looks at the loudest frame"),
                _(
                    "One frame is one sound. Words that share their loudest sound look nearly the same to it, whatever comes before and after."
                ),
            ),
            Option(
                _("A dense one that looks at the mean over time"),
                _(
                    "The mean says which sounds were there, but not in which order: a word and the same word from back to front have the same mean."
                ),
            ),
            Option(
                _("A convolutional one that goes over time"),
                _(
                    "Its window sees how one sound goes over into the next, a tenth of a second at a time. For words as short as these that may be enough; what lies farther apart it cannot put in order."
                ),
            ),
            Option(
                _("A recurrent one"),
                _(
                    "It hears one frame after the other and takes along what it has heard. What counts is the order, and order is what it is made for."
                ),
            ),
        ),
        decide_speech,
    )


def decide_speech() -> Verdict:
    """Whoever is not behind the best. What the others scored is what the next question asks."""
    found = scores("speech")
    right = winners(found, SPOKEN)
    best = {SPOKEN[k]: found[SPOKEN[k]] for k in right}
    return Verdict(right, f"{told('speech', best)} {ahead('speech', found)}")


def _better() -> Question:
    return Question(
        "better",
        _(
            "Instead of one frame, a dense network gets the mean of all frames: it has heard the whole word. Is that as good as a recurrent one?"
        ),
        (
            Option(
                _("Yes: all the sounds are in it"),
                _(
                    "They are, but added up: what came first and what came last cannot be told from a sum."
                ),
            ),
            Option(
                _("Better than one frame, but not as good"),
                _(
                    "It has a trace of every sound, where one frame has a single one, but all of them blended. Whether that helps depends on the words. Their order is lost in any case, and for that one needs a memory."
                ),
            ),
            Option(
                _("No better than a single frame"),
                _(
                    "One frame is a single sound, and clear; the mean is a trace of all of them, blended. Which says more depends on the words; neither of the two knows their order."
                ),
            ),
        ),
        decide_better,
    )


def decide_better() -> Verdict:
    """The mean against the recurrent net, and against one frame, seed by seed."""
    found = scores("speech")
    behind = margin(found["recurrent"], found["mean"])
    better = margin(found["mean"], found["frame"])
    right = 0 if behind.low <= 0 else 1 if better.low > 0 else 2
    some = {kind: found[kind] for kind in ("frame", "mean", "recurrent")}
    return Verdict((right,), told("speech", some))


def _backwards() -> Question:
    return Question(
        "backwards",
        _(
            "The same recording from the last frame to the first. Which networks give the same answers as before?"
        ),
        (
            Option(
                _("None: it sounds quite different"),
                _(
                    "To us. A network that does not hear the order has the same numbers before it as before."
                ),
            ),
            Option(
                _("Those that do not hear the order"),
                _(
                    "The loudest frame is the same one, and so is the mean: to them nothing has happened. The others hear another word."
                ),
            ),
            Option(
                _("All: it is made of the same frames"),
                _(
                    "The frames are the same, what follows what is not; and a recurrent network has learned from that."
                ),
            ),
        ),
        decide_backwards,
    )


def alike() -> dict[str, float]:
    """For every kind of net how often it says the same to a recording of a stranger and to the same from back to front."""
    from lstm_core.cases.spectrum import frames
    from lstm_core.cases.speech import CLIP, words
    from lstm_core.cases.speech_twin import answers
    from lstm_core.cases.synth import voice, word

    lanes = shipped_case("speech", language())
    rng = np.random.default_rng(0)
    said = [
        frames(word(name, voice(who), 1.0, 0.01, rng, CLIP))
        for who in VOICES
        for name in words(language())
    ]
    heard = np.stack(said)  # (B, T, BANDS)
    found = {}
    for lane in lanes:
        there, back = (
            answers(lane.weights, lane.config, one).argmax(axis=1)
            for one in (heard, np.ascontiguousarray(heard[:, ::-1]))
        )
        found[lane.config.kind] = float((there == back).mean())
    return found


def decide_backwards() -> Verdict:
    """By how many kinds of net say the same."""
    found = alike()
    same = [share >= ALIKE for share in found.values()]
    right = 2 if all(same) else 1 if any(same) else 0
    names = names_of("speech")
    said = ", ".join(
        _("{name} {share}", name=names[kind], share=percent(share)) for kind, share in found.items()
    )
    return Verdict((right,), _("The same answer forwards and backwards: {each}.", each=said))


QUESTIONS = {
    "vector": _vector,
    "columns": _columns,
    "iris": _iris,
    "pixels": _pixels,
    "speech": _speech,
    "better": _better,
    "backwards": _backwards,
}
