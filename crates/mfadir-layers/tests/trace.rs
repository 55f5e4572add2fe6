//! What is told about a call, and what is not.

use std::{
    io,
    sync::{Arc, Mutex},
};

use futures_util::FutureExt;
use jiff::Timestamp;
use mfadir_core::{
    Capabilities, Error, ErrorKind, Layered, ManualClock, MfaDirectory, MockMfaDirectory, Profile, User, UserRef,
    UserStatus,
};
use mfadir_layers::Trace;
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics with it").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything that is told while the user is looked up.
fn told(answer: Result<User, Error>) -> String {
    let mut mock = MockMfaDirectory::new();
    let capabilities = Capabilities::default();
    let (provider, tenant) = ("test".into(), "acme".into());
    mock.expect_profile().return_const(Profile { provider, tenant, capabilities, budget_share: 1.0, aliases: vec![] });
    mock.expect_user().return_once(move |_| answer);
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let directory = Layered::new(Trace::new(clock), Arc::new(mock));
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(lines.clone())
        .finish();
    let who = UserRef::Login("somebody@example.com".into());
    tracing::subscriber::with_default(subscriber, || directory.user(&who).now_or_never().expect("nothing waits").ok());
    let told = lines.0.lock().expect("nobody panics with it").clone();
    String::from_utf8(told).expect("text")
}

#[test]
fn an_answer_is_told_without_what_it_holds() {
    let told = told(Ok(User::new("u1", "somebody@example.com", UserStatus::Active)));
    assert!(told.contains(r#"operation="user" tenant="acme""#) && told.contains(r#"outcome="ok""#), "{told}");
    assert!(!told.contains("somebody"), "{told}");
}

#[test]
fn a_failure_is_told_with_kind_code_and_request() {
    let error = Error::new(ErrorKind::Forbidden, "no").with_code("E7").with_request_id(Some("r1".into()));
    let told = told(Err(error));
    for part in ["outcome=Forbidden", r#"code="E7""#, r#"request_id="r1""#, "took=0ns"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}
