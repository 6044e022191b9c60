"""Small invented accounts for the tests of derivation."""

from datetime import date

from tawthiq.nouns import Account, Date


def account(id_: str, text: str, day: int = 10, source: str = "", lang: str = "en", **more: object) -> Account:
    """An account published on a day of March 2012 by a source of its own."""
    when = date(2012, 3, day)
    return Account(id_, source or f"s-{id_}", text, lang, Date("", when.isoformat(), when, when), **more)  # type: ignore[arg-type]


ORIGINAL = (
    "Soldiers came to the mill on 8 March 2012 at 6.40. They led off 31 men. Karim Haddan, a 52-year-old miller, "
    "saw a lorry with the number 4417 at the gate. It went on for nine hours. “They laughed at us,” said Salma Tarraf."
)
COPY = "From our desk. " + ORIGINAL
INDEPENDENT = (
    "On 8 March 2012 the mill was searched. Neighbours heard shouting from 7.15 on. We spoke to Omar Belid, a driver. "
    "He knows of 28 people who were taken away, and of 3 who died."
)
TRANSLATION = (
    "جاء جنود إلى المطحنة في 8 آذار 2012 الساعة 6:40. اقتادوا 31 رجلاً. رأى كريم حدان، وعمره 52 سنة، "
    "شاحنة رقمها 4417 عند الباب. استمر ذلك تسع ساعات."
)
BACKGROUND = "The council met on 8 March 2012 and could not agree. Nobody expects a decision before the summer."
