import re

import pytest

from tawthiq.case import Case
from tawthiq.nouns import Judgement
from tests.web.conftest import Look, Served


def newest(served: Served) -> Judgement:
    with Case.open(served.case) as case:
        return case.judgements()[-1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_before_and_after_the_decision(look: Look, language: str) -> None:
    look.speak(language)
    page = look.at("/pairs")
    assert look.violations() == []
    page.keyboard.press("u")
    page.wait_for_selector(".decided")
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()
    assert look.violations() == []


@pytest.mark.parametrize(("key", "verdict"), [("s", "same"), ("d", "different"), ("u", "unsure")])
def test_a_key_decides_with_its_reason_and_n_shows_the_next_pair(look: Look, key: str, verdict: str) -> None:
    page = look.at("/pairs")
    first = page.locator("input[name=r]").evaluate_all("some => some.map(one => one.value)")[:2]
    page.keyboard.press("w")
    page.keyboard.type("one mother, one day")
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    page.wait_for_selector(".decided")
    made = newest(look.served)
    assert (made.verdict, made.by, made.why) == (verdict, "ana-simulated", "one mother, one day")
    assert set(made.subjects) == set(first)
    page.keyboard.press("n")
    page.wait_for_selector("form.decide")
    assert set(page.locator("input[name=r]").evaluate_all("some => some.map(one => one.value)")) != set(first)


def test_the_score_comes_after_the_decision_and_not_before(look: Look) -> None:
    page = look.at("/pairs")
    before = page.content()
    assert "waterfall" not in before
    assert not re.search("probability|score:|bits", before, re.IGNORECASE)
    page.keyboard.press("d")
    page.wait_for_selector(".waterfall rect")
    bits = [float(one.replace("−", "-")) for one in page.locator(".waterfall td.n").all_inner_texts()]
    assert sum(bits[:-1]) == pytest.approx(bits[-1], abs=0.3)


def test_to_undo_is_a_judgement_of_its_own(look: Look) -> None:
    page = look.at("/pairs")
    page.keyboard.press("s")
    page.wait_for_selector(".decided")
    decided = newest(look.served)
    page.keyboard.press("z")
    page.wait_for_selector("form.decide")
    undone = newest(look.served)
    assert (undone.verdict, undone.subjects) == ("withdraw", (decided.id,))


def test_without_scripts_the_same_form_decides(look: Look) -> None:
    with look.served.client() as client:
        page = client.get("/pairs?queue=new").text
        records = re.findall(r'name="r" value="(r-[0-9a-f]+)"', page)[:2]
        answer = client.post("/pairs/judge", data={"r": records, "verdict": "unsure", "queue": "new"})
    assert answer.status_code == 303
    assert newest(look.served).subjects == tuple(records)


def test_a_second_person_decides_blind(look: Look) -> None:
    with Case.open(look.served.case) as case:
        disputed = next(one for one in case.judgements() if one.verdict == "different" and one.by == "basil-simulated")
    first, second = disputed.subjects
    with look.served.client() as client:
        client.post("/who", data={"handle": "basil-simulated"})
        client.post("/pairs/undo", data={"r": [first, second], "judgement": disputed.id})
        shown = client.get("/pairs", params={"r": [first, second]}).text
        client.post("/who", data={"handle": "ana-simulated"})
    assert "the fathers agree" not in shown
    assert "ana-simulated" not in shown


def test_many_records_stand_side_by_side(look: Look) -> None:
    with Case.open(look.served.case) as case:
        records = [one.id for one in case.shelves.search("الشيخ", 5)]
    page = look.at("/pairs?" + "&".join(f"r={one}" for one in records))
    assert page.locator(".sides thead th").count() == len(records)
    assert look.violations() == []


def test_one_record_is_nothing_to_compare(look: Look) -> None:
    with look.served.client() as client:
        record = re.findall(r'name="r" value="(r-[0-9a-f]+)"', client.get("/pairs").text)[0]
        answer = client.get("/pairs", params={"r": record})
    assert answer.status_code == 400
    assert "Two records or more" in answer.text


def test_the_queues_say_when_nothing_waits(look: Look) -> None:
    page = look.at("/pairs?queue=audit")
    assert "Nothing waits for you" in page.inner_text("#pair")
    assert look.violations() == []
