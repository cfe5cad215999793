"""The scripts of the page without network, read in a page of a test, and what they come to in the shape of JSON."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from waarborg.adapters.form_files.offline.page import read_script

#: The browser takes longer than an example may, and is the same for all of them.
IN_A_BROWSER = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
#: How a test reads what the scripts come to.
SHOW = """
function writeNumber(number) {
  let { digits, places } = number;
  for (; places > 0 && digits % 10n === 0n; places -= 1) digits /= 10n;
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places), behind = places ? `.${text.slice(-places)}` : "";
  return `${digits < 0n ? "-" : ""}${whole}${behind}`;
}
function show(value) {
  if (value === UNKNOWN) return "?";
  if (value instanceof Fault) return { fault: value.code };
  if (value instanceof Num) return { number: writeNumber(value) };
  if (value instanceof Money) return { money: [writeNumber(value.amount), value.currency] };
  if (value instanceof Day) return { day: value.iso };
  if (value instanceof Period) return { period: [value.start.iso, value.end ? value.end.iso : null] };
  if (value instanceof Row) return { row: Object.fromEntries([...value.facts].map(([name, one]) => [name, show(one)])), id: value.id };
  return Array.isArray(value) ? value.map(show) : value;
}
function readForm({ form, answers }) {
  const made = new Form(form), reading = new Reading(made, new Sheet(new Map(answers)));
  const shown = made.parts.flatMap((part) => reading.listPart(part)).filter((one) => !one.isRow);
  return {
    shown: shown.map((one) => [one.place, one.standing, one.waitsFor]),
    counts: Object.fromEntries(made.parts.map((part) => [part.id, reading.measure(part)])),
  };
}
function isBeyond({ what, given }) {
  const known = new Map(given.map(([name, value]) => [name, readValue(value)]));
  return listUnknown(new Evaluation(new Map(), known).conclude(what)).isBeyond;
}
function conclude({ what, given }) {
  const known = new Map(Object.entries(given).map(([name, value]) => [name, readValue(value)]));
  const conclusion = new Evaluation(new Map(), known).conclude(what);
  return [show(conclusion.value), listUnknown(conclusion).names];
}
"""


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    """A page in which the scripts were read that know values, conditions, forms and writing."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Proef</title>")
    page.add_script_tag(content=read_script("values", "law", "reading", "writing") + SHOW)
    yield page
    page.close()
