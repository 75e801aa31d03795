"""Keeps one comment of a pull request up to date, with a text that another step has written.

    python -I comment.py TEXT.md

The token is known to this step alone, which reads no document and no scenario; the step that reads
a stranger's documents has none. Nothing but the standard library, so that nothing is installed
beside the token. What is asked of GitHub is as docs.github.com says ("REST API endpoints for issue
comments", "Using pagination", "Rate limits", "Best practices", read 2026).
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

MARK = "<!-- capest-comment -->"
"""By it the comment is known again, if it is our own."""

MOST = 65_536
"""Characters of a comment; as bytes, which are no fewer."""

CUT = "\n\n... and more, which the summary of the run has whole.\n"
MOST_PAGES = 100
MOST_WAITED = 60.0
"""Seconds: a limit that lasts longer is told instead."""

TRIES = 3
_TIMEOUT = 30
_MENTION = re.compile(r"@(?=\w)")
_CALLS_NOBODY = "@\u200b"  # a space of no width
_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_HOME = ("127.0.0.1", "localhost")


class Refused(Exception):
    """GitHub does not do what it was asked."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    """A redirection would take the token with it."""

    def redirect_request(self, *_: Any) -> None:
        return None


class GitHub:
    """The part of GitHub's API that comments need."""

    def __init__(self, url: str, token: str, repository: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _HOME:
            raise SystemExit(fail(f"{url} is not reached by https, and gets no token"))
        if not _REPOSITORY.fullmatch(repository):
            raise SystemExit(fail("GITHUB_REPOSITORY is not OWNER/NAME"))
        self.url, self.token, self.repository = url.rstrip("/"), token, repository
        self.opener = build_opener(_NoRedirect)

    def comments(self, pull: int) -> Any:
        """Every comment of a pull request, page by page."""
        url = f"{self.url}/repos/{self.repository}/issues/{pull}/comments?per_page=100"
        for _ in range(MOST_PAGES):
            found, links = self._asked("GET", url)
            yield from found
            following = _NEXT.search(links)
            if following is None:
                return
            url = following.group(1)
            if not url.startswith(f"{self.url}/"):
                raise Refused(0, "the next page is at another place, which gets no token")

    def create(self, pull: int, body: str) -> None:
        """Add a comment."""
        url = f"{self.url}/repos/{self.repository}/issues/{pull}/comments"
        self._asked("POST", url, {"body": body})

    def update(self, comment: int, body: str) -> None:
        """Write a comment anew."""
        url = f"{self.url}/repos/{self.repository}/issues/comments/{int(comment)}"
        self._asked("PATCH", url, {"body": body})

    def _asked(self, method: str, url: str, payload: Any = None) -> tuple[Any, str]:
        """What is answered, and its links; asked again where that helps."""
        waited = 0.0
        for attempt in range(1, TRIES + 1):
            request = Request(  # noqa: S310 - https, or this machine
                url,
                method=method,
                data=None if payload is None else json.dumps(payload).encode(),
                headers={
                    "Authorization": f"Bearer {self.token}",
                    "Accept": "application/vnd.github+json",
                    "Content-Type": "application/json",
                    "User-Agent": "capest-comment",
                    "X-GitHub-Api-Version": "2022-11-28",
                },
            )
            try:
                with self.opener.open(request, timeout=_TIMEOUT) as answer:
                    return json.load(answer), answer.headers.get("Link", "")
            except HTTPError as error:
                pause = _pause(error, attempt)
                waited += pause or 0.0
                if pause is None or attempt == TRIES or waited > MOST_WAITED:
                    raise Refused(error.code, _said(error)) from None
                time.sleep(pause)
            except (URLError, TimeoutError, ValueError) as error:
                raise Refused(0, f"GitHub cannot be asked: {error}") from None
        raise AssertionError("the last attempt returns or raises")


def _pause(error: HTTPError, attempt: int) -> float | None:
    """How long to wait before asking again; None where that does not help."""
    headers = error.headers
    limited = error.code == 429 or headers.get("retry-after") is not None
    if error.code == 403 and headers.get("x-ratelimit-remaining") == "0":
        limited = True
    if limited and error.code in (403, 429):
        after, reset = headers.get("retry-after"), headers.get("x-ratelimit-reset")
        if after and after.isdigit():
            return float(after)
        return max(0.0, float(reset) - time.time()) if reset and reset.isdigit() else MOST_WAITED
    return float(attempt) if error.code >= 500 else None


def _said(error: HTTPError) -> str:
    """GitHub's own words."""
    try:
        return str(json.loads(error.read(10_000))["message"])
    except (ValueError, KeyError, TypeError, OSError):
        return error.reason or "no reason is given"


def fitting(text: str) -> str:
    """The comment: with its mark, calling nobody, and no longer than GitHub takes."""
    body = f"{MARK}\n{_MENTION.sub(_CALLS_NOBODY, text)}"
    if len(body.encode()) <= MOST:
        return body
    kept = body.encode()[: MOST - 200].decode("utf-8", "ignore").rpartition("\n")[0]
    still_open = kept.count("<details>") - kept.count("</details>")
    closing = "\n\n</details>" * max(0, still_open)
    return f"{kept}{closing}{CUT}"


def says_something(text: str) -> bool:
    """Whether a number changes: else no comment is begun, but one that is there is brought up to
    date.
    """
    return text.startswith("#")


def keep(github: GitHub, pull: int, author: str, text: str) -> str:
    """Create, update or leave the comment, and say which."""
    body = fitting(text)
    for comment in github.comments(pull):
        is_own = (comment.get("user") or {}).get("login") == author  # anybody can write the mark
        if is_own and str(comment.get("body", "")).startswith(MARK):
            if comment["body"].replace("\r\n", "\n").rstrip() == body.rstrip():
                return "the comment is up to date"
            github.update(comment["id"], body)
            return "the comment is updated"
    if not says_something(text):
        return "no number changes, so there is no comment"
    github.create(pull, body)
    return "the comment is created"


def is_from_fork(event: Any, repository: str) -> bool:
    """Whether a pull request comes from another repository, whose runs have no rights here."""
    try:
        return bool(event["pull_request"]["head"]["repo"]["full_name"] != repository)
    except (KeyError, TypeError):  # the fork is deleted
        return True


_WHY = {
    401: "the token is not valid",
    403: "the token may not comment: the job needs `permissions: pull-requests: write`",
    404: "there is no such pull request, or the token may not see it: the job needs "
    "`permissions: pull-requests: write`",
    422: "GitHub does not take the text",
    429: "GitHub is asked too often; the next run tries again",
}


def fail(message: str) -> int:
    """Tell what is wrong, as an error of the step."""
    print(f"::error title=capest::{_plain(message)}")
    return 2


def _plain(text: str) -> str:
    """A text that a runner obeys nothing of."""
    return " ".join(text.split()).replace("%", "%25").replace("::", ": :").replace("##[", "# [")


def main(words: list[str]) -> int:
    """Run the step."""
    if len(words) != 1:
        return fail("say which text: comment.py TEXT.md")
    try:
        text = Path(words[0]).read_text("utf-8")
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
        token, repository = os.environ["GITHUB_TOKEN"], os.environ["GITHUB_REPOSITORY"]
        pull = int(event["pull_request"]["number"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        return fail(f"this is no run for a pull request: {type(error).__name__} {error}")
    url = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    author = os.environ.get("COMMENT_AUTHOR") or "github-actions[bot]"
    try:
        print(keep(GitHub(url, token, repository), pull, author, text))
    except Refused as refused:
        if refused.status in (403, 404) and is_from_fork(event, repository):
            note = "a run for a fork has no right to comment; the summary of the run has the text"
            print(f"::notice title=capest::{note}")
            return 0
        why = _WHY.get(refused.status, "GitHub could not do it")
        return fail(f"{why} ({refused.status or 'no answer'}: {refused})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
