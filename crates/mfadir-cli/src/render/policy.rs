//! A policy: its rules, and how it did on examples.

mod asks;
mod rules;
mod trials;

pub(crate) use rules::PolicyDocument;
pub(crate) use trials::TrialDocument;
