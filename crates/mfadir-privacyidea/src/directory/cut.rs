//! Pages cut from a whole list.

use mfadir_core::{Cursor, Error, ErrorKind, Page, PageRequest, Result, User};

/// What a cursor of ours begins with. Whom it names was the last one on the page before, so that a person who comes
/// or goes meanwhile moves nobody else to another page.
const AFTER: &str = "after:";

/// Which part of a list is wanted.
#[derive(Debug)]
pub(super) struct Cut<'a> {
    after: Option<&'a str>,
    limit: usize,
}

impl<'a> Cut<'a> {
    /// The part that a page is.
    pub(super) fn of(wanted: &'a PageRequest) -> Result<Self> {
        let after = wanted.cursor.as_ref().map(|cursor| cursor.as_str().strip_prefix(AFTER).ok_or(cursor));
        let limit = wanted.limit.map_or(usize::MAX, |limit| usize::try_from(limit.max(1)).unwrap_or(usize::MAX));
        Ok(Self { after: after.transpose().map_err(strange)?, limit })
    }

    /// That part of all people, in the order of their ids.
    pub(super) fn from(self, mut users: Vec<User>) -> Page<User> {
        users.sort_by(|one, other| one.id.cmp(&other.id));
        users.retain(|user| self.after.is_none_or(|last| user.id.as_str() > last));
        let is_last = users.len() <= self.limit;
        users.truncate(self.limit);
        let next = users.last().filter(|_| !is_last).map(|user| Cursor::from(format!("{AFTER}{}", user.id)));
        Page { items: users, next }
    }
}

fn strange(cursor: &Cursor) -> Error {
    Error::new(ErrorKind::Invalid, format!("{:?} is no cursor of this list", cursor.as_str()))
        .with_hint("start at the first page again")
}

#[cfg(test)]
mod tests {
    use mfadir_core::{PageRequest, User, UserStatus};
    use proptest::{collection::btree_set, prelude::any, prop_assert, prop_assert_eq, proptest};

    use super::Cut;

    proptest! {
        #[test]
        fn pages_hold_everybody_once(ids in btree_set("[a-c]{1,4}", 0..20), limit in 1_u32..7, back in any::<bool>()) {
            let mut users: Vec<_> = ids.iter().map(|id| User::new(id.as_str(), "x", UserStatus::Active)).collect();
            if back {
                users.reverse();
            }
            let (mut seen, mut wanted) = (Vec::new(), PageRequest { limit: Some(limit), cursor: None });
            loop {
                let page = Cut::of(&wanted).expect("a cursor").from(users.clone());
                prop_assert!(page.items.len() <= limit as usize);
                seen.extend(page.items.into_iter().map(|user| user.id.to_string()));
                let Some(next) = page.next else { break };
                wanted = wanted.at(next);
            }
            prop_assert_eq!(seen, ids.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_cursor_from_elsewhere_is_refused() {
        let wanted = PageRequest::default().at("https://elsewhere.example.com/".into());
        Cut::of(&wanted).expect_err("refused");
    }
}
