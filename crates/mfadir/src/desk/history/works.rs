//! What makes several writes one act.

use std::collections::BTreeMap;

use jiff::Timestamp;
use mfadir_core::Operation;
use mfadir_journal::Entry;
use mfadir_policy::Verb;

use crate::desk::parts::is_whole_act;

/// The writes that were seen: what was done of each request, and on each receipt.
#[derive(Debug, Default)]
pub(super) struct Works<'a> {
    requests: BTreeMap<(&'a str, Timestamp), Vec<&'a str>>,
    receipts: BTreeMap<&'a str, Vec<Verb>>,
}

impl<'a> Works<'a> {
    /// Whether this write is the rest of an act that was seen: of its request, or resting on its receipt as a code after a
    /// reset. The same once more is another act: a second code, a second enrollment.
    pub(super) fn has_begun(&mut self, entry: &'a Entry, verb: Verb) -> bool {
        let of_request = self.is_of_request(entry);
        self.is_of_receipt(entry, verb) || of_request
    }

    fn is_of_request(&mut self, entry: &'a Entry) -> bool {
        let Some(request) = entry.request.as_deref().zip(entry.requested_at) else { return false };
        let word = entry.operation.as_deref().unwrap_or_default();
        let seen = self.requests.entry(request).or_default();
        let again = is_whole(word) && seen.contains(&word);
        let is_rest = !(seen.is_empty() || again);
        seen.push(word);
        is_rest
    }

    fn is_of_receipt(&mut self, entry: &'a Entry, verb: Verb) -> bool {
        let Some(receipt) = entry.receipt.as_deref() else { return false };
        let seen = self.receipts.entry(receipt).or_default();
        let allows = |earlier: &Verb| verb.continues(*earlier) || *earlier == Verb::EndSessions;
        let is_rest = seen.iter().any(|earlier| verb.continues(*earlier)) && seen.iter().all(allows);
        seen.push(verb);
        is_rest
    }
}

fn is_whole(word: &str) -> bool {
    Operation::ALL.iter().any(|operation| operation.as_str() == word && is_whole_act(*operation))
}
