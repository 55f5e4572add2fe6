//! Pages of a list that is in memory.

use mfadir_core::{Cursor, Error, ErrorKind, Page, PageRequest, Result};

const DEFAULT_LIMIT: usize = 200;

/// The page that was asked for. A cursor is the key of the last item before the page, so that a job can go on
/// although people came and went.
pub(super) fn page<T>(items: Vec<T>, request: &PageRequest, key: impl Fn(&T) -> String) -> Result<Page<T>> {
    let start = start(&items, request.cursor.as_ref(), &key)?;
    let limit = request.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(DEFAULT_LIMIT).max(1);
    let more = items.len() > start + limit;
    let items: Vec<T> = items.into_iter().skip(start).take(limit).collect();
    let next = items.last().filter(|_| more).map(|last| Cursor::from(key(last)));
    Ok(Page { items, next })
}

fn start<T>(items: &[T], cursor: Option<&Cursor>, key: impl Fn(&T) -> String) -> Result<usize> {
    let Some(cursor) = cursor else { return Ok(0) };
    let found = items.iter().position(|item| key(item) == cursor.as_str());
    found.map(|index| index + 1).ok_or_else(|| Error::new(ErrorKind::Expired, "the cursor leads nowhere any more"))
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, PageRequest};
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::page;

    proptest! {
        #[test]
        fn pages_hold_everything_once_and_in_order(count in 0_usize..60, limit in 1_u32..70) {
            let items: Vec<usize> = (0..count).collect();
            let mut request = PageRequest { limit: Some(limit), cursor: None };
            let mut seen = Vec::new();
            loop {
                let page = page(items.clone(), &request, ToString::to_string).unwrap();
                prop_assert!(page.items.len() <= limit as usize);
                seen.extend(page.items);
                let Some(next) = page.next else { break };
                request = request.at(next);
            }
            prop_assert_eq!(seen, items);
        }
    }

    #[test]
    fn a_cursor_of_nothing_is_expired() {
        let request = PageRequest { limit: None, cursor: Some("gone".into()) };
        assert_eq!(page(vec![1, 2], &request, ToString::to_string).unwrap_err().kind(), ErrorKind::Expired);
    }
}
