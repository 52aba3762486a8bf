//! A user's own Word file as a house style.

use super::{
    super::docx::{self, Reference, WordError},
    samples::rich,
    word::{packed, parts},
};

const PICTURE: &str = "not really a picture, but carried as one";

/// A house style of somebody whose Word speaks another language: other ids, other colours, upright
/// A5, numbered headings, a picture at the head of each page, and few styles of its own.
fn house() -> Vec<u8> {
    let styles = r#"<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:docDefaults/>
        <w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
          <w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:color w:val="AA0000"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/></w:style>
        <w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/></w:style>
        </w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
    let header = r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r">
        <w:p><w:r><w:drawing r:embed="rId9"/></w:r><w:r><w:t>House &amp; Co</w:t></w:r></w:p></w:hdr>"#;
    let text = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"><w:body>
        <w:p><w:r><w:t>Their own secret words</w:t></w:r></w:p>
        <w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="8391" w:h="11906"/>
        <w:pgMar w:top="1000" w:right="900" w:bottom="1000" w:left="900" w:header="500" w:footer="500"/></w:sectPr>
        </w:body></w:document>"#;
    let types = r#"<Types xmlns="t"><Default Extension="png" ContentType="image/png"/>
        <Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let root = r#"<Relationships><Relationship Id="rId1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let ties = r#"<Relationships><Relationship Id="rId1" Type="x/styles" Target="styles.xml"/>
        <Relationship Id="rId2" Type="x/numbering" Target="numbering.xml"/>
        <Relationship Id="rId4" Type="x/header" Target="header7.xml"/></Relationships>"#;
    let pictures =
        r#"<Relationships><Relationship Id="rId9" Type="x/image" Target="media/logo.png"/></Relationships>"#;
    let all = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("word/document.xml", text),
        ("word/_rels/document.xml.rels", ties),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/header7.xml", header),
        ("word/_rels/header7.xml.rels", pictures),
        ("word/media/logo.png", PICTURE),
    ];
    packed(&all.map(|(path, text)| (path.to_owned(), text.to_owned())))
}

fn drawn_by(house: &[u8]) -> impl Fn(&str) -> String + use<> {
    let reference = Reference::read(house).unwrap();
    let parts = parts(&docx::render(&rich(), Some(&reference)).unwrap());
    move |path| {
        let found = parts.iter().find(|(name, _)| name == path);
        found.unwrap_or_else(|| panic!("no {path}")).1.clone()
    }
}

#[test]
fn styles_are_found_by_their_names_and_ours_added() {
    let part = drawn_by(&house());
    let text = part("word/document.xml");
    assert!(text.contains("<w:pStyle w:val=\"berschrift1\"/>"));
    assert!(!text.contains("\"Heading1\"") && text.contains("\"Heading2\""));
    assert!(!text.contains("secret"));
    let styles = part("word/styles.xml");
    assert!(styles.contains("AA0000"));
    let added = styles.split("w:styleId=\"Heading2\"").nth(1).unwrap();
    assert!(added.contains("<w:basedOn w:val=\"Standard\"/>"), "{added}");
    assert!(styles.contains("<w:basedOn w:val=\"NormaleTabelle\"/>"));
}

#[test]
fn a_name_that_means_something_else_there_is_left_to_the_house() {
    let part = drawn_by(&house());
    assert!(part("word/styles.xml").contains("<w:name w:val=\"Triplewin Note\"/>"));
    assert!(part("word/document.xml").contains("<w:pStyle w:val=\"TriplewinNote\"/>"));
}

#[test]
fn lists_stand_beside_the_houses_own() {
    let part = drawn_by(&house());
    let numbering = part("word/numbering.xml");
    assert!(numbering.contains("w:abstractNumId=\"3\"") && numbering.contains("w:abstractNumId=\"4\""));
    let kinds = numbering.rfind("<w:abstractNum ").unwrap();
    assert!(kinds < numbering.find("<w:num ").unwrap(), "{numbering}");
    assert!(
        numbering.contains("<w:num w:numId=\"8\"><w:abstractNumId w:val=\"4\"/>"),
        "{numbering}"
    );
    let bullets = part("word/styles.xml");
    assert!(
        bullets
            .split("w:styleId=\"ListBullet\"")
            .nth(1)
            .unwrap()
            .contains("<w:numId w:val=\"8\"/>")
    );
}

#[test]
fn the_head_of_each_page_keeps_the_picture_and_gains_ours() {
    let part = drawn_by(&house());
    let header = part("word/header1.xml");
    assert!(header.contains("House &amp; Co") && header.contains(">DRAFT<"));
    assert!(part("word/_rels/header1.xml.rels").contains("/word/media/logo.png"));
    assert_eq!(part("word/media/logo.png"), PICTURE);
    assert!(
        part("[Content_Types].xml").contains("PartName=\"/word/media/logo.png\" ContentType=\"image/png\"")
    );
    let text = part("word/document.xml");
    assert!(text.contains("<w:pgSz w:w=\"8391\" w:h=\"11906\" w:orient=\"portrait\"/>"));
    assert!(text.contains("<w:tblW w:w=\"6591\" w:type=\"dxa\"/>"));
}

#[test]
fn a_head_that_needs_more_than_pictures_is_left_out() {
    let outside = r#"<Relationships><Relationship Id="rId9" Type="x/image" TargetMode="External"
        Target="https://example.org/track.png"/></Relationships>"#;
    let mut all = parts(&house());
    for (path, text) in &mut all {
        if path == "word/_rels/header7.xml.rels" {
            outside.clone_into(text);
        }
    }
    let header = drawn_by(&packed(&all))("word/header1.xml");
    assert!(!header.contains("House") && header.contains(">DRAFT<"));
}

#[test]
fn a_document_of_ours_is_a_house_style_too() {
    let own = docx::render(&rich(), None).unwrap();
    let reference = Reference::read(&own).unwrap();
    let again = docx::render(&rich(), Some(&reference)).unwrap();
    let text = |bytes: &[u8], path: &str| {
        let parts = parts(bytes);
        parts.into_iter().find(|(name, _)| name == path).unwrap().1
    };
    for path in [
        "word/header1.xml",
        "word/footer1.xml",
        "word/document.xml",
        "word/styles.xml",
    ] {
        assert_eq!(text(&own, path), text(&again, path), "{path}");
    }
}

#[test]
fn what_is_no_word_file_is_refused_in_one_sentence() {
    let refused = |bytes: &[u8]| Reference::read(bytes).unwrap_err();
    assert_eq!(refused(b"%PDF-1.7"), WordError::NotWord);
    assert_eq!(
        refused(&packed(&[("xl/workbook.xml".to_owned(), String::new())])),
        WordError::NotWord
    );
    assert_eq!(
        WordError::NotWord.to_string(),
        "this is no Word file (.docx), or it is protected by a password"
    );
    let mut all = parts(&house());
    all.retain(|(path, _)| path != "word/styles.xml");
    assert_eq!(refused(&packed(&all)), WordError::NotWord);
}
