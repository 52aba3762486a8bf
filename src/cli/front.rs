//! Where the command line hands over to the front ends: the screens, or line by line.

use super::{
    args::{InterviewArguments, OpenArguments},
    context::Context,
    error::Failure,
    output::Report,
};

pub fn projects(_context: &Context) -> Result<Report, Failure> {
    Err(Failure::failed("this build holds no screens"))
}

pub fn open(_context: &Context, _arguments: &OpenArguments) -> Result<Report, Failure> {
    Err(Failure::failed("this build holds no screens"))
}

pub fn triage(_context: &Context) -> Result<Report, Failure> {
    Err(Failure::failed("this build holds no screens"))
}

pub fn interview(_context: &Context, _arguments: &InterviewArguments) -> Result<Report, Failure> {
    Err(Failure::failed("this build holds no screens"))
}
