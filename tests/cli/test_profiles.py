"""capest fields limits: the profiles of published values, and what one of them says."""

from __future__ import annotations

from typer.testing import CliRunner

from capest.cli.app import full_app


def _run(*words):
    return CliRunner().invoke(full_app(), ["fields", *words])


def test_a_profile_shows_its_values_their_kind_and_their_source():
    shown = _run("limits", "kinesis").stdout
    assert "max_ingress = 1 MB/s/shard  (limit)" in shown
    assert "AWS, Kinesis Data Streams Developer Guide" in shown


def test_the_profiles_of_a_field_are_listed_with_what_they_describe():
    shown = _run("limits").stdout
    assert "dynamodb" in shown and "a partition of Amazon DynamoDB" in shown


def test_a_mistyped_profile_gets_the_nearest():
    found = _run("limits", "kinesys")
    assert found.exit_code == 2 and "kinesis" in found.output


def test_a_name_that_two_fields_know_shows_both():
    shown = _run("kinesis").stdout
    assert "max_ingress = 1 MB/s/shard" in shown and "shards take it as limits" in shown
    assert "partition_write = 1 MB/s/partition" in shown and "streams take it as limits" in shown
    assert _run("limits", "kinesis").stdout == shown
    both = _run("postgres").stdout
    assert "entities take it as" in both and "max_connections" in both
    assert "max_connections" not in _run("database", "postgres").stdout
