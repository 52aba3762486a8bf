//! One part of an answer or a record, followed through the log.
//!
//! Each entry that changes the part says what was there before. So the log is a tree of what the
//! part was: two people who began with the same and changed it make a fork. What is at the tips
//! must be what the project shows.

use jiff::Timestamp;
use serde_json::Value as Json;

/// Who made an entry of the log, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'a> {
    pub(super) by: &'a str,
    pub(super) from: Timestamp,
    /// The last change folded into it; none where it is a single change.
    pub(super) until: Option<Timestamp>,
}

impl Span<'_> {
    pub(super) fn holds(&self, by: &str, at: Timestamp) -> bool {
        self.by == by && self.from <= at && at <= self.until.unwrap_or(self.from)
    }
}

/// What the part became by one entry, or was at first.
struct Node<'a> {
    content: Json,
    parents: Vec<usize>,
    standing: Standing,
    /// Whether it came of a removal of the whole.
    removal: bool,
    /// Whether it may be what it was before, set anew.
    unchanged: bool,
    told: Option<Span<'a>>,
}

/// Whether something has taken a node's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing has.
    Tip,
    /// Something may have: two people had made it the same, and a later step does not tell whose
    /// it took over.
    Perhaps,
    Taken,
}

/// A part's way through the log.
pub(super) struct Strand<'a> {
    nodes: Vec<Node<'a>>,
}

/// Who gave a value, and when; nobody and never where nobody gave one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'a> {
    pub(super) by: Option<&'a str>,
    pub(super) at: Option<Timestamp>,
}

/// One step of a part.
pub(super) struct Step<'a, 'm> {
    /// What it was before: several where there were two versions.
    pub(super) before: Vec<Json>,
    /// Who had made it so, and when, where the entry tells.
    pub(super) made_by: Option<Made<'m>>,
    /// Whether one of the versions was that the whole is gone.
    pub(super) gone: bool,
    /// What it became.
    pub(super) after: Json,
    /// Whether it settled versions: then it is somebody's anew, even where all of them said the same.
    pub(super) settled: bool,
    /// Whether the whole was removed.
    pub(super) removal: bool,
    /// Who made the step, and when.
    pub(super) span: Span<'a>,
}

impl<'a> Strand<'a> {
    /// A part that began as this.
    pub(super) fn new(content: Json) -> Self {
        Self {
            nodes: vec![Node {
                content,
                parents: Vec::new(),
                standing: Standing::Tip,
                removal: false,
                unchanged: false,
                told: None,
            }],
        }
    }

    /// Whether the log tells that the part ever was this. What lay between the changes that were
    /// folded into one entry, nobody can tell any more.
    pub(super) fn knows(&self, content: &Json) -> bool {
        self.nodes.iter().any(|node| node.content == *content) || self.last_folded().is_some()
    }

    /// Follows a step.
    pub(super) fn go(&mut self, step: Step<'a, '_>) {
        for content in &step.before {
            self.unfold(content);
        }
        let unchanged = step.before.iter().all(|before| *before == step.after);
        let only_repeats = unchanged && !step.gone && !step.settled && !step.removal;
        if only_repeats && step.span.until.is_none() {
            return;
        }
        let mut parents = Vec::new();
        for content in &step.before {
            parents.extend(self.take_over(content, &step));
        }
        let known = |at: &usize| step.made_by.is_some_and(|made| self.is_made(*at, made));
        let guessed: Vec<usize> = parents.iter().copied().filter(|at| !known(at)).collect();
        if step.gone {
            let removed = self.standing(|node| node.removal);
            self.mark(&removed, Standing::Taken);
            parents.extend(removed);
        }
        let standing = self.beside_folded(&parents, &guessed, step.span);
        self.nodes.push(Node {
            content: step.after,
            parents,
            standing,
            removal: step.removal,
            unchanged,
            told: Some(step.span),
        });
    }

    /// How certainly a new node stands. An entry into which changes were folded hides what it was
    /// in between: another's change made at once may have been the same for a while, and then the
    /// later of the folded changes took its place. `guessed` are the parents known by their
    /// content alone.
    fn beside_folded(&mut self, parents: &[usize], guessed: &[usize], span: Span) -> Standing {
        if span.until.is_some() {
            let beside = self.standing(|node| node.standing == Standing::Tip);
            self.mark(&beside, Standing::Perhaps);
        }
        let until = |at: usize| self.nodes.get(at)?.told?.until;
        let at_once = |at: usize| until(at).is_some_and(|until| span.from < until);
        let another = |at: usize| {
            let content = self.nodes.get(at).map(|node| &node.content);
            let mut nodes = self.nodes.iter().enumerate();
            nodes.any(|(other, node)| other != at && Some(&node.content) == content)
        };
        let in_doubt =
            |at: &usize| at_once(*at) || until(*at).is_some() && guessed.contains(at) && another(*at);
        let doubtful: Vec<usize> = parents.iter().copied().filter(in_doubt).collect();
        let folded = self.standing(|node| node.told.is_some_and(|told| told.until.is_some()));
        let beside = folded.iter().any(|at| !parents.contains(at));
        self.mark(&doubtful, Standing::Perhaps);
        if beside || !doubtful.is_empty() {
            Standing::Perhaps
        } else {
            Standing::Tip
        }
    }

    /// Where the log never told of this content: takes it for what lay between the changes that
    /// were folded into one entry.
    fn unfold(&mut self, content: &Json) {
        if self.nodes.iter().any(|node| node.content == *content) {
            return;
        }
        if let Some(folded) = self.last_folded() {
            self.nodes.push(Node {
                content: content.clone(),
                parents: folded.parents.clone(),
                standing: Standing::Taken,
                removal: false,
                unchanged: false,
                told: folded.told,
            });
        }
    }

    /// Takes over what stands with this content, if possible what that person made then; else
    /// begins anew from the last node that had it.
    fn take_over(&mut self, content: &Json, step: &Step) -> Vec<usize> {
        let made = step.made_by;
        let standing = self.standing(|node| node.content == *content);
        let same: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| self.nodes.get(at).is_some_and(|node| node.content == *content))
            .collect();
        let made_so = |is: &dyn Fn(usize, Made) -> bool| -> Vec<usize> {
            let of = |&at: &usize| made.is_some_and(|made| is(at, made));
            same.iter().copied().filter(of).collect()
        };
        let mut theirs = made_so(&|at, made| self.is_told(at, made));
        if theirs.is_empty() {
            theirs = made_so(&|at, made| self.is_made(at, made));
        }
        if theirs.is_empty() {
            let taken = match standing.as_slice() {
                &[only] if self.stems_from_all(only, &same) && !self.repeats(only, &step.after) => {
                    Standing::Taken
                }
                _ => Standing::Perhaps,
            };
            self.mark(&standing, taken);
            if standing.is_empty() {
                same.last().copied().into_iter().collect()
            } else {
                standing
            }
        } else {
            self.mark(&standing, Standing::Perhaps);
            self.mark(&theirs, Standing::Taken);
            theirs
        }
    }

    /// Whether one node came of all these: else a step from what they are may have begun at another.
    fn stems_from_all(&self, one: usize, nodes: &[usize]) -> bool {
        let ancestors = self.ancestors(one);
        nodes.iter().all(|at| *at == one || ancestors.contains(at))
    }

    /// Whether a step from this node became what it had become once before: then somebody else may
    /// have made that very step, at once, and what came later still stands.
    fn repeats(&self, from: usize, after: &Json) -> bool {
        let content = |at: usize| self.nodes.get(at).map(|node| &node.content);
        let between = self
            .ancestors(from)
            .into_iter()
            .filter(|&at| content(at) == Some(after));
        let mut before = between.flat_map(|at| self.ancestors(at));
        before.any(|at| content(at) == content(from))
    }

    fn mark(&mut self, nodes: &[usize], standing: Standing) {
        for &at in nodes {
            if let Some(node) = self.nodes.get_mut(at) {
                node.standing = standing;
            }
        }
    }

    fn last_folded(&self) -> Option<&Node<'a>> {
        let folded = |node: &&Node| node.told.is_some_and(|span| span.until.is_some());
        self.nodes.iter().rfind(folded)
    }

    /// The nodes whose place nothing has taken for certain.
    fn standing(&self, holds: impl Fn(&Node) -> bool) -> Vec<usize> {
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(|(_, node)| node.standing != Standing::Taken && holds(node))
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether what is shown is what the log leads to; `in_versions` where the whole is shown in
    /// two versions, `gone` where one of them is that it is gone.
    pub(super) fn explains(&self, shown: &[Json], in_versions: bool, gone: bool) -> bool {
        let hidden = self.is_hidden();
        let told = |content: &Json| {
            let mut nodes = self.nodes.iter();
            let stands = |node: &Node| in_versions || hidden || node.standing != Standing::Taken;
            nodes.any(|node| node.content == *content && stands(node))
        };
        let accounted = |node: &Node| shown.contains(&node.content) || gone && node.removal;
        let mut tips = self
            .standing(|node| node.standing == Standing::Tip && !accounted(node))
            .into_iter();
        shown.iter().all(told) && (hidden || tips.all(|tip| self.is_superseded(tip)))
    }

    /// Whether nobody can tell which of what was told stands: people changed it side by side, and
    /// an entry into which changes were folded hides what some of them saw.
    fn is_hidden(&self) -> bool {
        self.last_folded().is_some() && self.is_forked()
    }

    /// What stands at the tips, but for what another tip supersedes.
    pub(super) fn tips(&self) -> impl Iterator<Item = &Json> {
        let tips = self.standing(|node| node.standing == Standing::Tip).into_iter();
        tips.filter(|&tip| !self.is_superseded(tip))
            .filter_map(|tip| self.nodes.get(tip))
            .map(|node| &node.content)
    }

    /// Whether another tip went on from what this one is: from what both had in common, to which
    /// this one only went back, or from the same, made at once, which a merge took for one.
    fn is_superseded(&self, tip: usize) -> bool {
        let Some(node) = self.nodes.get(tip) else {
            return false;
        };
        let same = |at: &usize| self.nodes.get(*at).is_some_and(|was| was.content == node.content);
        let mut others = self.standing(|_| true).into_iter().filter(|&other| other != tip);
        others.any(|other| self.ancestors(other).iter().any(same))
    }

    fn ancestors(&self, of: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut open = vec![of];
        while let Some(at) = open.pop() {
            for &parent in self.nodes.get(at).map_or(&[][..], |node| &node.parents) {
                if !all.contains(&parent) {
                    all.push(parent);
                    open.push(parent);
                }
            }
        }
        all
    }

    /// Whether there is a removal among what stands.
    pub(super) fn is_removed(&self) -> bool {
        !self.standing(|node| node.removal).is_empty()
    }

    /// Whether two people ever changed it side by side.
    pub(super) fn is_forked(&self) -> bool {
        let children = |of: usize| {
            self.nodes
                .iter()
                .filter(|node| node.parents.contains(&of))
                .count()
        };
        (0..self.nodes.len()).any(|at| children(at) > 1) || self.standing(|_| true).len() > 1
    }

    /// Whether what stands with this content, or with any where none is given, was made so by that
    /// person then.
    pub(super) fn stands_made(&self, content: Option<&Json>, made: Made) -> bool {
        let is = |node: &Node| content.is_none_or(|content| node.content == *content);
        let standing = if self.is_hidden() {
            let nodes = self.nodes.iter().enumerate();
            nodes.filter(|(_, node)| is(node)).map(|(at, _)| at).collect()
        } else {
            self.standing(is)
        };
        standing.into_iter().any(|at| self.is_made(at, made))
    }

    /// Whether it was ever made this by that person then, or may have been within a folded entry.
    pub(super) fn was_made(&self, content: &Json, made: Made) -> bool {
        let mut nodes = self.nodes.iter().enumerate();
        nodes.any(|(at, node)| {
            let folded = node.told.is_some_and(|span| span.until.is_some());
            (folded || node.content == *content) && self.is_made(at, made)
        })
    }

    /// Whether it was ever made anything by that person then.
    pub(super) fn was_told(&self, made: Made) -> bool {
        (0..self.nodes.len()).any(|at| self.is_made(at, made))
    }

    /// Whether the entry that made the node is that person's of then.
    fn is_told(&self, at: usize, made: Made) -> bool {
        let told = self.nodes.get(at).map(|node| node.told);
        match (told, made.by, made.at) {
            (Some(Some(span)), Some(by), Some(at)) => span.holds(by, at),
            (Some(None), None, None) => true,
            _ => false,
        }
    }

    /// As [`Self::is_told`], or it may be what it was before, and that was told so.
    fn is_made(&self, at: usize, made: Made) -> bool {
        self.is_told(at, made)
            || self.nodes.get(at).is_some_and(|node| {
                node.unchanged && node.parents.iter().any(|&parent| self.is_made(parent, made))
            })
    }
}
