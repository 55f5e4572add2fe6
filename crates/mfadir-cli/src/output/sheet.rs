//! Rows and columns: a table for people, or CSV.

use comfy_table::{ContentArrangement, Table, presets};
use csv::Writer;

use super::{
    clean::clean,
    style::{self, Look},
};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// Rows under a header. Column names are the field names of the JSON document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet with these columns and no rows.
    pub(crate) fn new(columns: impl IntoIterator<Item = &'static str>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether there are no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table without borders, columns aligned; empty text where there are no rows.
    pub(crate) fn table(&self, look: Look) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(self.columns.iter().map(|name| heading(name)));
        table.add_rows(self.rows.iter().map(|row| row.iter().map(|cell| clean(cell).into_owned())));
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        if let Some(width) = look.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
        let (header, rows) = lines.split_first().map_or(("", &[] as &[String]), |(first, rest)| (first.as_str(), rest));
        format!("{}\n{}\n", style::header(header), rows.join("\n"))
    }

    /// The same as CSV with a header.
    pub(crate) fn csv(&self) -> Outcome<String> {
        let mut writer = Writer::from_writer(Vec::new());
        let written = writer.write_record(&self.columns).and_then(|()| {
            self.rows.iter().try_for_each(|row| writer.write_record(row.iter().map(|cell| guarded(cell))))
        });
        let bytes = written.map_err(|error| error.to_string()).and_then(|()| {
            let bytes = writer.into_inner().map_err(|error| error.to_string())?;
            String::from_utf8(bytes).map_err(|error| error.to_string())
        });
        bytes.map_err(|error| Failure::new(Exit::Failed, format!("the answer cannot be written as CSV: {error}")))
    }
}

fn heading(name: &str) -> String {
    name.replace('_', " ").to_uppercase()
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::output::Look;

    fn sheet(label: &str) -> Sheet {
        let mut sheet = Sheet::new(["id", "last_verified"]);
        sheet.row(["opf1".to_owned(), label.to_owned()]);
        sheet
    }

    #[test]
    fn a_table_has_a_header_in_capitals_and_no_borders() {
        let text = Look::plain().finish(&sheet("x").table(Look::plain()));
        assert_eq!(text, "ID    LAST VERIFIED\nopf1  x\n");
    }

    #[test]
    fn provider_text_stays_in_its_cell() {
        let text = Look::plain().finish(&sheet("a\n\u{1b}[2Jb").table(Look::plain()));
        assert_eq!(text, "ID    LAST VERIFIED\nopf1  a b\n");
    }

    #[test]
    fn no_cell_starts_a_formula() {
        for (cell, written) in [("=1+1", "'=1+1"), ("+1555", "'+1555"), ("@x", "'@x"), ("-1", "'-1"), ("a=b", "a=b")] {
            let csv = sheet(cell).csv().expect("plain cells");
            assert_eq!(csv, format!("id,last_verified\nopf1,{written}\n"));
        }
    }

    #[test]
    fn commas_and_quotes_are_quoted() {
        assert_eq!(sheet("a,\"b\"").csv().expect("plain cells"), "id,last_verified\nopf1,\"a,\"\"b\"\"\"\n");
    }
}
