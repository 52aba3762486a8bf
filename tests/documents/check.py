#!/usr/bin/env python3
"""Holds the documents of real projects against readers of others' making.

Usage: check.py PROGRAM [--seed N] [--projects N]

Two samples, projects made at random from a seed, one filled to the last field with all that may do
harm, and one whose file holds even what input refuses: every document of each is exported in every
format, and every list as CSV. What was said is read back whole from the document that it belongs to
and from the pack, by python-docx, by html5lib and by two renderers of Markdown; the formats are
compared with one another; Word files are audited; nothing that was typed may have become a link, a
field, markup or a formula, and nothing that acts or hides comes through.
"""

import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import html5lib
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

import reading
from projects import REFUSED, Guidance, Project, label, shown
from reading import squeezed, text_of

SAMPLES = ["complete-bone-health", "diagnostic-hub"]
HOUSE = Path(docx.__file__).parent / "templates" / "default.docx"
ANSWERS = {"Answer", "Answer blank", "Beside"}
BESIDE_LABEL = {"Answer line", "Answer line blank"}
FIELDS = re.compile(r"^ (PAGE|NUMPAGES|TOC \\o \"1-[23]\" \\h \\n \\u) $")
OWN_LINKS = ("#", "https://www.nhsconfed.org", "https://www.abpi.org.uk")
TAGS = set(
    "html head body a blockquote br em h1 h2 h3 h4 hr li p strong table tbody td th thead tr ul".split()
)
PAGE_TAGS = TAGS | set(
    "caption col colgroup dd div dl dt footer header main meta nav ol span style title".split()
)
PAGE_ATTRIBUTES = set(
    "aria-label aria-labelledby charset class content dir href http-equiv id lang name rel role scope".split()
)
WORD_TAGS = set(
    "b bidi body bookmarkEnd bookmarkStart br cantSplit document fldChar footerReference gridCol "
    "headerReference hyperlink ind instrText keepLines keepNext noWrap p pPr pStyle pageBreakBefore pgMar "
    "pgSz r rPr rStyle rtl sectPr spacing t tab tbl tblCaption tblGrid tblHeader tblLayout tblLook tblPr "
    "tblStyle tblW tc tcPr tcW tr trHeight trPr".split()
)
HIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]")
RENDERERS = {"cmark-gfm": reading.github, "markdown-it": reading.vs_code}
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r]")


def main():
    parser = argparse.ArgumentParser(description="Holds real documents against other programs' readers.")
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--projects", type=int, default=3)
    arguments = parser.parse_args()
    program = str(Path(arguments.program).absolute())
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder:
        run = runner(program, Path(folder))
        for name in SAMPLES:
            project = run("new", name, "--sample", name).strip()
            out = exported(run, project, Path(folder, name))
            counts.documents += compared(out)
            hold_typed(run, project, out)
            hold_house_style(run, project, out)
        guidance = Guidance(run)
        refusals(run, guidance)
        made = [("all", 0), ("clean", 0)]
        made += [("some", arguments.seed + at) for at in range(arguments.projects)]
        for whole, seed in made:
            try:
                full(run, Path(folder, f"{whole}-{seed}"), guidance, whole, seed, counts)
            except BaseException:
                if whole == "some":
                    print(f"of --seed {seed} --projects 1:", file=sys.stderr)
                raise
        hold_portfolio(run, Path(folder))
    print(f"{counts}: sound, whole, alike, and doing nothing of their own")


class Counts:
    """What was looked at."""

    documents = texts = cells = 0

    def __str__(self):
        return f"{self.documents} documents in three formats, {self.texts} texts and {self.cells} cells"


def runner(program, folder):
    environment = dict(
        os.environ,
        TRIPLEWIN_DIR=str(folder / "projects"),
        TRIPLEWIN_STATE=str(folder / "state"),
        TRIPLEWIN_TODAY="2026-11-21",
        TRIPLEWIN_AS="A. Example",
    )

    def run(*arguments, stdin=None, codes=(0,)):
        done = subprocess.run(
            [program, *arguments], env=environment, input=stdin, capture_output=True, text=True, check=False
        )
        if done.returncode not in codes:
            sys.exit(f"{' '.join(arguments)[:200]}: {done.stderr}")
        return done.stderr if codes == (1,) else done.stdout

    return run


def exported(run, project, folder):
    """Every document in every format, the same bytes twice."""
    out, again = folder / "documents", folder / "again"
    folder.mkdir()
    run("export", project, "all", "-o", str(out))
    run("export", project, "all", "-o", str(again))
    for path in out.iterdir():
        hold(path.read_bytes() == (again / path.name).read_bytes(), path, "not the same bytes twice")
    return out


def compared(out):
    """Holds each document in its three formats together; gives how many there are."""
    paths = sorted(out.glob("*.docx"))
    for path in paths:
        word = word_answers(path)
        page = html_answers(path.with_suffix(".html"))
        hold(word == page, path, f"Word and HTML differ: {first_difference(word, page)}")
        for name, render in RENDERERS.items():
            markdown = markdown_answers(path.with_suffix(".md"), render, name)
            hold(word == markdown, path, f"Word and {name} differ: {first_difference(word, markdown)}")
    return len(paths)


def hold_typed(run, project, out):
    """Every text that the program says was typed stands in some document."""
    everything = "".join(reading.word(path).words for path in out.glob("*.docx"))
    for row in json.loads(run("show", project, "--json")):
        value = row.get("value")
        texts = value.values() if row.get("kind") == "three-way" and value else [value]
        if row.get("kind") in ("three-way", "text", "line"):
            for text in filter(None, texts):
                hold(squeezed(text) in everything, project, f"is in no document: {text[:60]!r}")


def hold_house_style(run, project, out):
    housed = out.parent / "housed.docx"
    run("export", project, "pid", "-o", str(housed), "--reference", str(HOUSE))
    hold(word_answers(housed) == word_answers(out / "pid.docx"), housed, "a house style changes what it says")


def full(run, folder, guidance, whole, seed, counts):
    """A project made for this: everything that was said in it is read back, and does nothing."""
    folder.mkdir()
    project = Project(run, folder, guidance, random.Random(seed), whole)
    put = project.poison() if whole == "clean" else {}
    out = exported(run, project.id, folder / "exported")
    if whole == "all":
        # One document: the auditor's time grows with the square of a paragraph's lines.
        hold_audited(out / "summary.docx")
    readings = {}
    for path in sorted(out.glob("*.docx")):
        counts.documents += 1
        for by, read in read_back(path, RENDERERS if whole == "all" else {"cmark-gfm": reading.github}):
            readings[path.stem, by] = read
    for said in project.said:
        counts.texts += len(said.texts)
        for (name, by), read in readings.items():
            if name in (said.owner, "pack"):
                hold_whole(said, read, f"{name} by {by}")
    hold_lists(run, project, put, counts)


def hold_whole(said, read, where):
    texts = [shown(text) for text in said.texts]
    if said.place == "words":
        for text in map(squeezed, texts):
            hold(text in read.words, where, f"{said.what} is not whole: {text[:300]!r}")
        return
    lacks = None
    for block in read.blocks:
        if said.place == "field":
            missing = [text for text in texts if text not in block]
        elif said.place == "signed":
            cells = [squeezed(cell) for cell in block]
            missing = [text for text in map(squeezed, texts) if not any(text in cell for cell in cells)]
        else:
            missing = [text for text in texts if not any(text in cell for cell in block)]
        if not missing:
            return
        if lacks is None or len(missing) < len(lacks[0]):
            lacks = missing, block
    nearest = f"\n  lacking {lacks[0][0][:400]!r}\n  in {str(lacks[1])[:1500]}" if lacks else ""
    hold(False, where, f"{said.what} is not whole in any field or row{nearest}")


def read_back(path, renderers):
    """A document in each format, as other programs read it; nothing in it acts, hides or loads."""
    for one in (path, path.with_suffix(".html"), path.with_suffix(".md")):
        for part, text in reading.raw_texts(one):
            bad = HIDDEN.search(text)
            hold(not bad, f"{one}, {part}", f"{bad and bad[0]!r} comes through")
    word = reading.word(path)
    hold_links_and_fields(word.tree, path)
    for run in word.tree.element.iter(qn("w:t")):
        kept = run.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        hold(kept or run.text == run.text.strip(), path, f"Word drops spaces of {run.text[:60]!r}")
    odd = {element.tag.split("}")[-1] for element in word.tree.element.iter()} - WORD_TAGS
    hold(not odd, path, f"it has {odd}")
    yield "Word", word
    page = reading.page(path.with_suffix(".html"))
    for element in page.tree.iter():
        tag = element.tag if isinstance(element.tag, str) else "a comment"
        hold(tag in PAGE_TAGS, path, f"as HTML it has {tag}")
        odd = set(element.attrib) - PAGE_ATTRIBUTES - ({"style"} if tag in ("col", "table") else set())
        hold(not odd, path, f"as HTML its {tag} has {odd}")
    hold_links(page.tree, path)
    yield "HTML", page
    for name, render in renderers.items():
        shown_by = reading.markdown(path.with_suffix(".md"), render)
        hold_markdown(shown_by.tree, f"{path} by {name}")
        yield name, shown_by


def hold_lists(run, project, put, counts):
    """Each list as CSV, by a reader of another make: what was typed, and no formula."""
    for id, one in project.guidance.lists.items():
        path = project.folder / f"{id}.csv"
        run("export", project.id, id, "-o", str(path))
        rows = rows_of(path)
        hold(rows[0] == ["Id"] + [field["label"] for field in one["fields"]], path, f"headers {rows[0]}")
        records = {key[1]: record for key, record in project.records.items() if key[0] == id}
        hold({row[0] for row in rows[1:]} == set(records), path, "other records than were added")
        for row in rows[1:]:
            hold(len(row) == len(rows[0]), path, "a row of another length")
            for field, cell in zip(one["fields"], row[1:]):
                value = records[row[0]].get(field["id"])
                hold(not FORMULA.match(cell), path, f"a formula: {cell[:60]!r}")
                if is_told_apart(project, id, row[0], field):
                    continue
                wanted = csv_words(project, field, value, put)
                hold(cell == wanted, path, f"{field['id']} reads {cell[:300]!r} and not {wanted[:300]!r}")
                counts.cells += 1


def is_told_apart(project, list_id, record_id, field):
    """Of two versions one stands in the list, whichever; references have words of their own."""
    return (list_id, record_id, 0) in project.records or field["kind"].startswith("reference")


def csv_words(project, field, value, put):
    if value is None:
        return ""
    kind = field["kind"]
    if kind == "choice":
        return label(field, value)
    if kind in ("party", "company"):
        value = project.records["parties", value]["name"]
    text = shown(put.get(value, str(value)))
    return f"'{text}" if FORMULA.match(text) else text


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def hold_portfolio(run, folder):
    """The list of all projects, whose titles are the hostile ones, as rows and as a document."""
    projects = json.loads(run("list", "--json"))
    rows = list(csv.reader(run("list", "--format", "csv", "-o", "-").splitlines(keepends=True), strict=True))
    hold(len(rows) == len(projects) + 1, "list --format csv", "another number of rows than of projects")
    for row, project in zip(rows[1:], projects):
        title = shown(project["title"])
        hold(len(row) == len(rows[0]), "list --format csv", "a row of another length")
        hold(row[1] == (f"'{title}" if FORMULA.match(title) else title), "list --format csv", f"title {row[1]!r}")
        for cell in row:
            hold(not FORMULA.match(cell), "list --format csv", f"a formula: {cell[:60]!r}")
            hold(not HIDDEN.search(cell), "list --format csv", f"{cell[:60]!r} comes through")
    path = folder / "portfolio.docx"
    for format in ("docx", "html", "md"):
        run("list", "--format", format, "-o", str(path.with_suffix(f".{format}")))
    for by, read in read_back(path, RENDERERS):
        for project in projects:
            title = squeezed(shown(project["title"]))
            hold(title in read.words, f"the portfolio by {by}", f"the title is not whole: {title!r}")


def refusals(run, guidance):
    """What input refuses, and a text beyond its size, is refused in one clear line, wherever it stands."""
    project = run("new", "Refusals").strip()
    party = {"op": "add", "list": "parties", "record": {"id": "p", "name": "P", "kind": "nhs"}}
    sign = {"op": "sign", "subject": "concept", "role": "approve", "party": "p", "name": "N", "date": "2026-11-20"}
    run("apply", project, "-", stdin=json.dumps([party, sign]))
    withdraw = {"op": "withdraw", "subject": "concept", "role": "approve", "party": "p"}

    def changes(text):
        for id, item in guidance.items.items():
            if item["kind"] in ("line", "text"):
                yield {"op": "answer", "item": id, "value": text}
        yield {"op": "answer", "item": "concept.objectives", "value": {"nhs": text}}
        yield {"op": "answer", "item": "concept.decision", "value": {"choice": "go-ahead", "details": text}}
        yield {"op": "answer", "item": "governance.review", "value": {"name": text, "date": "2026-11-20"}}
        yield {"op": "answer", "item": "agreement.parties-term", "value": {"covered": "yes", "clause": text}}
        yield {"op": "answer", "item": "agreement.parties-term", "value": {"covered": "yes", "notes": text}}
        yield {"op": "answer", "item": "checklist.4", "note": text}
        yield {"op": "answer", "item": "checklist.4", "evidence": [text]}
        yield {"op": "skip", "item": "scoping.evidence", "reason": text}
        for id, one in guidance.lists.items():
            for field in one["fields"]:
                if field["kind"] in ("line", "text"):
                    yield {"op": "add", "list": id, "record": {field["id"]: text}}
        yield {**sign, "name": text}
        yield {**sign, "subject": "summary", "role": "publish", "address": text}
        yield {**withdraw, "reason": text}

    bad = ["a" + text + "b" for text in REFUSED] + ["x" * 100_000]
    for at, change in enumerate(changes(None)):
        text = bad[at % len(bad)]
        change = json.loads(json.dumps(change).replace("null", json.dumps(text)))
        said = run("apply", project, "-", stdin=json.dumps([change]), codes=(1,))
        lines = said.split("\n")
        clear = lines[0].startswith("triplewin: ") and all(line.startswith("hint: ") for line in lines[1:-1])
        hold(clear and len(lines) <= 3, change, f"refused so: {said!r}")
        hold(len(said) < 600 and said == shown(said), change, f"refused so: {said!r}")


def word_answers(path):
    hold_audited(path)
    document = docx.Document(str(path))
    properties = document.core_properties
    hold(properties.language == "en-GB", path, f"language {properties.language!r}")
    hold(properties.title and properties.author, path, "title and authors are missing")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    hold(styles[0] == "Title" and "Heading 1" in styles, path, "no title or no heading")
    for table in document.tables:
        hold(is_header(table.rows[0]), path, "a table without a header row")
        hold(not any(is_header(row) for row in table.rows[1:]), path, "a second header row")
        hold(table._tbl.tblPr.find(qn("w:tblCaption")) is not None, path, "a table without a caption")
    (section,) = document.sections
    hold(any(paragraph.text for paragraph in section.header.paragraphs), path, "nothing at the head")
    foot = "\n".join(paragraph.text for paragraph in section.footer.paragraphs)
    hold("independent" in foot and "revision" in foot, path, f"the foot says {foot!r}")
    hold_links_and_fields(document, path)
    return answers_of(table.rows for table in document.tables)


def hold_audited(path):
    findings = OpenXmlValidator().validate(str(path)).errors
    hold(not findings, path, f"the auditor finds {[finding.description for finding in findings][:3]}")


def hold_links_and_fields(document, path):
    (section,) = document.sections
    for root in (document.element, section.header._element, section.footer._element):
        fields = [field.get(qn("w:instr")) for field in root.iter(qn("w:fldSimple"))]
        fields += [field.text for field in root.iter(qn("w:instrText"))]
        hold(all(FIELDS.match(field) for field in fields), path, f"fields {fields}")
    links = [tie.target_ref for tie in document.part.rels.values() if tie.is_external]
    hold(all(link.startswith(OWN_LINKS) for link in links), path, f"links {links}")


def is_header(row):
    properties = row._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def answers_of(tables):
    answers = []
    for rows in tables:
        if [cell.text for cell in rows[0].cells] != ["Field", "Answer"]:
            continue
        for row in list(rows)[1:]:
            value = []
            for paragraph in row.cells[1].paragraphs:
                if paragraph.style.name in BESIDE_LABEL:
                    if value:
                        answers.append(squeezed(" ".join(value)))
                    value = [reading.beside_label(paragraph)]
                elif paragraph.style.name in ANSWERS and reading.is_led(paragraph._p):
                    if value:
                        answers.append(squeezed(" ".join(value)))
                    value = [paragraph.text.split("\n", 1)[-1]]
                elif paragraph.style.name in ANSWERS:
                    value.append(paragraph.text)
                elif value:
                    answers.append(squeezed(" ".join(value)))
                    value = []
            if value:
                answers.append(squeezed(" ".join(value)))
    return answers


def html_answers(path):
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    hold(not list(tree.iter("script")), path, "a script")
    hold_links(tree, path)
    answers = []
    for element in tree.iter("div"):
        if {"answer", "beside"} & reading.classes(element):
            answers.append(squeezed(" ".join(text_of(child) for child in element)))
    return answers


def markdown_answers(path, render, name):
    tree = reading.tree_of(render(path.read_text(encoding="utf-8")))
    hold_markdown(tree, f"{path} by {name}")
    answers, value = [], None
    for element in tree.find("body"):
        words = (element.text or "").strip() if not isinstance(element.tag, str) else None
        if words is None and value is not None:
            value.append(text_of(element))
        elif words == "/":
            answers.append(squeezed(" ".join(value)))
            value = None
        elif words:
            value = []
    return answers


def hold_markdown(tree, where):
    """Only our own links and only plain marks, as a renderer shows it."""
    hold_links(tree, where)
    odd = {element.tag for element in tree.iter() if isinstance(element.tag, str)} - TAGS
    hold(not odd, where, f"it has {odd}")


def hold_links(tree, where):
    links = [link.get("href") for link in tree.iter("a")]
    hold(all(link.startswith(OWN_LINKS) for link in links), where, f"links {links}")


def first_difference(one, other):
    for left, right in zip(one, other):
        if left != right:
            return f"{left[:200]!r} and {right[:200]!r}"
    return f"{len(one)} answers and {len(other)}"


def hold(holds, where, what):
    if not holds:
        sys.exit(f"{where}: {what}")


if __name__ == "__main__":
    main()
