//! Whether audit logs are as they were written.

use std::path::Path;

use jiff::Timestamp;
use mfadir_core::TenantName;
use mfadir_journal::{Fault, Hash, Line, OwingAct, Verified};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::finding::{FaultView, OpenWrite, Owing, Signature, Word};
use crate::{
    output::{Document, Look, Sheet, clean},
    render::words::{count, fields, minute},
};

/// What was found in each log.
#[derive(Debug, Serialize)]
pub(crate) struct Verdicts {
    logs: Vec<Verdict>,
}

/// What was found in one log.
#[derive(Debug, Serialize)]
pub(crate) struct Verdict {
    tenant: TenantName,
    folder: String,
    #[serde(rename = "verdict")]
    word: Word,
    entries: Option<u64>,
    files: Option<usize>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    head: Option<Hash>,
    signed_by: Option<String>,
    signature: Option<Signature>,
    /// How many entries stand behind the last head that somebody signed.
    unsigned: Option<u64>,
    /// Whether one entry stands behind the head: a crash, which the next entry mends.
    ahead: Option<bool>,
    open: Vec<OpenWrite>,
    owing: Vec<Owing>,
    fault: Option<FaultView>,
}

impl Verdict {
    /// It holds together.
    pub(crate) fn whole(tenant: &TenantName, folder: &Path, verified: Verified, checked: bool) -> Self {
        let signature = match &verified.signed {
            None => Signature::None,
            Some(_) if checked => Signature::Counts,
            Some(_) => Signature::NotChecked,
        };
        let (first, last) = verified.between.unzip();
        let (signed_by, signed) = verified.signed.map(|signed| (signed.by, signed.lines)).unzip();
        Self {
            entries: Some(verified.lines),
            files: Some(verified.segments),
            first,
            last,
            signed_by,
            signature: Some(signature),
            unsigned: Some(verified.lines.saturating_sub(signed.unwrap_or_default())),
            ahead: Some(verified.ahead),
            ..Self::empty(tenant, folder, Word::AsWritten)
        }
    }

    /// It holds together, and an operator who ought to have signed this entry did not.
    pub(crate) fn unsigned(tenant: &TenantName, folder: &Path, verified: Verified, due: &Line) -> Self {
        Self {
            word: Word::Unsigned,
            signature: Some(Signature::Wanted),
            fault: Some(FaultView::no_signature(folder, due)),
            ..Self::whole(tenant, folder, verified, true)
        }
    }

    /// It was changed.
    pub(crate) fn changed(tenant: &TenantName, folder: &Path, fault: Fault) -> Self {
        Self { fault: Some(fault.into()), ..Self::empty(tenant, folder, Word::Changed) }
    }

    /// It cannot be read, or is gone.
    pub(crate) fn unreadable(tenant: &TenantName, folder: &Path, text: String) -> Self {
        Self { fault: Some(FaultView::unreadable(text)), ..Self::empty(tenant, folder, Word::Unreadable) }
    }

    /// With the hash that its head names.
    pub(crate) fn with_head(self, head: Option<Hash>) -> Self {
        Self { head, ..self }
    }

    /// With the intents that have no outcome.
    pub(crate) fn with_open(self, open: Vec<Line>) -> Self {
        Self { open: open.into_iter().map(OpenWrite::from).collect(), ..self }
    }

    /// With the acts of which somebody is still to be told.
    pub(crate) fn with_owing(self, owing: Vec<OwingAct>) -> Self {
        Self { owing: owing.into_iter().map(Owing::from).collect(), ..self }
    }

    /// What is wrong with it.
    pub(crate) fn told(&self) -> Option<String> {
        self.fault.as_ref().map(|fault| clean(&fault.text).into_owned())
    }

    fn empty(tenant: &TenantName, folder: &Path, word: Word) -> Self {
        Self {
            tenant: tenant.clone(),
            folder: folder.display().to_string(),
            word,
            entries: None,
            files: None,
            first: None,
            last: None,
            head: None,
            signed_by: None,
            signature: None,
            unsigned: None,
            ahead: None,
            open: Vec::new(),
            owing: Vec::new(),
            fault: None,
        }
    }

    fn text(&self) -> String {
        let title = format!("{} in {}", clean(self.tenant.as_str()), clean(&self.folder));
        let fault = self.told().map(|fault| format!("  {fault}\n")).unwrap_or_default();
        let rows = if self.entries.is_some() { fields(&self.rows()) + "\n" } else { String::new() };
        format!("{}: {}\n{fault}{rows}", title.bold(), self.word.paint())
    }

    fn rows(&self) -> Vec<(&'static str, String)> {
        let mut rows = vec![
            ("entries", self.extent()),
            ("head", self.head.as_ref().map(Hash::to_string).unwrap_or_default()),
            ("signature", self.signature()),
        ];
        if self.ahead == Some(true) {
            rows.push(("crash", "one entry stands behind the head; the next one mends that".to_owned()));
        }
        rows.extend(self.open.iter().map(|open| ("open", open.text())));
        rows.extend(self.owing.iter().map(|owing| ("owed", owing.text())));
        rows
    }

    fn extent(&self) -> String {
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let entries = count(number(self.entries.unwrap_or_default()), "entry").replace("entrys", "entries");
        let between = self.first.zip(self.last);
        let between = between.map(|(first, last)| format!(", {} to {}", minute(first), minute(last)));
        format!("{entries} in {}{}", count(self.files.unwrap_or_default(), "file"), between.unwrap_or_default())
    }

    fn signature(&self) -> String {
        let by = clean(self.signed_by.as_deref().unwrap_or_default()).into_owned();
        let short = match self.unsigned.filter(|unsigned| *unsigned > 0) {
            Some(unsigned) => format!("; the last {unsigned} nobody signed").yellow().to_string(),
            None => String::new(),
        };
        match self.signature {
            _ if self.signed_by.is_none() => {
                let none = "none: whoever can write the folder can write another log";
                none.yellow().to_string()
            }
            Some(Signature::NotChecked) => format!("says {by}, not checked: --operators FILE checks it{short}"),
            _ => format!("{by}'s, which counts{short}"),
        }
    }
}

impl Verdicts {
    pub(crate) fn of(logs: Vec<Verdict>) -> Self {
        Self { logs }
    }
}

impl Document for Verdicts {
    const SCHEMA: &'static str = "mfadir.audit-verification/v1";
    const ITEMS: Option<&'static str> = Some("logs");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["tenant", "folder", "verdict", "entries", "head", "signed_by", "open", "fault"]);
        for log in &self.logs {
            sheet.row([
                log.tenant.to_string(),
                log.folder.clone(),
                log.word.as_str().to_owned(),
                log.entries.map(|entries| entries.to_string()).unwrap_or_default(),
                log.head.as_ref().map(Hash::to_string).unwrap_or_default(),
                log.signed_by.clone().unwrap_or_default(),
                log.open.iter().map(|open| open.number.to_string()).collect::<Vec<_>>().join(" "),
                log.told().unwrap_or_default(),
            ]);
        }
        sheet
    }

    fn text(&self, _look: Look) -> String {
        self.logs.iter().map(Verdict::text).collect()
    }
}
