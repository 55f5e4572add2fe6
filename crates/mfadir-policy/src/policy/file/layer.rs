//! Files laid over one another, for each way of working.

use toml::Spanned;

use super::{
    BadPolicy, Layer,
    over::{lay, plan},
};
use crate::policy::{Policy, preset::Preset};

/// What the files come to, the lowest first. What a table says for its way of working stands over what any file says for
/// both: who sets a time for everything does not take away what `strict` asks of a change.
pub(super) fn over(preset: Preset, mut layers: Vec<Layer>) -> Result<Policy, BadPolicy> {
    let mut both = preset.top();
    for layer in &mut layers {
        let settings = layer.written.take();
        layer.name.clone_into(&mut both.name);
        lay(&mut both, settings, &layer.source())?;
    }
    let mut change = preset.change(both.clone());
    let mut desk = both;
    for layer in &mut layers {
        let (for_desk, for_change) = (layer.written.desk.take(), layer.written.change.take());
        let source = layer.source();
        if let Some(mut table) = for_desk.map(Spanned::into_inner) {
            lay(&mut desk, table.take(), &source)?;
        }
        if let Some(mut table) = for_change.map(Spanned::into_inner) {
            lay(&mut change.policy, table.take(), &source)?;
            table.plan.iter().for_each(|limits| plan(&mut change, limits, &source));
        }
    }
    Ok(Policy { change: Some(Box::new(change)), ..desk })
}
