//! Tokens: what a user has.

use jiff::Timestamp;
use mfadir_core::{EnrollmentHandle, Error, ErrorKind, Factor, FactorId, FactorStatus, Result, UserId};
use mfadir_http::{Path, Request, once};

use super::{client::Client, place::Place};
use crate::{
    handle::{Held, Started},
    person::Person,
    serial::{no_token, serial},
    wire::{TokenPage, TokenRow},
};

const DUE: &str = "a page of tokens";

impl Client {
    pub(super) async fn tokens(&self, user: &UserId) -> Result<Vec<Factor>> {
        let rows = self.token_rows(&self.person(user)?).await?;
        let now = self.clock.now();
        Ok(rows.into_iter().map(|row| factor(row, user, now)).collect())
    }

    pub(super) async fn token(&self, user: &UserId, wanted: &FactorId) -> Result<Factor> {
        let person = self.person(user)?;
        let request = person.in_query(list()).query("serial", serial(wanted)?);
        let (rows, _) = self.page(request, Place::longest()).await?;
        let row = all_of(&person, rows)?.into_iter().find(|row| row.serial == wanted.as_str());
        row.map(|row| factor(row, user, self.clock.now())).ok_or_else(|| no_token(wanted.as_str()))
    }

    /// All of the person's tokens: one request, unless somebody has more than a thousand. The first empty list of all
    /// takes a second one.
    pub(super) async fn token_rows(&self, person: &Person) -> Result<Vec<TokenRow>> {
        let (mut rows, mut next) = (Vec::new(), Some(Place::longest()));
        while let Some(place) = next {
            let page = self.page(person.in_query(list()), place).await?;
            rows.extend(page.0);
            next = page.1;
        }
        if rows.is_empty() {
            self.sees_tokens().await?;
        }
        all_of(person, once(rows, |row| &row.serial))
    }

    pub(super) async fn page(&self, request: Request, place: Place) -> Result<(Vec<TokenRow>, Option<Place>)> {
        // By serial number, so that no token moves to another page between two requests.
        let sorted = request.query("sortby", "serial").query("sortdir", "asc");
        let answer = self.ask(place.in_query(sorted, "pagesize")).await?;
        let page: TokenPage = answer.read(DUE)?;
        let next = page.next.and_then(|next| place.follow(next));
        let rows: Vec<TokenRow> = answer.response.rows(page.tokens, DUE)?;
        rows.iter().filter_map(TokenRow::owner).for_each(|owner| self.resolvers.note(owner.resolver()));
        Ok((rows, next))
    }
}

pub(super) fn list() -> Request {
    Request::get(&Path::new("/token/"))
}

/// A pending token can be completed later.
fn factor(row: TokenRow, user: &UserId, now: Timestamp) -> Factor {
    let (serial, token_type) = (row.serial.clone(), row.tokentype.clone().unwrap_or_default());
    let factor = row.factor(now);
    if factor.status != FactorStatus::Pending {
        return factor;
    }
    let started = Started { user: user.clone(), serial, token_type, registration: None };
    Factor { enrollment: Some(EnrollmentHandle::pack(started.pack())), ..factor }
}

/// The tokens, if they are the person's. A server that reads the name in another way must not show one person as
/// another.
fn all_of(person: &Person, rows: Vec<TokenRow>) -> Result<Vec<TokenRow>> {
    let stranger = rows
        .iter()
        .filter_map(TokenRow::owner)
        .find(|owner| owner.login().to_lowercase() != person.login().to_lowercase());
    match stranger {
        None => Ok(rows),
        Some(_) => {
            Err(Error::new(ErrorKind::NotFound, format!("the server takes {:?} for somebody else", person.login()))
                .with_hint("such a login cannot be addressed on this server"))
        }
    }
}
