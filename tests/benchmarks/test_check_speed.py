"""How long a check of documents takes: in proportion to its claims, the scenario computed once."""

from __future__ import annotations

import pytest

from capest.claims.judging.findings_of_claims import Tolerances
from capest.claims.marks.library import Library
from capest.claims.run import CheckRun, Target
from capest.problems import Source
from capest.render.formats.markdown import section_of

MODEL = "assumptions: {dau: 300M users, peak_factor: 3}\ntraffic: {search: {per_user: 10/day}}\n"
LINES = (
    "Peak load is **~30K** QPS<!-- capest: search.peak_qps --> on a normal day, in 3 zones.\n\n",
    "- the average is about 35K QPS<!-- capest: search.qps -->, of 300M users, as in 2024.\n",
)
DOCUMENT = ("<!-- capest: use m.yaml -->\n\n" + "".join(LINES) * 10).encode()


@pytest.mark.parametrize("documents", [10, 100, pytest.param(1000, marks=pytest.mark.slow)])
def test_documents_of_twenty_claims(benchmark, documents):
    benchmark.group = "check documents"
    reads = []

    def check():
        reads.clear()

        def read(name):
            reads.append(name)
            return Source(name, MODEL)

        library = Library(read=read, exists="m.yaml".__eq__, table=section_of)
        run = CheckRun(library=library, content=lambda _: DOCUMENT, tolerances=Tolerances())
        return run.check(Target(path=f"{i}.md", is_document=True) for i in range(documents))

    found = benchmark.pedantic(check, rounds=1)
    claims = documents * 20
    half = claims // 2
    assert found.summary() == (
        f"checked {claims:,} claims in {documents:,} documents: {half:,} errors, {half:,} hold"
    )
    assert reads == ["m.yaml"]
