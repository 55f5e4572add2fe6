//! Rows that begin with a tag, their columns aligned.

use comfy_table::{Table, presets};

use super::tag::Tag;

/// One row: the tag, then its cells.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) tag: Tag,
    pub(super) cells: Vec<String>,
}

/// The rows as indented lines, the tags in their colours. Lines are never broken: what belongs to a factor stays beside
/// it.
pub(super) fn lines(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.add_rows(rows.iter().map(|row| std::iter::once(row.tag.word()).chain(row.cells.iter().map(String::as_str))));
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2));
    });
    let painted = |(line, row): (String, &Row)| {
        let word = row.tag.word();
        let rest = line.strip_prefix(word).unwrap_or_default();
        format!("  {}{}\n", row.tag.paint(word), rest.trim_end())
    };
    table.lines().zip(rows).map(painted).collect()
}

#[cfg(test)]
mod tests {
    use super::{Row, lines};
    use crate::{output::Look, render::tag::Tag};

    #[test]
    fn columns_stand_below_each_other() {
        let row = |tag, cell: &str| Row { tag, cells: vec![cell.to_owned(), "x".to_owned()] };
        let text = lines(&[row(Tag::Goes, "push@okta"), row(Tag::GoesToo, "totp@okta📱")]);
        assert_eq!(Look::plain().finish(&text), "  goes      push@okta    x\n  goes too  totp@okta📱  x\n");
    }
}
