//! The filters of lists: `*` stands for anything, a leading `!` turns the filter round (version 1).

/// Whether `value` passes `filter`, in any case.
pub(super) fn passes(filter: &str, value: &str) -> bool {
    match filter.strip_prefix('!') {
        Some(rest) => !matches(rest, value),
        None => matches(filter, value),
    }
}

/// Whether `value` is what the pattern says, in any case.
pub(super) fn matches(pattern: &str, value: &str) -> bool {
    let (pattern, value) = (pattern.to_lowercase(), value.to_lowercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = value.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::passes;

    #[test]
    fn a_star_stands_for_anything() {
        for pattern in ["*", "ada*", "*example.com", "a*@*", "ADA@example.com", "*a*a*"] {
            assert!(passes(pattern, "ada@example.com"), "{pattern}");
        }
        for pattern in ["", "ada", "b*", "*.org", "*ada@", "ada@example.com*x"] {
            assert!(!passes(pattern, "ada@example.com"), "{pattern}");
        }
    }

    #[test]
    fn a_mark_turns_it_round() {
        assert!(passes("!bob*", "ada"));
        assert!(!passes("!*", "ada"));
    }

    #[test]
    fn parts_do_not_overlap() {
        assert!(!passes("ab*ba", "aba"));
    }
}
