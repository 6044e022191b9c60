"""Sixty sentences that say too much and sixty that do not. All that they tell is invented."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.sentences.wording import PARTS, remarks
from tawthiq.report.shape import Carried, Figure

NOTHING = Carried()
ONE = Carried(parts=dict.fromkeys(PARTS, "one origin"), one_origin=True)
SOME = Carried(parts=dict.fromkeys(PARTS, "consistent"))
BOTH = Carried(parts=dict.fromkeys(PARTS, "corroborated"), independent=2)
SEEN = replace(BOTH, actor="observed")
SCENE = BOTH
GONE = replace(BOTH, destruction=True)
COUNT = replace(BOTH, figures=(Figure("documented"),))
SAID = replace(ONE, figures=(Figure("said", "approximate"),))
OVER = replace(ONE, figures=(Figure("said", "lower"),))
UP_TO = replace(ONE, figures=(Figure("said", "upper"),))
ESTIMATE = replace(BOTH, figures=(Figure("estimated", "approximate", interval=True),))
BARE = replace(BOTH, figures=(Figure("estimated", "approximate"),))
MIXED = replace(BOTH, figures=(Figure("estimated", "approximate", interval=True), Figure("documented")))

OVERCLAIMS = [
    ("Shells fell on the market of Naba on 3 March.", ONE),
    ("The school in Naba was burned down.", SOME),
    ("The army shelled the market.", BOTH),
    ("It is confirmed that the bakery was hit.", ONE),
    ("Two witnesses independently described the raid.", ONE),
    ("According to one resident, it is proven that the bridge fell.", ONE),
    ("The village was levelled.", GONE),
    ("At least {toll.total} people were killed.", SAID),
    ("Up to {claim:c-1} people died.", OVER),
    ("A total of {claim:c-1} people died.", SAID),
    ("{toll.total} people were killed.", ESTIMATE),
    ("An estimated {toll.total} people were killed.", BARE),
    ("{toll.total} people died in the two months, an estimated {toll.named} of them in Naba.", MIXED),
    ("Soldiers deliberately fired on the ambulance.", SEEN),
    ("The strike on the clinic was a war crime.", SEEN),
    ("All the houses of the quarter were damaged.", BOTH),
    ("There is no evidence that the convoy was hit.", BOTH),
    ("The guards tortured patients in the hospital.", ONE),
    ("The film proves that patients were tortured.", ONE),
    ("Clearly, the fire began in the depot.", SOME),
    ("Footage reveals that detainees were beaten.", ONE),
    ("Several sources say that aid was cut off.", ONE),
    ("The attack was carried out by government forces.", ONE),
    ("Residents were systematically denied food.", BOTH),
    ("The massacre of Naba took place on 3 March.", BOTH),
    ("The mosque was razed to the ground.", BOTH),
    ("Nobody was killed in the strike.", BOTH),
    ("The market was shelled; a witness said that it burned.", ONE),
    ("A doctor said that shells fell, but the army targeted the clinic.", ONE),
    ("It is corroborated that the tank stood at Bab Naba.", SOME),
    ("سقطت القذائف على سوق النبع في 3 آذار.", ONE),
    ("أُحرقت المدرسة في قرية النبع.", SOME),
    ("قصف الجيش السوق.", BOTH),
    ("تأكد أن المخبز أصيب.", ONE),
    ("أثبت الفيلم تعذيب المرضى.", ONE),
    ("وفقًا لأحد السكان، ثبت بلا شك أن الجسر سقط.", ONE),
    ("دُمرت القرية.", SCENE),
    ("قُتل ما لا يقل عن {toll.total} شخص.", SAID),
    ("قُتل ما يصل إلى {claim:c-1} شخص.", OVER),
    ("ما مجموعه {claim:c-1} شخص ماتوا.", SAID),
    ("قُتل {toll.total} شخص.", ESTIMATE),
    ("يُقدَّر عدد القتلى بـ {toll.total}.", BARE),
    ("أطلق الجنود النار عمدًا على سيارة الإسعاف.", SEEN),
    ("كان قصف العيادة جريمة حرب.", SEEN),
    ("تضررت جميع بيوت الحي.", BOTH),
    ("لا يوجد دليل على إصابة القافلة.", BOTH),
    ("عذّب الحراس المرضى في المستشفى.", ONE),
    ("من الواضح أن الحريق بدأ في المستودع.", SOME),
    ("تكشف اللقطات ضرب المعتقلين.", ONE),
    ("أفادت عدة مصادر بقطع المساعدات.", ONE),
    ("نفذت قوات النظام الهجوم وقتلت المدنيين.", ONE),
    ("حُرم السكان من الغذاء بشكل ممنهج.", BOTH),
    ("وقعت مجزرة النبع في 3 آذار.", BOTH),
    ("سُوي المسجد بالأرض.", BOTH),
    ("لم يُقتل أحد في الغارة.", BOTH),
    ("قُصف السوق؛ وقال شاهد إنه احترق.", ONE),
    ("قال طبيب إن القذائف سقطت، لكن الجيش استهدف العيادة.", ONE),
    ("شهد مصدران مستقلان بوقوع المداهمة.", ONE),
    ("لا شك في أن الدبابة وقفت عند باب النبع.", SOME),
    ("اعتقلت المخابرات الطبيب.", ONE),
]

SOUND = [
    ("According to one resident, shells fell on the market of Naba on 3 March.", ONE),
    ("The school in Naba appears to have been burned down.", SOME),
    ("The army allegedly shelled the market.", BOTH),
    ("Soldiers shelled the market on 3 March.", SEEN),
    ("One account says that the bakery was hit.", ONE),
    ("Two witnesses, judged independent, described the raid.", BOTH),
    ("We could not verify who fired the shells.", ONE),
    ("The roof of the school was severely damaged.", SCENE),
    ("Houses of the village were destroyed.", GONE),
    ("At least {toll.documented} people were killed.", COUNT),
    ("More than {claim:c-1} people had died, the committee said.", OVER),
    ("Up to {claim:c-1} people had died, the committee said.", UP_TO),
    ("About {claim:c-1} names were listed, the committee reported.", SAID),
    ("An estimated {toll.total} people were killed, between {toll.lower} and {toll.upper}.", ESTIMATE),
    (
        "{toll.documented} people were documented by name; the estimate lies between {toll.lower} and {toll.upper}.",
        MIXED,
    ),
    ("A nurse said that soldiers fired on the ambulance.", ONE),
    ("The office called the strike a war crime.", ONE),
    ("According to a teacher, all the houses of the quarter were damaged.", ONE),
    ("It is not known whether the convoy was hit.", BOTH),
    ("A witness described how guards beat patients in the hospital.", ONE),
    ("The film is consistent with what the October accounts tell.", SOME),
    ("It has not been confirmed that the fire began in the depot.", ONE),
    ("Dark scars in the field are visible in the image of 20 February.", BOTH),
    ("The number of the dead cannot be estimated: the lists do not overlap.", NOTHING),
    ("Aid reached the quarter on 9 March.", BOTH),
    ("The ministry denied that its forces attacked the clinic.", ONE),
    ("One commentator said “the whole city was levelled”, without having been there.", ONE),
    ("Shelling hit the market; who fired remains unclear.", BOTH),
    ("The report of October reportedly rests on interviews.", ONE),
    ("It was confirmed by two independent origins that the market burned.", BOTH),
    ("وفقًا لأحد السكان، سقطت القذائف على سوق النبع في 3 آذار.", ONE),
    ("يبدو أن المدرسة في قرية النبع أُحرقت.", SOME),
    ("يُزعم أن الجيش قصف السوق.", BOTH),
    ("قصف الجنود السوق في 3 آذار.", SEEN),
    ("أفادت رواية واحدة بإصابة المخبز.", ONE),
    ("لم نتمكن من التحقق ممن أطلق القذائف.", ONE),
    ("تضرر سقف المدرسة ضررًا شديدًا.", SCENE),
    ("دُمرت القرية.", GONE),
    ("قُتل ما لا يقل عن {toll.documented} شخص.", COUNT),
    ("قالت اللجنة إن أكثر من {claim:c-1} شخص ماتوا.", OVER),
    ("قالت اللجنة إن ما يصل إلى {claim:c-1} شخص ماتوا.", UP_TO),
    ("ذكرت اللجنة أن نحو {claim:c-1} اسم قيد المعالجة.", SAID),
    ("يُقدَّر عدد القتلى بـ {toll.total}، بين {toll.lower} و{toll.upper}.", ESTIMATE),
    ("قالت ممرضة إن الجنود أطلقوا النار على سيارة الإسعاف.", ONE),
    ("وصف المكتب الغارة بأنها جريمة حرب.", ONE),
    ("بحسب معلم، تضررت جميع بيوت الحي.", ONE),
    ("لا يُعرف إن كانت القافلة قد أصيبت.", BOTH),
    ("روى شاهد كيف ضرب الحراس المرضى في المستشفى.", ONE),
    ("يتسق الفيلم مع روايات تشرين الأول.", SOME),
    ("غير مؤكد أن الحريق بدأ في المستودع.", ONE),
    ("تظهر ندوب داكنة في الحقل في صورة 20 شباط.", BOTH),
    ("لا يمكن تقدير عدد القتلى: فالقوائم لا تتقاطع.", NOTHING),
    ("وصلت المساعدات إلى الحي في 9 آذار.", BOTH),
    ("نفت الوزارة أن قواتها هاجمت العيادة.", ONE),
    ("قال معلق «دُمرت المدينة كلها» دون أن يكون هناك.", ONE),
    ("أصاب القصف السوق؛ ولا يُعرف من أطلقه.", BOTH),
    ("أكد أصلان مستقلان احتراق السوق.", BOTH),
    ("يُرجح أن الدبابة وقفت عند باب النبع.", SOME),
    ("نقلت الصحيفة عن طبيب أن المخابرات اعتقلته.", ONE),
    ("تعذّر تقييم الجزء الشمالي من الصورة بسبب الغيوم.", NOTHING),
]


def test_there_are_sixty_of_each() -> None:
    assert (len(OVERCLAIMS), len(SOUND)) == (60, 60)


@pytest.mark.parametrize(("sentence", "carried"), OVERCLAIMS)
def test_what_says_too_much_is_caught(sentence: str, carried: Carried) -> None:
    found = remarks(sentence, carried)
    assert found
    assert all(one.sentence.say(lang) for one in found for lang in LANGUAGES)


@pytest.mark.parametrize(("sentence", "carried"), SOUND)
def test_what_says_no_more_than_it_may_passes(sentence: str, carried: Carried) -> None:
    assert remarks(sentence, carried) == ()


def test_the_message_says_which_words_the_evidence_carries() -> None:
    (one,) = remarks("The bakery was hit.", ONE)
    assert one.sentence.say() == (
        "\"The bakery was hit\": 'what' rests on one origin alone. The evidence carries: 'according to …', "
        "'one account says', 'reported'."
    )


PRESETS = {
    "ONE": ONE, "SOME": SOME, "BOTH": BOTH, "SEEN": SEEN, "SCENE": SCENE, "GONE": GONE, "COUNT": COUNT, "SAID": SAID,
    "OVER": OVER, "UP_TO": UP_TO, "ESTIMATE": ESTIMATE, "NOTHING": NOTHING,
}  # fmt: skip


def evidence(told: dict[str, str]) -> Carried:
    """What a sentence of ``sentences.json`` carries; an estimate has its interval where both limits stand in it."""
    limits = all(limit in told["sentence"] for limit in ("{toll.lower}", "{toll.upper}"))
    return BARE if told["carried"] == "ESTIMATE" and not limits else PRESETS[told["carried"]]


def test_sentences_of_somebody_who_did_not_know_the_rules() -> None:
    """280 sentences written without sight of the rules; the rules were mended by them, so they measure no more.

    When the first 160 were new, 48 of 80 overclaims were caught and 15 of 80 sound sentences complained of; of the
    120 that came after the mending 52 of 60 and 11 of 60.
    """
    told = json.loads((Path(__file__).parent / "sentences.json").read_text("utf-8"))
    missed = [one for one in told if one["over"] and not remarks(one["sentence"], evidence(one))]
    false = [one for one in told if not one["over"] and remarks(one["sentence"], evidence(one))]
    assert (len(missed), len(false)) == (7, 2)


def test_eighty_more_that_were_new_after_that() -> None:
    """Written before the rules were read. When they were new, 36 of 40 overclaims were caught and 4 of 40 sound ones
    complained of; the causes were mended since, so they measure no more.
    """
    told = json.loads((Path(__file__).parent / "fresh.json").read_text("utf-8"))
    assert [one["sentence"] for one in told if bool(remarks(one["sentence"], evidence(one))) != one["over"]] == []


@pytest.mark.parametrize("said", ["According to one account, shells fell.", "بحسب مصدر أصلي واحد، سقطت القذائف."])
def test_the_number_of_those_who_tell_is_no_number_of_the_dead(said: str) -> None:
    assert remarks(said, Carried({"what": "one origin"})) == ()
    assert remarks(
        said.replace("account", "child").replace("مصدر أصلي واحد", "شاهد، أربعة أطفال"), Carried({"what": "one origin"})
    )
