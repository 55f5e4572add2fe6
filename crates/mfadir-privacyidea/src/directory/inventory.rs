//! The tokens of everybody, and those of nobody.

use mfadir_core::{Cursor, Error, ErrorKind, Factor, Page, PageRequest, Result, UserRef};
use mfadir_http::{Request, once};

use super::{client::Client, place::Place, tokens::list};
use crate::{person::Person, wire::TokenRow};

/// How many tokens a page has where nothing is said: the server looks the owner of each up, which takes its time.
const USUAL: u32 = 200;

/// The two lists that are read one after the other. The server cannot say "of this realm or of none".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Those of the realm, and among them those whose owner is gone.
    Realm,
    /// Those that were given to nobody.
    Spare,
}

impl Part {
    const ALL: [Self; 2] = [Self::Realm, Self::Spare];

    /// What the cursors into it begin with.
    fn mark(self) -> &'static str {
        match self {
            Self::Realm => "realm:",
            Self::Spare => "spare:",
        }
    }

    fn list(self, realm: &str) -> Request {
        match self {
            Self::Realm => list().query("tokenrealm", realm),
            Self::Spare => list().query("assigned", "false"),
        }
    }

    /// Whether the row is this part's to show: a spare token can be in a realm.
    fn shows(self, row: &TokenRow, realm: &str) -> bool {
        match self {
            Self::Realm => row.is_of(realm),
            Self::Spare => row.is_of_no_realm(),
        }
    }

    fn cursor(self, place: Place) -> Cursor {
        format!("{}{}", self.mark(), place.cursor()).into()
    }

    /// The part and the page that are wanted.
    fn of(wanted: &PageRequest) -> Result<(Self, Place)> {
        let Some(cursor) = &wanted.cursor else {
            let limit = Some(wanted.limit.unwrap_or(USUAL));
            return Ok((Self::Realm, Place::of(&PageRequest { limit, cursor: None })?));
        };
        let inside = |part: Self| Some((part, cursor.as_str().strip_prefix(part.mark())?));
        let (part, rest) = Self::ALL.into_iter().find_map(inside).unwrap_or((Self::Realm, ""));
        Ok((part, Place::of(&wanted.at(rest.into()))?))
    }
}

impl Client {
    /// A page of all tokens of the realm, or of those that are in none.
    pub(super) async fn inventory(&self, wanted: &PageRequest) -> Result<Page<(Option<UserRef>, Factor)>> {
        let (part, place) = Part::of(wanted)?;
        let (rows, next) = self.page(part.list(&self.realm), place).await?;
        if rows.is_empty() && part == Part::Realm {
            self.sees_tokens().await?;
        }
        let next = next.map(|next| part.cursor(next));
        let then = (part == Part::Realm).then(|| Part::Spare.cursor(place.start()));
        let now = self.clock.now();
        let shown = once(rows, |row| &row.serial).into_iter().filter(|row| part.shows(row, &self.realm));
        let items = shown.map(|row| Ok((self.owner_of(&row)?, row.factor(now)))).collect::<Result<_>>()?;
        Ok(Page { items, next: next.or(then) })
    }

    /// The owner as somebody of this realm. A token whose owner cannot be told is not nobody's.
    fn owner_of(&self, row: &TokenRow) -> Result<Option<UserRef>> {
        if row.has_untold_owner() {
            return Err(Error::new(ErrorKind::Unavailable, format!("the server cannot tell whose {} is", row.serial))
                .with_hint("a resolver does not answer it; try again later"));
        }
        let owner = row.owner();
        Ok(owner.map(|owner| UserRef::Id(Person::new(owner.login(), &self.realm, owner.resolver()).id())))
    }
}
