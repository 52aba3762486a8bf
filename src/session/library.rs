//! The projects of a folder: listed, made, opened, put away; and where each person left off.

use jiff::{Timestamp, civil::Date};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Acting, CommitError, CreateError, OpenError, Session, beside::gathered, commit, read};
use crate::{
    guidance::{Edition, EditionId, Role, Verdict},
    json::{self, JsonError},
    project::{Change, Ids, Project, RandomIds, Refusal},
    rules::{self, Assessment, Next, State},
    store::{Places, Store, StoreError, without_paths},
};

/// A fictional project that somebody may look at, as a list of changes.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What it shows, in a line.
    pub what: &'static str,
    json: &'static [u8],
}

/// The samples that this program holds.
pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "hospital-at-home",
        what: "A clear joint-working project, scoped and ready for its approvals",
        json: include_bytes!("../../assets/samples/hospital-at-home.json"),
    },
    Sample {
        name: "diagnostic-hub",
        what: "Collaborative working half way through set-up, with amber risks",
        json: include_bytes!("../../assets/samples/diagnostic-hub.json"),
    },
    Sample {
        name: "remote-clinics",
        what: "A good idea that one red question blocks, and what turns it into a yes",
        json: include_bytes!("../../assets/samples/remote-clinics.json"),
    },
    Sample {
        name: "nurse-post",
        what: "Money for a post: really a grant, and how the questions show it",
        json: include_bytes!("../../assets/samples/nurse-post.json"),
    },
    Sample {
        name: "complete-bone-health",
        what: "Joint working complete to its close, with an amendment and two targets missed",
        json: include_bytes!("../../assets/samples/complete-bone-health.json"),
    },
];

impl Sample {
    /// The changes that make it.
    pub fn changes(&self) -> Result<Vec<Change>, SampleError> {
        Ok(Change::list_from_json(&json::parse(self.json)?)?)
    }
}

/// The day of the last sign-off among the changes.
fn last_sign_off(changes: &[Change]) -> Option<Date> {
    let dates = changes.iter().filter_map(|change| match change {
        Change::Sign { date, .. } => date.parse().ok(),
        _ => None,
    });
    dates.max()
}

/// Why a sample cannot be made; a test shows that none of the program's own fails so.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// It is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// One of its changes is malformed.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// A folder of projects, and who works with them.
#[derive(Clone)]
pub struct Library {
    /// The folder.
    pub store: Store,
    /// The editions that projects may be answered under, the one for new ones first.
    pub editions: Vec<Arc<Edition>>,
    /// Who acts, and when.
    pub acting: Acting,
    /// Where each person left off; none where the system has no place for it.
    pub places: Option<Arc<Places>>,
    /// Where fresh ids come from.
    pub ids: fn() -> Box<dyn Ids + Send>,
    /// Whether whoever sits there may reach nothing of this machine but these projects.
    pub kiosk: bool,
}

/// One project of a folder, as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its file.
    pub path: PathBuf,
    /// Its id; the file's name where it cannot be read.
    pub id: String,
    /// What is known of it, or why it cannot be read, in words.
    pub state: Result<ListedProject, String>,
    /// The last good copy of a damaged one, where there is one.
    pub copy: Option<PathBuf>,
    /// What a file holds that is named otherwise than its project, such as a copy that was sent.
    pub misnamed: Option<ListedProject>,
    /// Other files of the folder that hold this project, such as a synchronised folder's copy of
    /// what another machine saved at the same time.
    pub beside: Vec<Listed>,
}

/// What a list shows of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedProject {
    /// Its title.
    pub title: String,
    /// The edition that it is answered under.
    pub edition: EditionId,
    /// The id of its stage, or `closed`.
    pub stage: String,
    /// One word for the stage.
    pub stage_label: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// How many items and conditions are met, over all steps.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// What to do next; `None` once closed.
    pub next: Option<Next>,
    /// What is overdue, with its day.
    pub overdue: Vec<String>,
    /// Whether something waits for somebody: an overdue day, a lapsed sign-off, a red *no*.
    pub attention: bool,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Who changed it last, where the log tells.
    pub updated_by: Option<String>,
    /// When it was put away, if it was.
    pub archived_at: Option<Timestamp>,
    /// What stands above its unmet conditions, such as `Before Stage 2`, and the conditions.
    pub before: (String, Vec<String>),
}

impl Listed {
    /// Whether it was put away.
    pub fn is_archived(&self) -> bool {
        let state = self.state.as_ref();
        state.is_ok_and(|project| project.archived_at.is_some())
    }
}

impl Library {
    /// A library over a folder, with ids by chance.
    pub fn new(store: Store, editions: &[Arc<Edition>], acting: Acting, places: Option<Places>) -> Self {
        Self {
            store,
            editions: editions.to_vec(),
            acting,
            places: places.map(Arc::new),
            ids: || Box::new(RandomIds),
            kiosk: false,
        }
    }

    /// What went wrong, in words; in a kiosk without any path.
    pub fn told(&self, error: &impl ToString) -> String {
        let words = error.to_string();
        if self.kiosk {
            without_paths(&words, self.store.dir())
        } else {
            words
        }
    }

    /// Every project, those changed last first; one that cannot be read says why.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let rows = self.store.list()?.into_iter().map(|path| self.listed(path));
        let mut listed = gathered(rows.collect());
        listed.sort_by_key(|listed| {
            let changed = listed
                .state
                .as_ref()
                .map_or(Timestamp::MIN, |project| project.updated_at);
            (std::cmp::Reverse(changed), listed.id.clone())
        });
        Ok(listed)
    }

    fn listed(&self, path: PathBuf) -> (Listed, Option<String>) {
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let holds;
        let (state, copy, misnamed) = match read(&self.store, &path, &self.editions) {
            Err(error) => {
                let words = self.told(&error);
                holds = self.store.id_told(&path);
                match error {
                    OpenError::Damaged { copy, .. } => (Err(words), copy, None),
                    OpenError::Store(_) => (Err(words), None, None),
                }
            }
            Ok((project, edition)) => {
                let assessment = rules::assess(&edition, &project, self.acting.today());
                let summary = summary(&edition, &project, &assessment, self.acting.today());
                if project.id.eq_ignore_ascii_case(&name) {
                    holds = Some(project.id);
                    (Ok(summary), None, None)
                } else {
                    let what = format!(
                        "the file is named {name}.json and holds the project {}",
                        project.id
                    );
                    holds = Some(project.id);
                    (Err(crate::characters::escaped(&what)), None, Some(summary))
                }
            }
        };
        let known = |copy: PathBuf| match copy.file_name() {
            Some(name) if self.kiosk => PathBuf::from(name),
            _ => copy,
        };
        let listed = Listed {
            path,
            id: name,
            state,
            copy: copy.map(known),
            misnamed,
            beside: Vec::new(),
        };
        (listed, holds)
    }

    /// Opens the project in a file.
    pub fn open(&self, path: &Path) -> Result<Session, OpenError> {
        Session::open(
            &self.store,
            path,
            &self.editions,
            self.acting.clone(),
            (self.ids)(),
        )
    }

    /// A new project with this title and these changes.
    pub fn create(&self, title: &str, changes: &[Change]) -> Result<Session, CreateError> {
        let Some(edition) = self.editions.first() else {
            return Err(CreateError::NoEdition);
        };
        let titled = edition
            .role(Role::Title)
            .map(|item| Change::value(item.as_str(), json!(title)));
        let changes: Vec<Change> = titled.into_iter().chain(changes.iter().cloned()).collect();
        Session::create(
            &self.store,
            Arc::clone(edition),
            title,
            &changes,
            self.acting.clone(),
            (self.ids)(),
        )
    }

    /// A project of one's own from a sample; with the sample's title where none is given.
    pub fn create_sample(&self, sample: &Sample, title: Option<&str>) -> Result<Session, CreateError> {
        let changes = sample.changes().map_err(CreateError::Sample)?;
        let today = self.acting.today();
        if let Some(last) = last_sign_off(&changes).filter(|last| *last > today) {
            return Err(CreateError::TooEarly {
                name: sample.name,
                last,
                today,
            });
        }
        let role = self
            .editions
            .first()
            .and_then(|edition| edition.role(Role::Title));
        let own = changes.iter().find_map(|change| match change {
            Change::Answer {
                item,
                value: Some(value),
                ..
            } if Some(item.as_str()) == role.map(crate::guidance::ItemId::as_str) => value.as_str(),
            _ => None,
        });
        let title = title.or(own).unwrap_or(sample.name).to_owned();
        let rest: Vec<Change> = changes
            .into_iter()
            .filter(|change| Some(change.target()) != role.map(crate::guidance::ItemId::as_str))
            .collect();
        self.create(&title, &rest)
    }

    /// A triage that is no project yet; `None` where the program holds no edition.
    pub fn scratch(&self) -> Option<Session> {
        let edition = self.editions.first()?;
        Some(Session::scratch(
            Arc::clone(edition),
            self.acting.clone(),
            (self.ids)(),
        ))
    }

    /// Puts a project away, or takes it back.
    pub fn archive(&self, path: &Path, away: bool) -> Result<(), ArchiveError> {
        let change = if away { Change::Archive } else { Change::Unarchive };
        let mut session = self.open(path)?;
        session.apply(&[change])?;
        commit(
            &self.store,
            path,
            session.edition(),
            &session.base,
            session.project(),
            &self.acting,
        )?;
        Ok(())
    }

    /// Where somebody left off in a project.
    pub fn left_off(&self, path: &Path) -> Option<String> {
        self.places.as_ref()?.get(path).ok()?
    }

    /// Remembers where somebody left off; a fault there is not worth a word.
    pub fn leave(&self, path: &Path, place: &str) {
        if let Some(places) = &self.places {
            let _ = places.set(path, place);
        }
    }
}

/// Why a project was not put away or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It may not be changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be saved.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// What a list shows of a project.
pub(super) fn summary(
    edition: &Edition,
    project: &Project,
    assessment: &Assessment,
    today: Date,
) -> ListedProject {
    let label = assessment
        .stage
        .as_ref()
        .and_then(|stage| edition.stage(stage.as_str()))
        .map(|stage| stage.label.clone());
    let gate = assessment.next_gate();
    let before = gate.and_then(|gate| edition.gates.iter().find(|other| other.id == gate.id));
    ListedProject {
        title: project.title(edition).to_owned(),
        edition: project.edition.clone(),
        stage: assessment.stage_name().to_owned(),
        stage_label: label.unwrap_or_else(|| "Closed".to_owned()),
        verdict: assessment.eligibility.verdict,
        done: assessment.steps.iter().map(|step| step.done).sum(),
        total: assessment.steps.iter().map(|step| step.total).sum(),
        next: assessment.next.clone(),
        overdue: assessment
            .deadlines
            .iter()
            .filter(|deadline| deadline.overdue)
            .map(|deadline| format!("{}, {}", deadline.what, deadline.timing(today)))
            .collect(),
        attention: assessment.steps.iter().any(|step| step.state == State::Attention),
        updated_at: project.updated_at,
        updated_by: project
            .log
            .iter()
            .rev()
            .find_map(|line| line.entry())
            .map(|entry| entry.by.clone()),
        archived_at: project.archived_at,
        before: (
            before.map(|gate| gate.label.clone()).unwrap_or_default(),
            gate.map(|gate| {
                gate.sentences
                    .iter()
                    .map(|sentence| sentence.what.clone())
                    .collect()
            })
            .unwrap_or_default(),
        ),
    }
}
