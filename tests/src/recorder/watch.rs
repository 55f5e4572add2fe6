//! Which operation is going on.

use mfadir_core::{Around, Attempt, Call, Result};

use super::Recorder;

/// Tells the recorder when a call begins and ends.
#[derive(Debug)]
pub(super) struct Watch(pub(super) Recorder);

impl Around for Watch {
    async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        self.0.begin(Some(call.operation));
        let answer = attempt().await;
        self.0.begin(None);
        answer
    }
}
