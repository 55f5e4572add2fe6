//! The security questions that a person could choose from.

use mfadir_core::{Question, TenantName, User};
use serde::Serialize;

use super::view::UserView;
use crate::output::{Document, Sheet};

/// Security questions.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QuestionList {
    tenant: TenantName,
    user: UserView,
    questions: Vec<Question>,
}

impl QuestionList {
    pub(crate) fn new(tenant: &TenantName, user: &User, questions: Vec<Question>) -> Self {
        Self { tenant: tenant.clone(), user: user.into(), questions }
    }
}

impl Document for QuestionList {
    const SCHEMA: &'static str = "mfadir.question-list/v1";
    const ITEMS: Option<&'static str> = Some("questions");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["key", "text"]);
        for question in &self.questions {
            sheet.row([question.key.clone(), question.text.clone()]);
        }
        sheet
    }
}
