//! Pages: uniform for layers and mocks, and a job can go on at a stored cursor.

use crate::id::Cursor;

/// Which page is wanted, and how long it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// At most so many items; the provider's own default and maximum apply.
    pub limit: Option<u32>,
    /// Where to go on; absent for the first page.
    pub cursor: Option<Cursor>,
}

impl PageRequest {
    /// The page that starts at `cursor`, with the same limit.
    #[must_use]
    pub fn at(&self, cursor: Cursor) -> Self {
        Self { limit: self.limit, cursor: Some(cursor) }
    }
}

/// Some items of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the provider's order; a page in the middle may be empty.
    pub items: Vec<T>,
    /// Where the next page starts; absent on the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A list that fits on one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
