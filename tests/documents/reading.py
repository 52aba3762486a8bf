"""What a reader of another make finds in a document of each format.

A document is read as blocks: a field of a form with the texts of its answer, note and evidence, or
a row of a table with the texts of its cells; and as the words of everything else in it.
"""

import zipfile
from dataclasses import dataclass, field

import cmarkgfm
import docx
import html5lib
from cmarkgfm.cmark import Options
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

VALUES = {"Answer", "Answer blank", "Beside"}
BESIDE_LABEL = {"Answer line", "Answer line blank"}


@dataclass
class Reading:
    """A document as it was read."""

    blocks: list = field(default_factory=list)
    """Of each field and each row, its texts."""
    words: str = ""
    """Everything that it says, white space as single spaces."""
    tree: object = None
    """The tree that it was read from."""


def word(path):
    """A Word file, by python-docx."""
    document = docx.Document(str(path))
    body = document.element.body
    reading = Reading(tree=document)
    for row in body.iter(qn("w:tr")):
        texts = []
        for cell in row.iter(qn("w:tc")):
            kind = None
            for one in cell.iter(qn("w:p")):
                paragraph = Paragraph(one, None)
                style = one.pPr.pStyle.val if one.pPr is not None and one.pPr.pStyle is not None else ""
                is_value = NAMES.get(style, style) in VALUES
                is_cell = NAMES.get(style, style) == "Table text"
                if NAMES.get(style, style) in BESIDE_LABEL:
                    texts.append(beside_label(paragraph))
                elif is_value and is_led(one):
                    texts.append(paragraph.text.split("\n", 1)[-1])
                elif (is_value or is_cell) and style == kind:
                    texts[-1] += ("\n" if goes_on(one) else "\n\n") + paragraph.text
                elif is_value or is_cell:
                    texts.append(paragraph.text)
                kind = style
        reading.blocks.append(texts)
    everything = [Paragraph(one, None).text for one in body.iter(qn("w:p"))]
    reading.words = squeezed("\n".join(everything))
    return reading


NAMES = {
    "Answer": "Answer",
    "AnswerBlank": "Answer blank",
    "AnswerLine": "Answer line",
    "AnswerLineBlank": "Answer line blank",
    "Beside": "Beside",
    "TableText": "Table text",
}
"""The names of our own styles, by their ids."""


def is_led(paragraph):
    """Whether a line stands above its text that leads to it."""
    style = next(paragraph.iter(qn("w:rStyle")), None)
    return style is not None and style.get(qn("w:val")) == "PartLabel"


def goes_on(paragraph):
    """Whether it was typed as the next line of the paragraph before."""
    return any(one.get(qn("w:name")).startswith("twn_") for one in paragraph.iter(qn("w:bookmarkStart")))


def beside_label(paragraph):
    """A value on the line of its label, which ends with a tab."""
    return paragraph.text.split("\t", 1)[-1]


def page(path):
    """One page of HTML, by html5lib."""
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    reading = Reading(tree=tree)
    for element in tree.iter("dl"):
        for one in element:
            values = [each for each in one.iter("div") if {"answer", "beside"} & classes(each)]
            reading.blocks.append([joined(each) for each in values])
    for row in tree.iter("tr"):
        reading.blocks.append([joined(cell) for cell in row.iter("td")])
    reading.words = words_of(tree.find("body"))
    return reading


def markdown(path, render):
    """Markdown, as one of its renderers shows it."""
    tree = tree_of(render(path.read_text(encoding="utf-8")))
    reading = Reading(tree=tree)
    last, value = None, None
    for element in tree.find("body"):
        comment = None if isinstance(element.tag, str) else (element.text or "").strip()
        if comment == "/" and value is not None:
            reading.blocks[-1].append("\n\n".join(value))
            value = None
        elif comment:
            marked = comment.split()[0]
            if marked != last:
                reading.blocks.append([])
            last, value = marked, []
        elif comment is None and value is not None:
            value.append(text_of(element))
    for row in tree.iter("tr"):
        reading.blocks.append([text_of(cell) for cell in row.iter("td")])
    reading.words = words_of(tree.find("body"))
    return reading


def tree_of(html):
    """What a renderer of Markdown wrote, as a tree."""
    return lxml_html.document_fromstring(html, parser=lxml_html.HTMLParser(huge_tree=True))


def github(text):
    """Markdown as GitHub draws it."""
    return cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)


vs_code = (
    MarkdownIt("commonmark", {"linkify": True, "html": True})
    .enable(["linkify", "table", "strikethrough"])
    .render
)
"""Markdown as VS Code draws it."""


def raw_texts(path):
    """Every text that stands in a file, tags and all, by name of the part."""
    if path.suffix != ".docx":
        yield path.name, path.read_bytes().decode("utf-8")
        return
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            root = etree.fromstring(file.read(name))
            for element in root.iter():
                yield name, element.text or ""
                yield name, element.tail or ""
                for value in element.attrib.values():
                    yield name, value


def joined(element):
    """The paragraphs of an element as one text; what is said about it aside."""
    paragraphs = [one for one in element if one.tag == "p" and "mark" not in classes(one)]
    if not paragraphs:
        return text_of(element)
    return "\n\n".join(text_of(one) for one in paragraphs)


def classes(element):
    return set((element.get("class") or "").split())


def text_of(element):
    """The text of an element; a line break is one, and a comment parts nothing."""
    if not isinstance(element.tag, str):
        return ""
    text = element.text or ""
    for child in element:
        tail = child.tail or ""
        if child.tag == "br":
            text += "\n" + tail.removeprefix("\n")
        else:
            text += text_of(child) + tail
    return text


def words_of(element):
    """Everything in an element, each paragraph and cell parted from the next."""
    words = []

    def walk(one):
        if not isinstance(one.tag, str):
            return
        if one.tag == "br" or one.tag not in INLINE:
            words.append(" ")
        words.append(one.text or "")
        for child in one:
            walk(child)
            words.append(child.tail or "")
        if one.tag not in INLINE:
            words.append(" ")

    walk(element)
    return squeezed("".join(words))


INLINE = {"a", "em", "strong", "span"}


def squeezed(text):
    return " ".join(text.split())
