//! A policy: its rules, and how it did on examples.

mod asks;
mod named;
mod rules;
mod trials;

pub(crate) use named::policy_of;
pub(crate) use rules::PolicyDocument;
pub(crate) use trials::TrialDocument;
