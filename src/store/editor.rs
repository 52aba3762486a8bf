//! A long text in the user's own editor.

use std::{
    env,
    ffi::OsString,
    io::{Read, Seek, Write},
    process::Command,
};

/// Why a text did not come back from the editor; the text is as it was.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// Neither `VISUAL` nor `EDITOR` is set.
    #[error("No editor: set EDITOR, such as EDITOR=nano.")]
    None,
    /// It did not start.
    #[error("The editor did not start: {0}.")]
    NotStarted(String),
    /// It ended with a failure.
    #[error("The editor failed; the text is as it was.")]
    Failed,
    /// The text cannot be read again.
    #[error("The text cannot be read again: {0}.")]
    Unreadable(std::io::Error),
}

/// The text as the user's own editor leaves it; waits for the editor to end.
pub fn edit_outside(text: &str) -> Result<String, EditorError> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).ok_or(EditorError::None)?;
    let mut file = tempfile::Builder::new()
        .prefix("triplewin-")
        .suffix(".txt")
        .tempfile()
        .map_err(EditorError::Unreadable)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(EditorError::Unreadable)?;
    let (program, arguments) = words(&editor);
    let status = Command::new(&program).args(arguments).arg(file.path()).status();
    let status = status.map_err(|error| EditorError::NotStarted(error.to_string()))?;
    if !status.success() {
        return Err(EditorError::Failed);
    }
    // An editor may have put another file in the place of ours, so it is opened anew.
    let mut bytes = Vec::new();
    let mut edited = std::fs::File::open(file.path()).map_err(EditorError::Unreadable)?;
    edited
        .rewind()
        .and_then(|()| edited.read_to_end(&mut bytes).map(|_| ()))
        .map_err(EditorError::Unreadable)?;
    let edited = String::from_utf8_lossy(&bytes).into_owned();
    // Editors end the last line; where ours did not end so, that is theirs, not the writer's.
    Ok(match edited.strip_suffix('\n') {
        Some(shorter) if !text.ends_with('\n') => shorter.to_owned(),
        _ => edited,
    })
}

/// The program and its arguments, as in `code --wait`.
fn words(editor: &OsString) -> (OsString, Vec<OsString>) {
    match editor.to_str() {
        None => (editor.clone(), Vec::new()),
        Some(line) => {
            let mut words = line.split_whitespace().map(OsString::from);
            (words.next().unwrap_or_default(), words.collect())
        }
    }
}
