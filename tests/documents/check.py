#!/usr/bin/env python3
"""Holds the documents of real projects against readers of others' making.

Usage: check.py PROGRAM

Every document of two samples and of a project full of hostile text is exported in every format.
Word files are audited and read; the answers in all three formats are compared with one another and
with what the program says that was typed; nothing that was typed may have become a link, a field
or markup. One document of each is drawn in a house style too.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import cmarkgfm
import docx
import html5lib
from cmarkgfm.cmark import Options
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from openxml_audit import OpenXmlValidator

SAMPLES = ["complete-bone-health", "diagnostic-hub"]
HOUSE = Path(docx.__file__).parent / "templates" / "default.docx"
ANSWERS = {"Answer", "Answer blank", "Beside"}
FIELDS = re.compile(r"^ (PAGE|NUMPAGES|TOC \\o \"1-[23]\" \\h \\n \\u) $")
OWN_LINKS = ("#", "https://www.nhsconfed.org", "https://www.abpi.org.uk")
TAGS = set(
    "html head body a blockquote br em h1 h2 h3 h4 hr li p strong table tbody td th thead tr ul".split()
)

HOSTILE = "\n".join(
    [
        "<script>alert(1)</script> <!-- x --> ]]> &amp; </w:t>",
        "=cmd() { PAGE } {TOC} _x000D_",
        "# a",
        "- b",
        "1. c",
        "(i) d",
        "---",
        "|a|b|",
        "|---|---|",
        "`e` *f* __g__ ~~h~~ ==i== ^j^ $k$ [l](https://example.org) ![m](n) [^o]",
        "https://example.org/p_q www.example.org example.org r@example.org mailto:s@example.org @t #12 :smile:",
        "    code",
        "",
        "שלום e\u0301 👩‍👩‍👧",
        "",
        "",
        "\"u\" 'v' it's -- ...",
    ]
)


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        run = runner(program, Path(folder))
        projects = {name: run("new", name, "--sample", name).strip() for name in SAMPLES}
        projects["hostile"] = hostile(run)
        count = 0
        for name, project in projects.items():
            out = Path(folder, f"{name}-documents")
            run("export", project, "all", "-o", str(out))
            again = Path(folder, f"{name}-again")
            run("export", project, "all", "-o", str(again))
            typed = typed_texts(run, project)
            shown = ""
            for path in sorted(out.glob("*.docx")):
                shown += check(path)
                count += 1
            for path in out.iterdir():
                same = path.read_bytes() == Path(again, path.name).read_bytes()
                hold(same, path, "not the same bytes twice")
            for text in typed:
                hold(squeezed(text) in shown, name, f"was typed and is in no document: {text[:60]!r}")
            housed = Path(folder, f"{name}-housed.docx")
            run("export", project, "pid", "-o", str(housed), "--reference", str(HOUSE))
            own = word_answers(next(out.glob("*pid.docx")))
            hold(word_answers(housed) == own, housed, "a house style changes what it says")
        print(f"{count} documents, each in three formats: sound, alike, and doing nothing of their own")


def runner(program, folder):
    environment = dict(
        os.environ,
        TRIPLEWIN_DIR=str(folder / "projects"),
        TRIPLEWIN_STATE=str(folder / "state"),
        TRIPLEWIN_TODAY="2026-11-21",
        TRIPLEWIN_AS="A. Example",
    )

    def run(*arguments, stdin=None):
        done = subprocess.run(
            [program, *arguments], env=environment, input=stdin, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    return run


def hostile(run):
    """A project with hostile text in every text, and in the records of one list."""
    project = run("new", "A *title* <b>& https://example.org @x").strip()
    changes = []
    for stage in json.loads(run("guidance", "--json"))["stages"]:
        for item in (item for step in stage["steps"] for item in step["items"]):
            if item["kind"] == "text":
                value = f"{item['id']}\n{HOSTILE}"
            elif item["kind"] == "three-way":
                value = {part: f"{part} {HOSTILE}" for part in ("patients", "nhs", "industry")}
            else:
                continue
            changes.append({"op": "answer", "item": item["id"], "value": value, "note": HOSTILE})
    record = {"id": "x", "name": "|a|b| <i> https://example.org", "kind": "nhs", "description": HOSTILE}
    changes.append({"op": "add", "list": "parties", "record": record})
    run("apply", project, "-", stdin=json.dumps(changes))
    return project


def typed_texts(run, project):
    """Every text that was typed as an answer to an item that a document shows."""
    rows = json.loads(run("show", project, "--json"))
    texts = []
    for row in (row for row in rows if "item" in row):
        value = row.get("value")
        if row["kind"] == "three-way" and isinstance(value, dict):
            texts += [text for text in value.values() if text]
        elif row["kind"] in ("text", "line") and value:
            texts.append(value)
    return texts


def check(path):
    """Holds one document in its three formats together; gives all of its text."""
    word = word_answers(path)
    page = html_answers(path.with_suffix(".html"))
    hold(word == page, path, f"Word and HTML differ: {first_difference(word, page)}")
    for name, render in MARKDOWN.items():
        markdown = markdown_answers(path.with_suffix(".md"), render, name)
        hold(word == markdown, path, f"Word and {name} differ: {first_difference(word, markdown)}")
    paragraphs = docx.Document(str(path)).element.body.iter(qn("w:p"))
    return squeezed("\n".join(docx.text.paragraph.Paragraph(one, None).text for one in paragraphs))


def word_answers(path):
    findings = OpenXmlValidator().validate(str(path)).errors
    hold(not findings, path, f"the auditor finds {[finding.description for finding in findings][:3]}")
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
    for root in (document.element, section.header._element, section.footer._element):
        fields = [field.get(qn("w:instr")) for field in root.iter(qn("w:fldSimple"))]
        fields += [field.text for field in root.iter(qn("w:instrText"))]
        hold(all(FIELDS.match(field) for field in fields), path, f"fields {fields}")
    links = [tie.target_ref for tie in document.part.rels.values() if tie.is_external]
    hold(all(link.startswith(OWN_LINKS) for link in links), path, f"links {links}")
    return answers_of(table.rows for table in document.tables)


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
                if paragraph.style.name in ANSWERS:
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
    links = [link.get("href") for link in tree.iter("a")]
    hold(all(link.startswith(OWN_LINKS) for link in links), path, f"links {links}")
    answers = []
    for element in tree.iter("div"):
        classes = (element.get("class") or "").split()
        if "answer" in classes or "beside" in classes:
            answers.append(squeezed(" ".join(text_of(child) for child in element)))
    return answers


def markdown_answers(path, render, name):
    tree = html5lib.parse(render(path.read_text(encoding="utf-8")), namespaceHTMLElements=False)
    links = [link.get("href") for link in tree.iter("a")]
    hold(all(link.startswith(OWN_LINKS) for link in links), path, f"links by {name}: {links}")
    odd = {element.tag for element in tree.iter() if isinstance(element.tag, str)} - TAGS
    hold(not odd, path, f"by {name} it has {odd}")
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


def text_of(element):
    """The text of an element; a line break is one, and a comment parts nothing."""
    if not isinstance(element.tag, str):
        return ""
    text = element.text or ""
    for child in element:
        text += "\n" if child.tag == "br" else text_of(child)
        text += child.tail or ""
    return text


def squeezed(text):
    return " ".join(text.split())


def first_difference(one, other):
    for left, right in zip(one, other):
        if left != right:
            return f"{left[:200]!r} and {right[:200]!r}"
    return f"{len(one)} answers and {len(other)}"


def hold(holds, where, what):
    if not holds:
        sys.exit(f"{where}: {what}")


def github(text):
    return cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)


MARKDOWN = {
    "cmark-gfm": github,
    "markdown-it": MarkdownIt("commonmark", {"linkify": True, "html": True})
    .enable(["linkify", "table", "strikethrough"])
    .render,
}

if __name__ == "__main__":
    main(sys.argv[1])
