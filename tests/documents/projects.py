"""Projects made at random, each with what was said in it and where that has to be read again."""

import copy
import json
from dataclasses import dataclass

OWNERS = {
    "eligibility": ["checklist"],
    "concept": ["concept", "partners", "scoping"],
    "pid": ["pid", "team", "governance", "stakeholders", "trust"],
    "agreement": ["agreement", "safeguards"],
    "summary": ["summary"],
    "outcomes": ["outcomes", "delivery", "publication", "disclosure"],
}
"""Which document each step's answers belong to; what does not apply now, to the first."""

MONTHS = "January February March April May June July August September October November December".split()
PARTIES = ["p-nhs", "p-second-nhs", "p-company", "p-other"]

PLAIN = [
    "<script>alert(1)</script>",
    "<!-- / -->",
    "<!-- pid.background -->",
    "</td></tr></table>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; &#x202e; &lt;b&gt; &nbsp;",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org","x")',
    "+1",
    "-1",
    "@x",
    "|a|b|",
    "|---|---|",
    "`c` ``d`` ```e ~~~",
    "*f* **g** __h__ ~~i~~ ==j== ^k^ $l$ $$m$$",
    "[n](https://example.org) [o](javascript:alert(1)) ![p](q) [^r] [s]: https://example.org",
    "<https://example.org> https://example.org/p_q www.example.org r@example.org mailto:s@example.org",
    "# t",
    "- u",
    "1. v",
    "(i) w",
    "> x",
    "---",
    "===",
    "    code",
    ":smile: @somebody #12 GH-1",
    "{ PAGE } {TOC \\o} { HYPERLINK \"x\" } _x000D_ _x0041_",
    "\\ \\\\ \\* \\n a\\",
    "\"u\" 'v' it's -- --- ...",
    "{{x}} ${y} %z% <%= a %> {% b %}",
    "שלום עולם, يمكن للمريض 12 (ABC)",
    "e\u0301\u0302\u0303\u0304\u0305 a" + "\u0336" * 40,
    "👩‍👩‍👧 🏳️‍🌈 👍🏽",
    "a\u00a0b\u3000c\u2003d\u200be\u00adf\u200eg\u061ch",
    "tab\there  and two",
    "line\u2028separated\u2029so",
    "\ufeffmarked",
    "no\ufffecharacter\uffff",
    "Ünïcode £ € 漢字 ＝1 ＠x",
]
"""What input takes, and what would act if it were not written as text."""

BLOCKS = [
    "Set\n===",
    "Ext\n---",
    "|a|b|\n|---|---|\n|c|d|",
    "```\ncode\n```",
    "[l]: https://example.org\n\n[l]",
    "<div>\n\n</div>",
    "1. a\n2. b\n   - c",
    "> q\n> r",
    "term\n: means",
    "* * *\n+ d",
]
"""Lines that would make something together."""

REFUSED = ["\x00", "\x07", "\x08", "\r", "\x0b\x0c", "\x1b[31m", "\x7f", "\x85", "\x9b31m", "\u202egpj.exe\u202c", "\u2066x\u2069"]
"""What input refuses, and a file from elsewhere may hold."""

LONG = ["100 kB " * 14_300, "x" * 10_000, "\u202e" * 5_000, "**|`<b>" * 7_000]
"""Texts beyond any size that input takes, and of shapes that readers find hard."""


def shown(text):
    """The text as it has to be shown: what acts or hides as U+FFFD."""
    hidden = "\u2028\u2029\ufeff\ufffe\uffff"
    return "".join("\ufffd" if is_refused(c) or c in hidden else c for c in text)


def is_refused(c):
    if c in "\n\t":
        return False
    code = ord(c)
    return code < 32 or 0x7F <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


@dataclass
class Said:
    """Something that was said, and has to be read again in one field or row of one document."""

    what: str
    owner: str
    texts: list
    """Each of them whole; of an answer, each by itself."""
    place: str
    """`field`, `row` or `words`: how it stands there."""


class Guidance:
    """The questions and lists, as the program itself tells them."""

    def __init__(self, run):
        self.items, self.lists, self.step_of = {}, {}, {}
        for stage in json.loads(run("guidance", "--json"))["stages"]:
            for step in stage["steps"]:
                for item in step["items"]:
                    self.items[item["id"]] = item
                    self.step_of[item["id"]] = step["id"]
                for one in step.get("lists", []):
                    self.lists[one["id"]] = one
                    self.step_of[one["id"]] = step["id"]

    def owner(self, thing):
        step = self.step_of[thing]
        return next(name for name, steps in OWNERS.items() if step in steps)

    def label(self, thing):
        one = self.items.get(thing) or self.lists[thing]
        return one.get("field_name") or one["label"]


class Texts:
    """Texts, each with a word that stands in no other."""

    def __init__(self, random, whole):
        self.random, self.whole, self.count = random, whole, 0
        self.of_one_line = set()

    def line(self):
        """One line, within what a line takes."""
        self.count += 1
        word = f"q{self.count}z"
        self.of_one_line.add(word)
        if self.whole == "clean":
            return word
        pieces = self.pieces(self.random.randint(0, 6) if self.whole == "some" else len(PLAIN))
        text = self.random.choice(["", "", " ", "\t"])
        for piece in pieces:
            if len((text + piece).encode()) < 470:
                text += piece + self.random.choice([" ", "", "  ", "\t"])
        return self.placed(word, text)

    def text(self):
        """Several lines; now and then a very long one, or very many."""
        self.count += 1
        word = f"q{self.count}z"
        if self.whole == "clean":
            return word
        chance = self.random.random() if self.whole == "some" else 1
        if chance < 0.006:
            return word + "x" * 10_000
        if chance < 0.012:
            return word + "\n" + "ab\n" * 5_000 + "end"
        if chance < 0.018:
            return (word + " | `*<b>&\n" * 6_000)[:49_000]
        count = self.random.choice([0, 0, 1, 1, 2, 5]) if self.whole == "some" else 3
        text = self.random.choice(["", "", "\n", "\n\n\n", "  ", "\t"])
        for piece in self.pieces(count) + self.random.sample(BLOCKS, min(count, 2)):
            text += piece + self.random.choice(["\n", "\n", "\n\n", "\n\n\n", " ", "\n \n", "\n\t", ""])
        return self.placed(word, text)

    def placed(self, word, text):
        return self.random.choice([f"{word}{text}", f"{text}{word}", f"{text} {word} ", f"{text}\u00a0{word}"])

    def pieces(self, count):
        pieces = self.random.sample(PLAIN, min(count, len(PLAIN)))
        return pieces


class Project:
    """A project made by valid changes, and what was said in it.

    `whole` says how full it is: `some` leaves things out at random, `all` fills everything with all
    that may do harm, and `clean` fills everything with plain words, to be poisoned in the file.
    """

    def __init__(self, run, folder, guidance, random, whole="some"):
        self.run, self.folder, self.guidance, self.random, self.whole = run, folder, guidance, random, whole
        self.texts = Texts(random, whole)
        self.answers, self.records, self.signs, self.said = {}, {}, [], []
        self.reasons = {}
        title = self.texts.line().strip() or "x"
        made = json.loads(run("new", "--json", "--", title))
        self.id, self.path = made["id"], made["path"]
        self.answers["project.title"] = {"value": title}
        changes = self.lists() + self.items()
        self.apply(changes)
        self.confirm()
        self.apply(self.sign())
        self.lapse()
        if whole == "some" and random.random() < 0.6:
            self.merge()
        self.tell()

    def apply(self, changes, project=None):
        self.run("apply", project or self.id, "-", stdin=json.dumps(changes))

    def wants(self, chance):
        return self.whole != "some" or self.random.random() < chance

    def lists(self):
        """Records of every list, the parties first, since others refer to them."""
        changes = []
        for id, one in self.guidance.lists.items():
            fixed = PARTIES if id == "parties" else [f"r{at}" for at in range(self.random.randint(0, 3))]
            if self.whole != "some" and id != "parties":
                fixed = ["r0", "r1"]
            for at, record_id in enumerate(fixed):
                record = {}
                for field in one["fields"]:
                    if self.wants(0.7) or id == "parties" and field["id"] in ("name", "kind"):
                        value = self.cell(id, field, at)
                        if value not in (None, ""):
                            record[field["id"]] = value
                if not record:
                    continue
                self.records[id, record_id] = record
                changes.append({"op": "add", "list": id, "record": {"id": record_id, **record}})
        return changes

    def cell(self, list_id, field, at):
        kind, random = field["kind"], self.random
        if list_id == "parties" and field["id"] == "kind":
            return ["nhs", "nhs", "company", "other"][at]
        if field["id"] in ("left", "dropped_reason") and list_id == "parties":
            return None
        if kind == "line":
            return self.texts.line()
        if kind == "text":
            return self.texts.text()
        if kind == "choice":
            return random.choice(field["choices"])["value"]
        if kind == "date":
            return f"20{random.randint(20, 35)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        if kind == "party":
            return random.choice(PARTIES)
        if kind == "company":
            return "p-company"
        if kind == "year":
            return random.randint(1900, 2999)
        if kind == "pence":
            return random.choice([0, 7, 100, 123_456_789, 10**13])
        if kind == "reference":
            return random.choice(["checklist.12", "checklist.15"])
        return random.sample(["pid.background", "pid.cost", "plan.measures"], 2)

    def items(self):
        """Answers, notes, evidence and reasons for skipping."""
        changes, random = [], self.random
        other_support = self.whole != "some" or random.random() < 0.2
        for id, item in self.guidance.items.items():
            if id == "project.title":
                continue
            answer = {}
            if self.wants(0.75):
                answer["value"] = self.value(item)
                if id in ("checklist.1A", "checklist.1B") and other_support:
                    answer["value"] = "no"
            if self.wants(0.4):
                answer["note"] = self.texts.text()
            if self.wants(0.3):
                answer["evidence"] = [self.texts.text() for _ in range(random.randint(1, 3))]
            if answer:
                self.answers[id] = answer
                changes.append({"op": "answer", "item": id, **answer})
            if id.startswith("scoping.") and item["kind"] == "text" and random.random() < 0.2:
                self.reasons[id] = self.texts.text()
                changes.append({"op": "skip", "item": id, "reason": self.reasons[id]})
        return changes

    def value(self, item):
        kind, random = item["kind"], self.random
        year = random.randint(2024, 2031)
        if kind == "line":
            return self.texts.line()
        if kind == "text":
            return self.texts.text()
        if kind == "three-way":
            parts = [part for part in ("patients", "nhs", "industry") if self.wants(0.8)] or ["nhs"]
            return {part: self.texts.text() for part in parts}
        if kind == "yes-no":
            return random.choice(["yes", "no"])
        if kind in ("choice", "practice", "outcome"):
            return random.choice(item["choices"])["value"]
        if kind == "quarter":
            return f"{year}-Q{random.randint(1, 4)}"
        if kind == "month":
            return f"{year}-{random.randint(1, 12):02}"
        if kind == "date":
            return f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        if kind == "months":
            return random.choice([1, 17, 240])
        if kind == "money":
            return {"pence": random.randint(0, 10**13), "vat": random.choice(["included", "excluded", "none"])}
        if kind == "decision":
            return {"choice": random.choice(item["choices"])["value"], "details": self.texts.text()}
        if kind == "attestation":
            return {"name": self.texts.line(), "date": f"{year}-05-0{random.randint(1, 9)}"}
        if kind == "head":
            covered = random.choice(["yes", "no"])
            return {"covered": covered, "clause": self.texts.line(), "notes": self.texts.text()}
        if item["id"] == "summary.period":
            return {"from": "2027-Q1", "to": f"20{random.randint(28, 35)}-Q3"}
        return {"from": "2027-02", "to": f"20{random.randint(28, 35)}-03"}

    def confirm(self):
        """Takes some of what is carried as the answer: then it is one."""
        rows = json.loads(self.run("show", self.id, "--json"))
        offered = [row["item"] for row in rows if any(c["state"] == "offered" for c in row.get("carried", []))]
        taken = [id for id in offered if id not in self.answers and self.random.random() < 0.7]
        self.apply([{"op": "confirm", "item": id} for id in taken])
        for row in json.loads(self.run("show", self.id, "--json")):
            if row.get("item") in taken and row["value"] is not None:
                self.answers[row["item"]] = {"value": row["value"]}

    def sign(self):
        """Approvals and certificates, some of them withdrawn again."""
        changes = []
        asked = [("concept", "approve", party) for party in PARTIES]
        asked += [("pid", "approve", "project-team"), ("pid", "approve", "governance-committee")]
        asked += [("pid", "certify", "p-company"), ("summary", "certify", "p-company")]
        asked += [("agreement", "sign", "p-nhs"), ("agreement", "sign", "p-company")]
        asked += [("summary", "publish", "p-company")]
        for subject, role, party in asked:
            if not self.wants(0.7):
                continue
            name, day = self.texts.line(), f"2026-0{self.random.randint(1, 9)}-17"
            change = {"op": "sign", "subject": subject, "role": role, "party": party, "name": name, "date": day}
            texts = [name, day_words(day)]
            if role == "publish":
                change["address"] = self.texts.line()
                texts.append(change["address"])
            changes.append(change)
            place = "signed"
            if role == "approve" and subject == "concept" and self.random.random() < 0.4:
                reason = self.texts.text()
                texts.append(reason)
                place = "words"
                withdrawn = {"op": "withdraw", "subject": subject, "role": role, "party": party}
                changes.append({**withdrawn, "reason": reason})
            self.signs.append(Said(f"{role} of {subject} by {party}", subject, texts, place))
        return changes

    def lapse(self):
        """Changes an answer under the sign-offs of the concept: what it said is told with them."""
        old = self.answers.get("concept.purpose", {}).get("value")
        stands = any(one.owner == "concept" and one.place == "signed" for one in self.signs)
        if not stands or not old or self.random.random() < 0.5:
            return
        new = self.texts.text()
        self.apply([{"op": "answer", "item": "concept.purpose", "value": new}])
        self.answers["concept.purpose"]["value"] = new
        self.said.append(Said("what concept.purpose said", "concept", [old], "row"))

    def merge(self):
        """Two people write the same things at once: both versions are kept."""
        random = self.random
        base = json.loads(open(self.path, encoding="utf-8").read())
        texts = [id for id, item in self.guidance.items.items() if item["kind"] == "text" and id in self.answers]
        lists = [key for key in self.records if key[0] != "parties"]
        items, records = random.sample(texts, min(8, len(texts))), random.sample(lists, min(4, len(lists)))
        items = [id for id in items if id not in self.reasons]
        sides = []
        for side in ("ours", "theirs"):
            changes, answers, updates = [], {}, {}
            for id in items:
                answers[id] = self.texts.text()
                changes.append({"op": "answer", "item": id, "value": answers[id]})
            for list_id, record_id in records:
                line = next(f["id"] for f in self.guidance.lists[list_id]["fields"] if f["kind"] in ("line", "text"))
                updates[list_id, record_id] = {line: self.texts.line()}
                fields = updates[list_id, record_id]
                changes.append({"op": "update", "list": list_id, "id": record_id, "fields": fields})
            path = self.folder / f"{side}.json"
            path.write_text(json.dumps(base), encoding="utf-8")
            self.apply(changes, str(path))
            sides.append((path, answers, updates))
        ancestor = self.folder / "base.json"
        ancestor.write_text(json.dumps(base), encoding="utf-8")
        out = self.folder / "merged.json"
        out.unlink(missing_ok=True)
        self.run("merge", str(ancestor), str(sides[0][0]), str(sides[1][0]), "-o", str(out), codes=(0, 1))
        for id in items:
            self.answers[id] = {**self.answers[id], "versions": [answers[id] for _, answers, _ in sides]}
            self.answers[id].pop("value", None)
        for key in records:
            before = self.records.pop(key)
            for side, (_, _, updates) in enumerate(sides):
                self.records[(*key, side)] = {**before, **updates[key]}
        self.id = str(out)

    def tell(self):
        """What has to be read again, and where."""
        for id, answer in self.answers.items():
            item, texts = self.guidance.items[id], list(answer.get("versions", []))
            texts += words(item, answer["value"]) if "value" in answer else []
            texts += [answer.get("note", "")] + answer.get("evidence", [])
            owner = self.guidance.owner(id) if self.applies(id) else "eligibility"
            self.said.append(Said(id, owner, [text for text in texts if text.strip()], "field"))
        for id, reason in self.reasons.items():
            owner = self.guidance.owner(id) if self.applies(id) else "eligibility"
            self.said.append(Said(f"why {id} is skipped", owner, [reason], "words"))
        for key, record in self.records.items():
            one = self.guidance.lists[key[0]]
            texts = []
            for field in one["fields"]:
                if field["id"] in record:
                    texts += self.cell_words(field, record[field["id"]])
            owner = f"amendment-{key[1]}" if key[0] == "amendments" else self.guidance.owner(key[0])
            what = "/".join(map(str, key))
            self.said.append(Said(what, owner, [text for text in texts if text.strip()], "row"))
        self.said += self.signs

    def applies(self, id):
        """Whether the question is asked, given the answers."""
        first = self.answers.get("checklist.1A", {}).get("value")
        second = self.answers.get("checklist.1B", {}).get("value")
        if id.startswith("checklist.") and id not in ("checklist.1A", "checklist.1B"):
            if first == "no" and second == "no":
                return False
        if id == "scoping.therapy-inequalities":
            return True  # where nothing asks for it, it is suggested
        when = self.guidance.items[id].get("when")
        return when is None or self.answers.get(when["item"], {}).get("value") in when["is"]

    def cell_words(self, field, value):
        kind = field["kind"]
        if kind == "choice":
            return [label(field, value)]
        if kind == "date":
            return [day_words(value)]
        if kind in ("party", "company"):
            return [self.records["parties", value]["name"]]
        if kind == "pence":
            return [pounds(value)]
        if kind == "reference":
            return [self.guidance.label(value)]
        if kind == "references":
            return [self.guidance.label(one) for one in value]
        return [str(value)]

    def poison(self):
        """Puts into the file, in place of every plain word, what input would have refused."""
        random = self.random
        filed = json.loads(open(self.path, encoding="utf-8").read())
        put = {}
        for at in range(1, self.texts.count + 1):
            word = f"q{at}z"
            pieces = [REFUSED[at % len(REFUSED)], PLAIN[at % len(PLAIN)], REFUSED[(at * 7 + 3) % len(REFUSED)]]
            if at % 140 < 4:
                pieces.append(LONG[at % 140])
            if word not in self.texts.of_one_line:
                pieces.append("\n\nand below\n")
            put[word] = random.choice([" ", "", "\t"]).join([*pieces, word])

        def put_in(thing):
            if isinstance(thing, str):
                return put.get(thing, thing)
            if isinstance(thing, list):
                return [put_in(one) for one in thing]
            if isinstance(thing, dict):
                return {name: put_in(one) for name, one in thing.items()}
            return thing

        filed = put_in(filed)
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(filed, file, ensure_ascii=False)
        for said in self.said:
            said.texts = [put.get(text, text) for text in said.texts]
        return put


def words(item, value):
    """An answer as people read it, each of its parts by itself."""
    kind = item["kind"]
    if kind == "three-way":
        return [text for text in value.values() if text]
    if kind == "yes-no":
        return ["Not sure" if value == "unsure" else value.capitalize()]
    if kind in ("choice", "practice", "outcome"):
        return [label(item, value)]
    if kind == "quarter":
        return [quarter_words(value)]
    if kind == "month":
        return [month_words(value)]
    if kind == "date":
        return [day_words(value)]
    if kind == "months":
        return ["1 month" if value == 1 else f"{value} months"]
    if kind == "money":
        vat = {"included": "VAT included", "excluded": "VAT excluded", "none": "no VAT"}[value["vat"]]
        return [f"{pounds(value['pence'])}, {vat}"]
    if kind == "decision":
        return [label(item, value["choice"]), value["details"]]
    if kind == "attestation":
        return [value["name"], day_words(value["date"])]
    if kind == "head":
        return [value["covered"].replace("-", " ").capitalize(), value["clause"], value["notes"]]
    if kind == "period":
        each = quarter_words if "Q" in value["from"] else month_words
        return [f"{each(value['from'])} to {each(value['to'])}"]
    return [value]


def label(thing, value):
    return next(choice["label"] for choice in thing["choices"] if choice["value"] == value)


def day_words(day):
    year, month, day = day.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1][:3]} {year}"


def month_words(month):
    year, month = month.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def quarter_words(quarter):
    year, number = quarter.split("-Q")
    first, last = MONTHS[int(number) * 3 - 3], MONTHS[int(number) * 3 - 1]
    return f"Q{number} {year} ({first[:3]} to {last[:3]})"


def pounds(pence):
    return f"£{pence // 100:,}.{pence % 100:02}"
