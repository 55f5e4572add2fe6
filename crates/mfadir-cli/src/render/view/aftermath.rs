//! What followed an act, as documents show it.

use mfadir_ops::{Aftermath, Notice, NoticeResult, Sessions};
use serde::Serialize;

use crate::output::clean;

/// What followed an act.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AftermathView {
    /// `ended`, `kept`, `not-offered`, `refused` or `failed`.
    sessions: &'static str,
    /// Why they are not ended.
    sessions_detail: Option<String>,
    notices: Vec<NoticeView>,
    /// What could not be recorded.
    unrecorded: Vec<String>,
}

/// A message.
#[derive(Clone, Debug, Serialize)]
struct NoticeView {
    /// `user`, `manager`, `security` or `ticket`.
    audience: &'static str,
    by: Option<String>,
    to: Option<String>,
    sent: bool,
    why: Option<String>,
    #[serde(skip)]
    line: String,
}

impl From<&Notice> for NoticeView {
    fn from(notice: &Notice) -> Self {
        let (sent, why) = match &notice.result {
            NoticeResult::Sent => (true, None),
            NoticeResult::NotSent(why) => (false, Some(why.clone())),
        };
        Self {
            audience: notice.audience.map_or("ticket", mfadir_policy::Audience::as_str),
            by: notice.by.clone(),
            to: notice.to.clone(),
            sent,
            why,
            line: notice_line(notice),
        }
    }
}

impl AftermathView {
    pub(crate) fn new(aftermath: &Aftermath) -> Self {
        let (sessions, sessions_detail) = match &aftermath.sessions {
            Sessions::Ended(_) => ("ended", None),
            Sessions::Kept => ("kept", None),
            Sessions::NotOffered(why) => ("not-offered", Some(why.clone())),
            Sessions::Refused(refused) => {
                let rules: Vec<String> = refused.refusals.iter().map(ToString::to_string).collect();
                ("refused", Some(rules.join("; ")))
            }
            Sessions::Failed(error) => ("failed", Some(error.to_string())),
        };
        let notices = aftermath.notices.iter().map(NoticeView::from).collect();
        Self { sessions, sessions_detail, notices, unrecorded: aftermath.unrecorded.clone() }
    }

    /// After an act that ends no sessions.
    pub(crate) fn of_notices<'a>(notices: impl Iterator<Item = &'a Notice>, unrecorded: Vec<String>) -> Self {
        Self { sessions: "kept", sessions_detail: None, notices: notices.map(NoticeView::from).collect(), unrecorded }
    }

    /// Adds a message that was sent later.
    pub(crate) fn add(&mut self, notice: Option<&Notice>, unrecorded: Vec<String>) {
        self.notices.extend(notice.map(NoticeView::from));
        self.unrecorded.extend(unrecorded);
    }

    /// What could not be recorded, as clauses.
    pub(crate) fn unrecorded(&self) -> &[String] {
        &self.unrecorded
    }

    /// Whether nothing followed, and nothing was to.
    pub(crate) fn is_nothing(&self) -> bool {
        self.sessions == "kept" && self.notices.is_empty() && self.unrecorded.is_empty()
    }

    /// Whether everything that was to follow did.
    pub(crate) fn is_whole(&self) -> bool {
        self.missing().is_empty()
    }

    /// What was to follow and did not.
    pub(crate) fn missing(&self) -> Vec<String> {
        let sessions = matches!(self.sessions, "refused" | "failed").then(|| self.sessions_line()).flatten();
        let notices = self.notices.iter().filter(|notice| !notice.sent).map(|notice| notice.line.clone());
        let unrecorded = self.unrecorded.iter().map(|why| format!("not recorded: {}", clean(why)));
        sessions.into_iter().chain(notices).chain(unrecorded).collect()
    }

    /// Everything, one line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let notices = self.notices.iter().map(|notice| notice.line.clone());
        let unrecorded = self.unrecorded.iter().map(|why| format!("not recorded: {}", clean(why)));
        self.sessions_line().into_iter().chain(notices).chain(unrecorded).collect()
    }

    fn sessions_line(&self) -> Option<String> {
        match (self.sessions, &self.sessions_detail) {
            ("kept", _) => None,
            ("ended", _) => Some("signed out everywhere".to_owned()),
            (_, why) => Some(format!("NOT signed out: {}", clean(why.as_deref().unwrap_or_default()))),
        }
    }
}

/// Who was told, or could not be, in one line.
pub(crate) fn notice_line(notice: &Notice) -> String {
    let who = notice.audience.map_or("the ticket", mfadir_policy::Audience::as_str);
    let by = notice.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let to = notice.to.as_deref().map(|to| format!(" ({to})")).unwrap_or_default();
    let text = match &notice.result {
        NoticeResult::Sent => format!("told {who}{by}{to}"),
        NoticeResult::NotSent(why) => format!("NOT told: {who}{by}{to}: {why}"),
    };
    clean(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use mfadir_ops::{Aftermath, Notice, NoticeResult, Sessions};
    use mfadir_policy::Audience;

    use super::AftermathView;

    fn view(sessions: Sessions, result: NoticeResult) -> AftermathView {
        let (by, to) = (Some("mail".to_owned()), Some("a…@example.com".to_owned()));
        let notice = Notice { audience: Some(Audience::User), by, to, result };
        AftermathView::new(&Aftermath { sessions, notices: vec![notice], unrecorded: Vec::new() })
    }

    #[test]
    fn what_could_not_be_sent_is_told() {
        let whole = view(Sessions::NotOffered("no".to_owned()), NoticeResult::Sent);
        assert!(whole.is_whole() && !whole.is_nothing());
        assert_eq!(whole.lines(), ["NOT signed out: no", "told user by mail (a…@example.com)"]);
        let missing = view(Sessions::Kept, NoticeResult::NotSent("the server refused".to_owned()));
        assert_eq!(missing.missing(), ["NOT told: user by mail (a…@example.com): the server refused"]);
    }
}
