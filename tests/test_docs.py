"""What the documents claim about settings and commands is what the code has."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from bot import cli, metrics
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def settings() -> list[str]:
    return [name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize("name", settings())
def test_every_setting_stands_in_the_readme_and_in_the_example(name):
    assert f"`{name}`" in README
    assert name in (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", settings())
def test_every_setting_says_what_it_is(name):
    assert Settings.model_fields[name.lower()].description


def test_the_readme_names_only_settings_that_exist():
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == set(settings())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_within_the_repository_is_there(document):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_a_document_names_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ([], ["demo"]),
        (["AS=moderator"], ["demo", "--as", "moderator"]),
        (["PORT=8765"], ["demo", "--port", "8765"]),
    ],
)
def test_make_demo_asks_for_what_the_readme_says(given, arguments):
    make = ["make", "--no-print-directory", "-n", "-o", "install", "demo", *given]
    said = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shlex.split(said.splitlines()[-1])[1:] == arguments


OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_every_metric_is_described_and_nothing_else():
    ends = {"counter": "_total", "info": "_info"}
    told = {one.name + ends.get(one.type, "") for one in metrics.Meters().registry.collect()}
    described = re.findall(r"^\| `(rapport_[a-z_]+)(?:\{[a-z]+\})?` \|", OPERATING, re.MULTILINE)
    assert set(described) == {name for name in told if name.startswith("rapport")}


def test_every_exit_code_is_described():
    codes = {value for name, value in vars(cli).items() if name.isupper() and type(value) is int}
    described = re.findall(r"^\| (\d) \|", OPERATING, re.MULTILINE)
    assert {int(one) for one in described} == codes


COMMANDS = re.findall(r"^rapport [^\n#]+", OPERATING, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_handbook_is_one(command):
    words = shlex.split(command.replace("$(date +%F)", "today"))
    assert cli._parser().parse_args(words[1:]).run


def test_every_command_stands_in_the_readme():
    usage = cli._parser().format_help()
    commands = set(re.findall(r"^    ([a-z]+) ", usage, re.MULTILINE))
    assert commands == set(re.findall(r"`rapport ([a-z]+)[^`]*`(?:,| \|)", README))
