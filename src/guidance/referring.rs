//! Fields of records that name something that is asked: what they may name, and how it reads.

use super::{
    edition::{Edition, Step, Subject},
    id::{ItemId, ListId},
    item::{Choice, Entry, Field, FieldKind},
};

impl Edition {
    /// What a field that refers to something asked may name, as it is chosen from: what its subject
    /// covers, else every item (or list too, where it names several). Nothing for a field of
    /// another kind.
    pub fn referable(&self, field: &Field) -> Vec<Choice> {
        let ids: Vec<&str> = match (field.kind, self.subject_of(field)) {
            (FieldKind::Reference | FieldKind::References, Some(subject)) => covered(subject).collect(),
            (FieldKind::Reference, None) => self.items().map(|item| item.id.as_str()).collect(),
            (FieldKind::References, None) => {
                let entries = self.steps().iter().flat_map(|step: &Step| &step.entries);
                entries.map(Entry::id).collect()
            }
            _ => Vec::new(),
        };
        let choice = |id: &str| Choice {
            value: id.to_owned(),
            label: self.reference_words(field, id),
            help: None,
        };
        ids.into_iter().map(choice).collect()
    }

    /// How people read an id that a field names: the guidance's number and the label, with the step
    /// where labels alone do not tell; the id itself where nothing is called so.
    pub fn reference_words(&self, field: &Field, id: &str) -> String {
        let Some(entry) = self.entry(id) else {
            return id.to_owned();
        };
        let label = entry.label();
        let (step, number) = match entry {
            Entry::Item(item) => (&item.step, item.number.as_deref()),
            Entry::List(list) => (&list.step, None),
        };
        let of_subject = self
            .subject_of(field)
            .is_some_and(|subject| covered(subject).any(|covered| covered == id));
        match (number, self.step(step.as_str())) {
            (Some(number), _) => format!("{number} {label}"),
            (None, Some(step)) if !of_subject => format!("{}: {label}", step.label),
            (None, _) => label.to_owned(),
        }
    }

    fn subject_of(&self, field: &Field) -> Option<&Subject> {
        self.subject(field.of.as_ref()?.as_str())
    }
}

/// The items and lists that a sign-off of a subject covers.
fn covered(subject: &Subject) -> impl Iterator<Item = &str> {
    let items = subject.covers.items.iter().map(ItemId::as_str);
    items.chain(subject.covers.lists.iter().map(ListId::as_str))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::guidance::editions;

    #[test]
    fn an_amendment_names_the_pid_and_its_plan_by_label_and_a_risk_any_item() {
        let edition = &editions()[0];
        let items = edition.list("amendments").unwrap().field("items").unwrap();
        let named = edition.referable(items);
        assert_eq!(named.len(), 23);
        let labels: Vec<&str> = named.iter().map(|choice| choice.label.as_str()).collect();
        assert!(labels.contains(&"Exit strategy") && labels.contains(&"Milestones"));
        let item = edition.list("risks").unwrap().field("item").unwrap();
        assert_eq!(edition.referable(item).len(), edition.items().count());
        for (id, words) in [
            ("checklist.12", "12 Skills and capacity"),
            ("scoping.pressures", "Scoping: Today's pressures"),
            ("plan.milestones", "PID: Milestones"),
            ("an.old-id", "an.old-id"),
        ] {
            assert_eq!(edition.reference_words(item, id), words);
        }
        let title = edition.list("risks").unwrap().field("title").unwrap();
        assert!(edition.referable(title).is_empty());
    }

    #[test]
    fn no_two_things_that_a_field_may_name_read_the_same() {
        for edition in editions() {
            for field in edition.lists().flat_map(|list| &list.fields) {
                let mut labels: Vec<String> = edition
                    .referable(field)
                    .into_iter()
                    .map(|choice| choice.label)
                    .collect();
                let all = labels.len();
                labels.sort();
                labels.dedup();
                assert_eq!(labels.len(), all, "{}", field.id);
            }
        }
    }
}
