//! Pictures of the trees, to be read.

use insta::assert_snapshot;
use serde_json::json;

use super::{
    Making, edition,
    outline::{outline, skeleton},
};
use crate::documents::{Which, all};

#[test]
fn a_project_with_nothing_said_shows_every_gap_in_words() {
    let making = Making::new();
    for which in [
        "concept",
        "pid",
        "agreement",
        "summary",
        "outcomes",
        "eligibility",
        "status",
    ] {
        assert_snapshot!(format!("empty_{which}"), outline(&making.document(which)));
    }
}

#[test]
fn a_project_on_its_way_shows_what_is_carried_and_what_is_open() {
    let mut making = Making::sample("hospital-at-home");
    making.apply(&json!([
        {"op": "sign", "subject": "concept", "role": "approve", "party": "northmere-icb", "name": "Imogen Tarrow", "date": "2026-11-20"},
        {"op": "confirm", "item": "pid.background"},
        {"op": "add", "list": "plan.measures", "record": {"id": "beds", "measure": "Bed days saved", "area": "service", "baseline": "0", "target": "1,200 a year", "owner": "Owen Brackett", "due": "2028-03-31"}},
    ]));
    making.by(
        "Bo",
        &json!([{"op": "answer", "item": "concept.purpose", "value": "Another purpose"}]),
    );
    for which in [
        "concept",
        "pid",
        "agreement",
        "summary",
        "outcomes",
        "eligibility",
        "status",
    ] {
        assert_snapshot!(format!("sample_{which}"), outline(&making.document(which)));
    }
    assert_snapshot!("sample_pack", skeleton(&making.document("pack")));
}

#[test]
fn a_project_complete_to_its_close_is_no_draft_and_has_no_gap_anywhere() {
    let making = Making::sample("complete-bone-health");
    for which in all(edition(), &making.project) {
        let document = making.document(&which.to_string());
        assert_eq!(document.imprint.draft, None, "{which}");
        assert_eq!(document.gaps().next(), None, "{which}");
        let picture = match which {
            Which::Pack => skeleton(&document),
            _ => outline(&document),
        };
        assert_snapshot!(format!("complete_{}", which.file_stem()), picture);
    }
}
