//! Words without paths, for whoever is to learn nothing of this machine.

use std::path::Path;

use super::error::shown;

/// What ends a path in a sentence.
const ENDS: [char; 4] = [';', '?', '"', '\n'];

/// The text with every absolute path in it as the name of its file alone, and the folder of
/// projects called that.
pub fn without_paths(text: &str, projects: &Path) -> String {
    let mut text = text.to_owned();
    for folder in [Some(projects.to_path_buf()), projects.canonicalize().ok()] {
        let folder = folder.as_deref().map(shown).unwrap_or_default();
        if folder.len() > 1 {
            text = text.replace(&format!("{folder}/"), "");
            text = text.replace(&folder, "the projects folder");
        }
    }
    names_alone(&text)
}

/// The text with what begins with a slash cut to its last name.
fn names_alone(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, path) = rest.split_at(at);
        told.push_str(before);
        let begins = told
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | '='));
        let (path, after) = if begins {
            path.split_at(path.find(ENDS).unwrap_or(path.len()))
        } else {
            path.split_at(1)
        };
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        told.push_str(if begins { name } else { path });
        rest = after;
    }
    told + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_by_its_last_name_and_other_slashes_stay() {
        let cases = [
            (
                "could not read, no such file: /srv/wards/a.json",
                "could not read, no such file: a.json",
            ),
            (
                "could not list the projects, no permission: /srv/wards",
                "could not list the projects, no permission: the projects folder",
            ),
            (
                "give the path it leads to: /home/ann/My plans/theirs.json",
                "give the path it leads to: theirs.json",
            ),
            (
                "may you write in /srv/wards? --dir names another",
                "may you write in the projects folder? --dir names another",
            ),
            (
                "the last good copy is /srv/wards/.triplewin/a.json; copy it",
                "the last good copy is .triplewin/a.json; copy it",
            ),
            ("\"/etc/passwd\" is a path", "\"passwd\" is a path"),
            ("and/or, at item/checklist.4", "and/or, at item/checklist.4"),
            ("1 / 2", "1  2"),
            ("", ""),
        ];
        for (text, told) in cases {
            assert_eq!(without_paths(text, Path::new("/srv/wards")), told);
        }
    }
}
