"""Days that royal decree equates with general holidays for the Algemene termijnenwet (art. 3 par. 3).

A decree names the days of some years at a time, mostly three. Those that are known here are below, with the title of
the decree or the number of the Staatscourant it stands in; of the years 2020 to 2022 and of those before 2017 they
are not known here. Whoever knows more gives it as `equated` to the functions that reckon with terms.
"""

from collections.abc import Mapping
from datetime import date

_2017 = "koninklijk besluit van 31 oktober 2016 (Stcrt. 2016, 58653)"
_2023 = (
    "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025 met een "
    "algemeen erkende feestdag"
)
_2026 = (
    "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028 met een "
    "algemeen erkende feestdag"
)

#: Each day with the decree that equates it.
EQUATED: Mapping[date, str] = {
    date(2017, 4, 28): _2017,
    date(2017, 5, 26): _2017,
    date(2018, 5, 11): _2017,
    date(2018, 12, 24): _2017,
    date(2018, 12, 31): _2017,
    date(2019, 5, 31): _2017,
    date(2019, 12, 27): _2017,
    date(2023, 4, 28): _2023,
    date(2023, 5, 19): _2023,
    date(2024, 5, 10): _2023,
    date(2024, 12, 27): _2023,
    date(2025, 5, 30): _2023,
    date(2026, 1, 2): _2026,
    date(2026, 5, 15): _2026,
    date(2027, 5, 7): _2026,
    date(2028, 4, 28): _2026,
    date(2028, 5, 26): _2026,
}
