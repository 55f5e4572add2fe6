//! Encoded queries: `number=INC0010001^active=true`.
//!
//! `^` joins conditions, `^OR` adds an alternative to the one before it; `=` and `!=` compare without regard to case.
//! Everything else is not understood here, and dropped as the instance drops what it does not understand.

use super::record::field;
use crate::desk::ticket::Ticket;

/// Whether the record is among those that the query finds.
pub(super) fn finds(query: &str, ticket: &Ticket) -> bool {
    let mut all = true;
    let mut group: Option<bool> = None;
    for part in query.split('^') {
        let (is_alternative, condition) = match part.strip_prefix("OR") {
            Some(rest) if !part.starts_with("ORDERBY") => (true, rest),
            _ => (false, part),
        };
        let Some(holds) = holds(condition, ticket) else { continue };
        group = match group {
            Some(before) if is_alternative => Some(before || holds),
            before => {
                all &= before.unwrap_or(true);
                Some(holds)
            }
        };
    }
    all && group.unwrap_or(true)
}

/// Nothing where the condition is not understood.
fn holds(condition: &str, ticket: &Ticket) -> Option<bool> {
    let (left, value) = condition.split_once('=')?;
    let (name, wanted) = left.strip_suffix('!').map_or((left, true), |name| (name, false));
    let is_same = field(ticket, name)?.to_lowercase() == value.to_lowercase();
    Some(is_same == wanted)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::finds;
    use crate::seed::desk::company;

    fn found(query: &str) -> Vec<String> {
        let tickets = company(Timestamp::UNIX_EPOCH).desk.tickets;
        let found = tickets.iter().filter(|ticket| finds(query, ticket));
        found.map(|ticket| ticket.number.trim_start_matches("INC001000").to_owned()).collect()
    }

    #[test]
    fn conditions_are_joined() {
        assert_eq!(found("number=inc0010001"), ["1"]);
        assert_eq!(found("caller_id.email=ada@example.com^active=true"), ["1", "5"]);
        assert_eq!(found("caller_id.email=ada@example.com^active!=true"), ["3"]);
        assert_eq!(found("number=INC0010001^ORnumber=INC0010003^active=true^ORDERBYnumber"), ["1"]);
        assert_eq!(found("number=INC0019999"), [""; 0]);
    }

    #[test]
    fn what_is_not_understood_is_dropped_so_that_more_is_found() {
        let everything = found("");
        assert!(everything.len() > 3);
        for query in ["nummer=INC0010001", "numberLIKEINC", "caller_id.mail=ada", "INC0010001"] {
            assert_eq!(found(query), everything, "{query}");
        }
        assert_eq!(found("nummer=1^number=INC0010002"), ["2"]);
    }
}
