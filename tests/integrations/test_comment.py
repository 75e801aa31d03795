"""The action that keeps a comment: its steps run against a repository of git, and against a server
that answers as GitHub's documentation says ("REST API endpoints for issue comments", "Using
pagination in the REST API", "Rate limits for the REST API", docs.github.com, read 2026).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github/actions/comment"
ACTION = yaml.safe_load((FOLDER / "action.yml").read_text("utf-8"))
SCRIPT = FOLDER / "comment.py"
MARK = "<!-- capest-comment -->\n"
BOT = "github-actions[bot]"
TOKEN = "ghs_ofthistest"  # noqa: S105
CHANGES = "### What changes in the numbers\n\n`a` is new.\n"
NOTHING = "no scenario is written otherwise than in main.\n"


class Hub:
    """The comments of one pull request, and how requests are answered."""

    def __init__(self):
        self.comments = []
        self.asked = []
        self.answers = []
        """What is answered before anything else: statuses with headers and a message."""
        self.page = 30
        self.elsewhere = ""

    def add(self, body, login=BOT):
        self.comments.append({"id": len(self.comments) + 1, "user": {"login": login}, "body": body})

    def bodies(self, login=BOT):
        return [each["body"] for each in self.comments if each["user"]["login"] == login]


def _handler(hub):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            self.answer("GET")

        def do_POST(self):
            self.answer("POST")

        def do_PATCH(self):
            self.answer("PATCH")

        def answer(self, method):
            size = int(self.headers.get("Content-Length") or 0)
            given = json.loads(self.rfile.read(size)) if size else None
            hub.asked.append((method, self.path))
            if hub.answers:
                status, headers, message = hub.answers.pop(0)
                self.send(status, {"message": message}, headers)
            elif self.headers["Authorization"] != f"Bearer {TOKEN}":
                self.send(401, {"message": "Bad credentials"})
            elif self.headers["X-GitHub-Api-Version"] != "2022-11-28":
                self.send(400, {"message": "no version"})
            elif given and len(given["body"]) > 65_536:
                self.send(422, {"message": "Validation Failed"})
            else:
                self.serve(method, given)

        def serve(self, method, given):
            path, _, query = self.path.partition("?")
            if method == "GET" and path == "/repos/o/r/issues/7/comments":
                page = int((re.search(r"[?&]page=(\d+)", f"?{query}") or [0, 1])[1])
                first = (page - 1) * hub.page
                links = {}
                if first + hub.page < len(hub.comments):
                    host = hub.elsewhere or f"http://{self.headers['Host']}"
                    following = f"<{host}{path}?per_page=100&page={page + 1}>"
                    links = {"Link": f'{following}; rel="next", <{host}{path}?page=9>; rel="last"'}
                self.send(200, hub.comments[first : first + hub.page], links)
            elif method == "POST" and path == "/repos/o/r/issues/7/comments":
                hub.add(given["body"])
                self.send(201, hub.comments[-1])
            elif found := re.fullmatch(r"/repos/o/r/issues/comments/(\d+)", path):
                hub.comments[int(found[1]) - 1]["body"] = given["body"]
                self.send(200, hub.comments[int(found[1]) - 1])
            else:
                self.send(404, {"message": "Not Found"})

        def send(self, status, value, headers=()):
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, text in dict(headers).items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


@contextmanager
def _served(hub):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hub():
    found = Hub()
    with _served(found) as url:
        found.url = url
        yield found


def _event(folder, source="o/r"):
    pull = {"number": 7, "head": {"repo": {"full_name": source}}}
    (folder / "event.json").write_text(json.dumps({"pull_request": pull}))


def comment(hub, folder, text=CHANGES, source="o/r", **environment):
    (folder / "text.md").write_text(text)
    _event(folder, source)
    environment = {
        "GITHUB_API_URL": hub.url,
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "no_proxy": "*",
        **environment,
    }
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(folder / "text.md")],
        env=environment, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr and TOKEN not in done.stdout + done.stderr
    return done.returncode, done.stdout


# --- one comment ---


def test_one_comment_is_created_then_updated_then_left(hub, tmp_path):
    assert comment(hub, tmp_path) == (0, "the comment is created\n")
    assert hub.bodies() == [MARK + CHANGES]
    assert comment(hub, tmp_path) == (0, "the comment is up to date\n")
    assert comment(hub, tmp_path, CHANGES.replace("a", "b")) == (0, "the comment is updated\n")
    assert comment(hub, tmp_path, NOTHING) == (0, "the comment is updated\n")
    assert hub.bodies() == [MARK + NOTHING]
    methods = [method for method, _ in hub.asked]
    assert methods == ["GET", "POST", "GET", "GET", "PATCH", "GET", "PATCH"]


def test_nothing_changed_begins_no_comment(hub, tmp_path):
    assert comment(hub, tmp_path, NOTHING)[1] == "no number changes, so there is no comment\n"
    assert hub.comments == []


def test_our_comment_is_found_on_a_later_page_and_nobody_elses_is_taken(hub, tmp_path):
    hub.add(MARK + "a stranger's, with our mark", login="mallory")
    for number in range(70):
        hub.add(f"comment {number}", login="alice")
    hub.add(f"says {MARK}", login=BOT)
    hub.add(MARK + "old")
    assert comment(hub, tmp_path) == (0, "the comment is updated\n")
    assert hub.comments[-1]["body"] == MARK + CHANGES
    assert hub.comments[0]["body"].endswith("with our mark")
    assert [path.partition("&page=")[2] for _, path in hub.asked[:3]] == ["", "2", "3"]


def test_a_page_elsewhere_gets_no_token(hub, tmp_path):
    for number in range(70):
        hub.add(f"comment {number}", login="alice")
    hub.elsewhere = "http://127.0.0.1:9"
    code, said = comment(hub, tmp_path)
    assert code == 2 and "which gets no token" in said and hub.bodies() == []


# --- what is refused ---


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "the token is not valid (401: no)"),
        (403, "the token may not comment: the job needs `permissions: pull-requests: write`"),
        (404, "there is no such pull request"),
        (422, "GitHub does not take the text"),
        (418, "GitHub could not do it"),
        (301, "GitHub could not do it"),
    ],
)
def test_what_github_refuses_is_told_with_what_to_do(hub, tmp_path, status, said):
    hub.answers = [(status, {"Location": "http://127.0.0.1:9/"}, "no")]
    code, out = comment(hub, tmp_path)
    assert code == 2 and out.startswith(f"::error title=capest::{said}")
    assert len(hub.asked) == 1


@pytest.mark.parametrize("status", [403, 404])
def test_a_fork_has_no_rights_and_fails_nothing(hub, tmp_path, status):
    hub.answers = [(status, {}, "Resource not accessible by integration")]
    code, out = comment(hub, tmp_path, source="mallory/r")
    assert code == 0 and out.startswith("::notice title=capest::a run for a fork")


def test_limits_are_waited_for_as_long_as_github_says(hub, tmp_path):
    soon = str(int(time.time()) + 1)
    hub.answers = [
        (403, {"retry-after": "1"}, "You have exceeded a secondary rate limit"),
        (429, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": soon}, "API rate limit exceeded"),
    ]
    begin = time.monotonic()
    assert comment(hub, tmp_path) == (0, "the comment is created\n")
    assert time.monotonic() - begin >= 1


@pytest.mark.parametrize(
    "headers",
    [{"retry-after": "3600"}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999"}],
)
def test_a_limit_that_lasts_is_told(hub, tmp_path, headers):
    hub.answers = [(403, headers, "API rate limit exceeded")]
    code, out = comment(hub, tmp_path)
    assert code == 2 and "API rate limit exceeded" in out and len(hub.asked) == 1


def test_a_fault_of_githubs_own_is_tried_again(hub, tmp_path):
    hub.answers = [(502, {}, "Bad Gateway")]
    assert comment(hub, tmp_path) == (0, "the comment is created\n")


def test_a_server_that_is_not_there_and_one_without_https(hub, tmp_path):
    code, out = comment(hub, tmp_path, GITHUB_API_URL="http://127.0.0.1:9")
    assert code == 2 and "GitHub cannot be asked" in out
    code, out = comment(hub, tmp_path, GITHUB_API_URL="http://example.org")
    assert code == 2 and "gets no token" in out
    assert comment(hub, tmp_path, GITHUB_REPOSITORY="o/r/../x")[0] == 2
    assert hub.asked == []


def test_a_run_for_no_pull_request(hub, tmp_path):
    (tmp_path / "none.json").write_text("{}")
    code, out = comment(hub, tmp_path, GITHUB_EVENT_PATH=str(tmp_path / "none.json"))
    assert code == 2 and "this is no run for a pull request" in out


def test_words_of_github_are_no_commands_of_the_runner(hub, tmp_path):
    hub.answers = [(422, {}, "a\n::add-mask::x\n##[error]y")]
    out = comment(hub, tmp_path)[1]
    assert out.count("\n") == 1 and "::add-mask" not in out and "##[" not in out


# --- the text ---


def test_a_text_calls_nobody_and_is_as_long_as_github_takes(hub, tmp_path):
    row = "| `search.qps` | @alice é | 1.5x |\n"
    text = f"{CHANGES}\n<details><summary>more</summary>\n\n{row * 5000}\n</details>\n"
    assert comment(hub, tmp_path, text)[0] == 0
    (body,) = hub.bodies()
    assert len(body.encode()) <= 65_536 and "@alice" not in body
    assert body.count("<details>") == body.count("</details>") == 1
    assert body.endswith("which the summary of the run has whole.\n")
    assert comment(hub, tmp_path, text)[1] == "the comment is up to date\n"


# --- the step before ---


@pytest.fixture
def repository(tmp_path):
    """A branch that changes a scenario, of which a document quotes a number."""
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    model = (
        "capest: 1\ntitle: '@alice #1 <b>::set-env'\nassumptions: {dau: 300M}\n"
        "traffic: {search: {per_user: 10/day}}\nexpect: [search.qps ~ 35k/s]\n"
    )
    (folder / "docs" / "search.capest.yaml").write_text(model)
    (folder / "docs" / "search.md").write_text("35K QPS<!-- capest: search.qps -->\n")

    def git(*words):
        known = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        subprocess.run(["git", "-C", str(folder), *known, *words], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("update-ref", "refs/remotes/origin/main", "main")
    git("switch", "-qc", "change")
    (folder / "docs" / "search.capest.yaml").write_text(model.replace("300M", "600M"))
    git("commit", "-qam", "second")
    return folder


def _step(name, repository, **inputs):
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    assert "${{" not in step["run"], "inputs are not pasted into code"
    temp = repository.parent / "temp"
    (temp / "capest").mkdir(parents=True, exist_ok=True)
    if not (temp / "capest" / "bin").exists():
        (temp / "capest" / "bin").symlink_to(Path(sys.executable).parent)
    own = {name: text for name, text in os.environ.items() if not name.startswith("GITHUB_")}
    environment = {**own, "RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(temp / "summary")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=repository, env=environment | {"FOLDER": ".", "BASE": "main"} | inputs,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    written = temp / "capest-comment.md"
    return done, written.read_text() if written.exists() else ""


def test_the_text_has_old_new_factor_expectations_and_quoting_documents(repository, hub):
    done, text = _step("Compare", repository)
    assert done.returncode == 0 and done.stderr == ""
    assert "| `traffic.qps` | 34.7k request/s | 69.4k request/s | 2x |" in text
    assert "- **no longer holds** `search.qps ~ 35k/s`" in text
    assert "| docs/search.md | 1 | 1 |" in text
    assert "@alice" not in text and "<b>" not in text, "what a stranger writes is text"
    assert (repository.parent / "temp" / "summary").read_text() == text
    assert comment(hub, repository, text) == (0, "the comment is created\n")


def test_a_base_that_is_not_there_is_told(repository):
    done, _ = _step("Compare", repository, BASE="mian")
    assert done.returncode == 2 and "fetch-depth: 0" in done.stdout


def test_a_scenario_that_cannot_be_computed_fails_no_comment(repository):
    (repository / "docs" / "search.capest.yaml").write_text("derived: {a: 3 dya}\n")
    done, text = _step("Compare", repository)
    assert done.returncode == 0 and "::warning" in done.stdout
    assert "`docs/search.capest.yaml` cannot be computed." in text


def test_no_file_of_a_stranger_is_run_as_a_module(repository):
    for name in ("venv", "json", "typing", "capest", "sitecustomize"):
        (repository / f"{name}.py").write_text("raise SystemExit('a stranger runs')\n")
    done, text = _step("Compare", repository)
    assert done.returncode == 0 and "### What changes" in text
    words = ["python3", "-I", "-m", "venv", "--help"]
    assert subprocess.run(words, cwd=repository, capture_output=True, check=False).returncode == 0
    for path in (".github/actions/check/action.yml", ".github/actions/comment/action.yml"):
        for step in yaml.safe_load((ROOT / path).read_text("utf-8"))["runs"]["steps"]:
            for call in re.findall(r"\bpython3? +(-\S+)", step.get("run", "")):
                assert call == "-I", path


def test_the_step_that_reads_documents_knows_no_token():
    for step in ACTION["runs"]["steps"]:
        has_token = "inputs.token" in json.dumps(step)
        assert has_token == (step.get("name") == "Comment")
        assert not (has_token and "bin/capest" in step["run"])


# --- GitLab ---


def test_the_jobs_of_gitlab_do_what_they_say(repository):
    jobs = yaml.safe_load((ROOT / ".gitlab/capest.yml").read_text("utf-8"))
    base = subprocess.run(
        ["git", "rev-parse", "main"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout.strip()
    shutil.copy(ROOT / ".gitlab/capest.yml", repository / ".gitlab-ci.yml")  # is no scenario
    codes = {}
    for name, job in jobs.items():
        installing, line = job["script"]
        assert installing.startswith("capest=$(mktemp -d) && python -I -m venv")
        environment = {
            **os.environ,
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "capest": str(Path(sys.executable).parents[1]),
        }
        done = subprocess.run(["sh", "-ec", line], cwd=repository, env=environment, check=False)
        codes[name] = done.returncode
    assert codes == {"capest": 1, "capest-compare": 0}
    (issue, *_) = json.loads((repository / "gl-code-quality-report.json").read_text())
    assert {"fingerprint", "location", "severity", "description"} <= set(issue)
    assert "<testsuites" in (repository / "capest.xml").read_text()
    assert "2x" in (repository / "capest-compare.md").read_text()
