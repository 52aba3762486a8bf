//! From the file of an earlier schema to one of ours.

use serde_json::Value as Json;

use crate::project::file::SCHEMA;

/// Makes a file of one schema one of the next, losing nothing; the schema itself is none of its
/// business.
pub(super) type Step = fn(&mut Json);

/// The steps in order: the first leads from schema 1 to schema 2. There is no second schema yet.
pub(super) const STEPS: &[Step] = &[];

const _: () = assert!(
    STEPS.len() as u64 + 1 == SCHEMA,
    "a step from each schema to the next"
);

/// Takes a file by these steps from the schema that it says to the last; one that says none, or a
/// later one, stays as it is. The schema that it says stays too: it is what lies on the disk.
pub(super) fn raise(json: &mut Json, steps: &[Step]) {
    let Some(schema) = json.get("schema").and_then(Json::as_u64) else {
        return;
    };
    let passed = usize::try_from(schema.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(passed) {
        step(json);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_takes_the_steps_that_it_lacks_and_no_other() {
        fn from_first(json: &mut Json) {
            json["by"] = json!("1");
        }
        fn from_second(json: &mut Json) {
            json["by"] = json!(format!("{}2", json["by"].as_str().unwrap_or_default()));
        }
        for (schema, by) in [
            (json!(1), json!("12")),
            (json!(2), json!("2")),
            (json!(3), Json::Null),
            (json!(9), Json::Null),
            (json!(u64::MAX), Json::Null),
            (json!("1"), Json::Null),
        ] {
            let mut file = json!({ "schema": schema });
            raise(&mut file, &[from_first, from_second]);
            assert_eq!(file["by"], by, "{schema}");
            assert_eq!(file["schema"], schema);
        }
    }
}
