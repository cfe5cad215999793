"""The hostile surroundings of the tests themselves: each trap must be able to close."""

import os
import random
import socket
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.template import engines
from django.utils import timezone
from pytest_socket import SocketConnectBlockedError

from tests import plugin
from tests.conftest import NOW
from tests.strict_pages import find_faults
from tests.strict_templates import UndefinedVariable

PAGE = '<!doctype html><html lang="nl"><head><title>x</title></head><body>{body}</body></html>'


def test_the_clock_stands_still() -> None:
    assert datetime.now(UTC) == NOW == timezone.now()


@pytest.mark.real_time
def test_the_clock_runs_where_a_test_asks_for_it() -> None:
    assert abs(datetime.now(UTC) - NOW) > timedelta(seconds=1)


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(SocketConnectBlockedError), socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_an_undefined_template_variable_fails() -> None:
    template = engines["django"].from_string("{{ person.name }}")
    with pytest.raises(UndefinedVariable, match="person"):
        template.render({})


def test_a_condition_on_an_undefined_variable_is_false() -> None:
    assert engines["django"].from_string("{% if person %}yes{% else %}no{% endif %}").render({}) == "no"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>go()</script>", "inline <script>"),
        ("<style>p {}</style>", "inline <style>"),
        ('<p style="color: red">x</p>', "style attribute on <p>"),
        ('<a href="/x" onclick="go()">x</a>', "onclick handler on <a>"),
        ('<a href="JavaScript:go()">x</a>', "javascript: address in href of <a>"),
        ("<p>{{ name }}</p>", "unrendered template text: {{ name }}"),
        ('<p title="{% url x %}">x</p>', "unrendered template text in title of <p>: {% url x %}"),
    ],
)
def test_a_page_with_a_fault_of_markup_is_refused(body: str, fault: str) -> None:
    assert find_faults(PAGE.format(body=body)) == [fault]


@pytest.mark.parametrize(
    "body",
    [
        '<script src="/static/x.js"></script>',
        '<script type="application/json">{"a": {"b": {}}}</script>',
        '<input data-vals=\'{"a": {"b": 1}}\'>',
        "<p>Percentages of 5% and {braces}</p>",
    ],
)
def test_a_page_without_faults_passes(body: str) -> None:
    assert find_faults(PAGE.format(body=body)) == []


def test_a_page_names_its_language_and_a_fragment_need_not() -> None:
    assert find_faults("<html><body></body></html>") == ["<html> has no lang attribute"]
    assert find_faults("<p>part</p>") == []


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any_order() -> None:
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(
        ContentType(app_label="made_up", model=f"model{number:02}") for number in range(40)
    )
    unordered = {tuple(ContentType.objects.values_list("id", flat=True)) for _ in range(5)}
    ordered = {tuple(ContentType.objects.order_by("id").values_list("id", flat=True)) for _ in range(5)}
    assert len(unordered) > 1
    assert len(ordered) == 1


@pytest.mark.django_db
def test_shuffling_leaves_the_random_numbers_of_a_test_alone() -> None:
    before = random.getstate()
    assert list(ContentType.objects.all())
    assert random.getstate() == before


def test_a_complete_run_accepts_only_real_files_that_are_not_on_the_machine() -> None:
    assert plugin.is_acceptable_skip("Put the folder there: WAARBORG_SHARED", shared=None)
    assert not plugin.is_acceptable_skip("Put the folder there: WAARBORG_SHARED", shared=Path("shared"))
    assert not plugin.is_acceptable_skip("No browser", shared=None)


@pytest.mark.parametrize(
    ("has_pyspark", "java"), [(False, "/usr/bin/java"), (True, None), (True, "/usr/bin/java")]
)
def test_a_complete_run_skips_spark_only_where_it_is_not(
    monkeypatch: pytest.MonkeyPatch, has_pyspark: bool, java: str | None
) -> None:
    monkeypatch.setattr(plugin, "find_spec", lambda _: object() if has_pyspark else None)
    monkeypatch.setattr(plugin.shutil, "which", lambda _: java)
    acceptable = plugin.is_acceptable_skip("Spark is not here: install Java 17", shared=None)
    assert acceptable is not (has_pyspark and java is not None)


def test_settings_of_the_caller_do_not_reach_the_tests() -> None:
    own = {name for name in os.environ if name.startswith("WAARBORG_")}
    assert own <= plugin.OURS | {"WAARBORG_DATA"}
