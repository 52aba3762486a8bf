//! What two files of one project have in common: the base that a merge of them starts from.

use std::{path::Path, sync::Arc};

use crate::{guidance::Edition, project::Project, store::Store};

/// The base for merging ours with what now lies in the file, `last` being what we last knew of it.
///
/// That is `last` where the file goes on from it. Where it does not, somebody put another file in
/// its place: an older one, which ours goes on from, or one that went its own way.
pub(super) fn base_of(
    store: &Store,
    path: &Path,
    edition: &Arc<Edition>,
    [last, ours, theirs]: [&Project; 3],
) -> Project {
    if theirs.descends_from(last) {
        return last.clone();
    }
    let mut known = kept(store, path, edition);
    known.push(last.clone());
    nearest(edition, known, [ours, theirs])
}

/// Of the two themselves and what else is known of the project the latest that both come of;
/// a project with nothing said where there is none.
pub(super) fn nearest(edition: &Edition, known: Vec<Project>, [ours, theirs]: [&Project; 2]) -> Project {
    if ours.descends_from(theirs) {
        return theirs.clone();
    }
    if theirs.descends_from(ours) {
        return ours.clone();
    }
    known
        .into_iter()
        .filter(|base| ours.descends_from(base) && theirs.descends_from(base))
        .max_by_key(|base| (base.log.len(), base.updated_at))
        .unwrap_or_else(|| Project::new(ours.id.clone(), edition, ours.created_at.min(theirs.created_at)))
}

/// The kept copies of a project that can be read.
pub(super) fn kept(store: &Store, path: &Path, edition: &Arc<Edition>) -> Vec<Project> {
    let copies = store.copies(path).unwrap_or_default().into_iter();
    copies
        .filter_map(|copy| {
            let bytes = store.read(&copy.path).ok()?;
            let (project, _) = Project::parse(&bytes, std::slice::from_ref(edition)).ok()?;
            project.read_only.is_none().then_some(project)
        })
        .collect()
}
