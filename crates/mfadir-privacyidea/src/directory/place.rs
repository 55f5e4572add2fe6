//! Pages that the server numbers.

use mfadir_core::{Cursor, Error, ErrorKind, PageRequest, Result};
use mfadir_http::Request;

/// The largest page that the server gives.
const LONGEST: u32 = 1000;

/// Which page of a numbered list: pages of another size would begin elsewhere, so the size stays the same throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    number: u64,
    size: u32,
}

impl Place {
    /// The first page, as long as it can be.
    pub(super) fn longest() -> Self {
        Self { number: 1, size: LONGEST }
    }

    /// The first page of another list, of the same size.
    pub(super) fn start(self) -> Self {
        Self { number: 1, ..self }
    }

    /// The page that is wanted.
    pub(super) fn of(wanted: &PageRequest) -> Result<Self> {
        let Some(cursor) = &wanted.cursor else {
            return Ok(Self { number: 1, size: wanted.limit.unwrap_or(LONGEST).clamp(1, LONGEST) });
        };
        let place = cursor.as_str().split_once('/').and_then(|(number, size)| Self::read(number, size));
        place.filter(|place| place.number > 0 && (1..=LONGEST).contains(&place.size)).ok_or_else(|| {
            Error::new(ErrorKind::Invalid, format!("{:?} is no cursor of this list", cursor.as_str()))
                .with_hint("start at the first page again")
        })
    }

    fn read(number: &str, size: &str) -> Option<Self> {
        Some(Self { number: number.parse().ok()?, size: size.parse().ok()? })
    }

    pub(super) fn cursor(self) -> Cursor {
        format!("{}/{}", self.number, self.size).into()
    }

    /// The page that the server names as the next one; none where it would lead back.
    pub(super) fn follow(self, next: u64) -> Option<Self> {
        (next > self.number).then_some(Self { number: next, ..self })
    }

    /// Asks for the page. Lists differ in what they call its size.
    pub(super) fn in_query(self, request: Request, size: &str) -> Request {
        request.query("page", &self.number.to_string()).query(size, &self.size.to_string())
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::PageRequest;

    use super::Place;

    #[test]
    fn a_cursor_keeps_the_size() {
        let wanted = PageRequest { limit: Some(7), cursor: None };
        let second = Place::of(&wanted).expect("a place").follow(2).expect("a next page");
        let wanted = PageRequest { limit: Some(500), cursor: Some(second.cursor()) };
        assert_eq!(Place::of(&wanted).expect("a place"), Place { number: 2, size: 7 });
        assert_eq!(second.follow(2), None);
    }

    #[test]
    fn what_is_no_cursor_of_ours_is_refused() {
        for cursor in ["", "nowhere", "2", "2/0", "0/7", "2/5000", "https://elsewhere.example.com/2/7"] {
            Place::of(&PageRequest::default().at(cursor.into())).expect_err(cursor);
        }
    }
}
