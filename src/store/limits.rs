//! A limit on the size of files, as a refusal instead of an end.

/// Lets a write past this user's limit for a file fail, where the system would end the program.
#[cfg(unix)]
pub fn outlive_limits() {
    let heard = std::sync::Arc::default();
    // where it cannot be registered the system does as it always did
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, heard);
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub fn outlive_limits() {}
