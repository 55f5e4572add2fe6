//! What changes something.

use mfadir_core::{Applied, Done, Error, ErrorKind, FactorId, Result, UserId};
use mfadir_http::{Path, Request};
use serde_json::{Map, Value};

use super::client::Client;
use crate::{
    errors::has_no_tokens,
    person::Person,
    serial::{no_token, serial},
    wire::{Removed, TokenRow},
};

impl Client {
    /// The server compares the owner itself: the token of somebody else is not there.
    pub(super) async fn remove(&self, user: &UserId, factor: &FactorId) -> Result<Done> {
        let path = Path::new("/token").segment(serial(factor)?)?;
        let answer = self.ask(self.owner(user).await?.in_query(Request::delete(&path))).await?;
        match Removed::of(&answer)? {
            Removed::All(0) => Err(no_token(factor.as_str()).with_request_id(answer.request_id())),
            removed => removed.done(&answer),
        }
    }

    /// The server's own single act. Who has nothing is refused there, and is what was asked for.
    pub(super) async fn reset(&self, user: &UserId) -> Result<Done> {
        let request = self.owner(user).await?.in_query(Request::delete(&Path::new("/token/")));
        match self.ask(request).await {
            Ok(answer) => Removed::of(&answer)?.done(&answer),
            Err(error) if has_no_tokens(&error) => Ok(Done { request_id: error.request_id().cloned() }),
            Err(error) => Err(error),
        }
    }

    /// Sets the failure counters to zero that are full. Version 3.14 refuses to do so for several tokens at once, so
    /// each takes a request.
    pub(super) async fn unlock(&self, user: &UserId) -> Result<Done> {
        let person = self.person(user)?;
        let rows = self.token_rows(&person).await?;
        let locked: Vec<_> = rows.iter().filter(|row| row.is_locked()).collect();
        let mut done = None;
        for row in locked {
            let answer = self.clear(&person, row).await;
            done = Some(
                answer.map_err(|error| if done.is_some() { error.with_applied(Applied::Perhaps) } else { error })?,
            );
        }
        done.ok_or_else(|| Error::new(ErrorKind::Conflict, "none of the user's tokens is locked"))
    }

    async fn clear(&self, person: &Person, row: &TokenRow) -> Result<Done> {
        let path = Path::new("/token/reset").segment(&row.serial)?;
        let answer = self.ask(Request::post(&path).json(body(person))).await?;
        Ok(Done { request_id: answer.request_id() })
    }
}

/// The body that names the person.
fn body(person: &Person) -> Value {
    let fields = person.parameters().into_iter().map(|(name, value)| (name.to_owned(), Value::String(value)));
    Value::Object(fields.collect::<Map<_, _>>())
}
