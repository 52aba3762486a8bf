//! Records that are often on a list in the project's care setting, and are not there yet.

use serde_json::{Map, json};

use crate::{
    guidance::{Edition, List, Role},
    project::{Change, Project, Value},
};

/// A record that may be taken as it is, and completed later.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// What it is called: a name, or a role.
    pub label: String,
    /// What else it says, in words; empty where it says nothing else.
    pub with: String,
    /// The change that takes it.
    pub change: Change,
}

/// What is suggested for a list and is not on it yet, in the edition's order.
pub fn suggested(edition: &Edition, project: &Project, list: &List) -> Vec<Suggested> {
    let setting = project.in_role(edition, Role::Setting).and_then(Value::chosen);
    let records = project.records(list.id.as_str());
    let mut all = Vec::new();
    for suggestion in edition.suggestions_in(setting) {
        let field = suggestion
            .what
            .rsplit_once('.')
            .filter(|(of, _)| *of == list.id.as_str())
            .and_then(|(_, field)| list.field(field));
        let Some(field) = field else { continue };
        let there = |value: &str| records.iter().any(|record| record.text(&field.id) == value);
        for value in suggestion.values.iter().filter(|value| !there(value)) {
            let mut record = Map::from_iter([(field.id.clone(), json!(value))]);
            let mut words = Vec::new();
            for (id, value) in &suggestion.with {
                record.insert(id.clone(), json!(value));
                words.extend(
                    list.field(id)
                        .map(|field| field.choice_label(value).to_lowercase()),
                );
            }
            all.push(Suggested {
                label: value.clone(),
                with: words.join(", "),
                change: Change::Add {
                    list: list.id.to_string(),
                    record,
                },
            });
        }
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        guidance::editions,
        project::{CountedIds, Stamp, apply},
    };

    /// What the guidance suggests (p. 20, 27 and 28), for each care setting and for none.
    #[test]
    fn each_care_setting_suggests_who_the_guidance_names() {
        let industry = "Company programme manager, Company medical affairs lead, Company partnership lead";
        let committee = "Executive senior responsible officer, Clinical lead, Programme manager, \
            Programme support, Insight and intelligence lead, Company legal director, \
            Company medical or compliance director";
        let others = "Company decision makers (internal), Company market access team (internal), \
            Company project managers (internal), NHS England (external), \
            Department of Health and Social Care (external), Patient groups (external)";
        let groups =
            "Patients and residents (external), Healthwatch (external), VCSE organisations (external)";
        for (setting, team, stakeholders) in [
            (None, String::new(), String::new()),
            (
                Some("primary"),
                "PCN clinical director or deputy, GP federation chief executive or managing director, \
                 Community pharmacy lead, HIN innovation and commercial lead, "
                    .to_owned(),
                "GPs, Pharmacists, Patients and residents (external), Local Healthwatch (external), \
                 VCSE organisations (external), "
                    .to_owned(),
            ),
            (
                Some("secondary"),
                "Associate medical director or chief pharmacist, Clinical lead of the specialty, \
                 HIN innovation and commercial lead, "
                    .to_owned(),
                format!(
                    "Chair of the trust quality committee (internal), \
                     Chair of the medicines optimisation group (internal), {groups}, "
                ),
            ),
            (
                Some("system"),
                "Director of strategy and innovation, Head of medicines management, ICB pharmacist, \
                 HIN innovation and commercial lead, "
                    .to_owned(),
                format!("Chair of the ICB quality committee (internal), {groups}, "),
            ),
        ] {
            let project = project(setting);
            assert_eq!(words(&project, "team.members"), format!("{team}{industry}"));
            assert_eq!(words(&project, "governance.committee"), committee);
            assert_eq!(
                words(&project, "stakeholders.map"),
                format!("{stakeholders}{others}")
            );
            assert_eq!(words(&project, "parties"), "");
        }
    }

    #[test]
    fn what_is_taken_is_there_and_suggested_no_more() {
        let mut project = project(Some("system"));
        let list = editions()[0].list("stakeholders.map").unwrap();
        let first = suggested(&editions()[0], &project, list).remove(0);
        make(&mut project, &[first.change]);
        let record = &project.records("stakeholders.map")[0];
        assert_eq!(record.text("name"), "Chair of the ICB quality committee");
        assert_eq!(record.text("side"), "internal");
        assert!(words(&project, "stakeholders.map").starts_with("Patients and residents"));
    }

    fn project(setting: Option<&str>) -> Project {
        let at = "2026-11-21T09:00:00Z".parse().unwrap();
        let mut project = Project::new("trial-0001".to_owned(), &editions()[0], at);
        let setting = setting.map(|setting| Change::value("project.setting", json!(setting)));
        make(&mut project, setting.as_slice());
        project
    }

    fn make(project: &mut Project, changes: &[Change]) {
        let mut stamp = Stamp {
            by: "A. Example",
            at: "2026-11-21T09:00:00Z".parse().unwrap(),
            today: "2026-11-21".parse().unwrap(),
            ids: &mut CountedIds::default(),
            verdict: &|_, _| crate::guidance::Verdict::JointWorking,
        };
        apply(project, changes, &editions()[0], &mut stamp).unwrap();
    }

    fn words(project: &Project, list: &str) -> String {
        let list = editions()[0].list(list).unwrap();
        let all = suggested(&editions()[0], project, list).into_iter();
        let words = all.map(|one| match one.with.as_str() {
            "" => one.label,
            with => format!("{} ({with})", one.label),
        });
        words.collect::<Vec<_>>().join(", ")
    }
}
