//! Which entries are wanted.

use std::time::Duration;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;

use crate::okta::{
    refusal::Refusal,
    search::{Criteria, Language},
    words::moment,
};

const USUAL: usize = 100;
const MOST: usize = 1000;
const BACK: Duration = Duration::from_hours(24 * 7);
const WORDS: usize = 10;
const LETTERS: usize = 40;

/// The query as it comes.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::okta) struct LogQuery {
    since: Option<String>,
    until: Option<String>,
    filter: Option<String>,
    q: Option<String>,
    limit: Option<String>,
    sort_order: Option<String>,
    pub(super) after: Option<String>,
}

/// Whether the list ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It does.
    Bounded,
    /// It goes on for ever.
    Polling,
}

/// The query as it is meant.
#[derive(Debug)]
pub(super) struct Wanted {
    since: String,
    until: Option<String>,
    criteria: Option<Criteria>,
    words: Vec<String>,
    pub(super) limit: usize,
    pub(super) descending: bool,
    pub(super) after: Option<usize>,
    pub(super) mode: Mode,
}

impl Wanted {
    pub(super) fn read(query: &LogQuery, now: Timestamp) -> Result<Self, Refusal> {
        let until = query.until.as_deref().map(date).transpose()?;
        let since = query.since.as_deref().map(date).transpose()?;
        let after = query.after.as_deref().map(|after| after.parse().map_err(|_| Refusal::bad_search())).transpose()?;
        let descending = descending(query.sort_order.as_deref())?;
        // A page that follows another one goes on where that ended, whatever its address says about the beginning.
        let begin = if after.is_some() { Timestamp::MIN } else { since.unwrap_or(until.unwrap_or(now) - BACK) };
        let criteria = query.filter.as_deref().map(|filter| Criteria::parse(filter, Language::Log));
        Ok(Self {
            since: moment(begin),
            until: until.map(moment),
            criteria: criteria.transpose().map_err(|_| Refusal::bad_filter())?,
            words: words(query.q.as_deref().unwrap_or_default())?,
            limit: limit(query.limit.as_deref())?,
            descending,
            after,
            mode: if until.is_some() || descending { Mode::Bounded } else { Mode::Polling },
        })
    }

    /// Whether the entry with this number lies behind the cursor.
    pub(super) fn is_after(&self, number: usize) -> bool {
        self.after.is_none_or(|after| if self.descending { number < after } else { number > after })
    }

    pub(super) fn fits(&self, event: &Value) -> bool {
        let published = event["published"].as_str().unwrap_or_default();
        let in_time = published >= self.since.as_str() && self.until.as_deref().is_none_or(|until| published < until);
        in_time && self.criteria.as_ref().is_none_or(|criteria| criteria.fit(event)) && self.mentions(event)
    }

    fn mentions(&self, event: &Value) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = event.to_string().to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }
}

fn date(text: &str) -> Result<Timestamp, Refusal> {
    let whole = text.parse().ok();
    let in_utc = || text.parse::<DateTime>().ok().and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    whole.or_else(|| in_utc().map(|date| date.timestamp())).ok_or_else(Refusal::bad_search)
}

fn descending(order: Option<&str>) -> Result<bool, Refusal> {
    match order {
        None | Some("ASCENDING") => Ok(false),
        Some("DESCENDING") => Ok(true),
        Some(_) => Err(Refusal::bad_search()),
    }
}

fn limit(limit: Option<&str>) -> Result<usize, Refusal> {
    let limit = limit.map_or(Ok(USUAL), str::parse).map_err(|_| Refusal::bad_search())?;
    if limit > MOST { Err(Refusal::bad_search()) } else { Ok(limit) }
}

fn words(text: &str) -> Result<Vec<String>, Refusal> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let too_much = words.len() > WORDS || words.iter().any(|word| word.chars().count() > LETTERS);
    if too_much { Err(Refusal::bad_search()) } else { Ok(words) }
}
