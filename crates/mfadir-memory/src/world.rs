//! The state of one tenant, and its rules.

mod account;
mod administration;
mod answer;
mod app;
mod attempts;
mod challenge;
mod code;
mod devices;
mod enrollment;
mod furnishing;
mod lock;
mod log;
mod lookup;
mod outbox;
mod proof;
mod removal;
mod verification;

pub use challenge::{Answer, RunningChallenge};
pub use code::IssuedCode;
pub use enrollment::RunningEnrollment;
pub use log::Entry;
pub use outbox::Message;

use mfadir_core::{Error, ErrorKind, FactorId, Question, Result, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    enrolled::EnrolledFactor,
    ids::Ids,
    offer::Offer,
    person::{Person, Team},
    rules::Rules,
    world::attempts::Attempt,
};

/// The state of one tenant. It can be stored and loaded as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// Makes the ids of whatever is new.
    pub ids: Ids,
    /// The groups.
    pub teams: Vec<Team>,
    /// What people may enroll.
    pub offers: Vec<Offer>,
    /// Factors that belong to nobody yet: keys in a drawer.
    pub unassigned: Vec<EnrolledFactor>,
    /// How long things last, and how often they may be tried.
    #[serde(default)]
    pub rules: Rules,
    people: Vec<Person>,
    questions: Vec<(String, String)>,
    enrollments: Vec<RunningEnrollment>,
    challenges: Vec<RunningChallenge>,
    codes: Vec<IssuedCode>,
    #[serde(default)]
    attempts: Vec<Attempt>,
    outbox: Vec<Message>,
    log: Vec<Entry>,
}

impl World {
    /// An empty tenant.
    pub fn new(ids: Ids) -> Self {
        Self {
            ids,
            teams: Vec::new(),
            offers: Vec::new(),
            unassigned: Vec::new(),
            rules: Rules::default(),
            people: Vec::new(),
            questions: Vec::new(),
            enrollments: Vec::new(),
            challenges: Vec::new(),
            codes: Vec::new(),
            attempts: Vec::new(),
            outbox: Vec::new(),
            log: Vec::new(),
        }
    }

    /// Adds somebody. `Conflict` where the id or the login is taken.
    pub fn add(&mut self, person: Person) -> Result<()> {
        if self.people.iter().any(|other| other.id == person.id || other.has_login(&person.login)) {
            let message = format!("the login \"{}\" or the id {} is taken", person.login, person.id);
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        self.people.push(person);
        Ok(())
    }

    /// Everybody, in the order they came.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Somebody, to be changed. `NotFound` where nobody has the id.
    pub fn person_mut(&mut self, id: &UserId) -> Result<&mut Person> {
        self.people.iter_mut().find(|person| person.id == *id).ok_or_else(|| nobody(id))
    }

    /// Adds a security question that people can choose, by its key and its text.
    pub fn add_question(&mut self, key: &str, text: &str) {
        self.questions.push((key.to_owned(), text.to_owned()));
    }

    /// The security questions that people can choose from.
    pub fn questions(&self) -> Vec<Question> {
        let question = |(key, text): &(String, String)| Question { key: key.clone(), text: text.clone() };
        self.questions.iter().map(question).collect()
    }
}

fn nobody(id: &UserId) -> Error {
    Error::new(ErrorKind::NotFound, format!("no user has the id {id}"))
}

fn no_factor(user: &UserId, factor: &FactorId) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user {user} has no factor {factor}"))
}
