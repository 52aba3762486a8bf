//! XML being written: elements that close, and text that `quick-xml` has escaped.

use quick_xml::escape::escape;

/// An attribute with its value, as it is before escaping.
pub(super) type Attribute<'a> = (&'a str, &'a str);

/// A piece of XML.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A part of its own, with the declaration that every part begins with.
    pub(super) fn part() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with what stands in it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        inner: impl FnOnce(&mut Self),
    ) -> &mut Self {
        self.open(name, attributes);
        inner(self);
        self.close(name)
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) -> &mut Self {
        self.tag(name, attributes);
        self.0.push_str("/>");
        self
    }

    /// An element with nothing but the one attribute that most of Word's have.
    pub(super) fn value(&mut self, name: &str, value: &str) -> &mut Self {
        self.empty(name, &[("w:val", value)])
    }

    /// An element with text in it.
    pub(super) fn worded(&mut self, name: &str, text: &str) -> &mut Self {
        self.element(name, &[], |xml| xml.text(text))
    }

    /// The beginning of an element that is closed elsewhere.
    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) -> &mut Self {
        self.tag(name, attributes);
        self.0.push('>');
        self
    }

    /// The end of an element that was opened.
    pub(super) fn close(&mut self, name: &str) -> &mut Self {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        self
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push_str(&escape(text));
    }

    /// XML that is sound already.
    pub(super) fn raw(&mut self, xml: &str) -> &mut Self {
        self.0.push_str(xml);
        self
    }

    /// What has been written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.0.push_str(&escape(*value));
            self.0.push('"');
        }
    }
}
