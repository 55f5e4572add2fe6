//! The tickets, out of another system's list.

use std::path::PathBuf;

use mfadir_ops::Ticket;

use crate::{
    args::NoFile,
    context::Context,
    failure::{Failure, Outcome},
};

/// Begins the one form that is known.
const CSV: &str = "csv:";

/// No list is longer; a file that is was named by mistake.
const LONGEST: u64 = 256 * 1024 * 1024;

/// Where the tickets are listed: `csv:FILE#NUMBER[,PERSON[,STATE]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TicketList {
    file: PathBuf,
    /// The names of the columns: number, person, state.
    columns: Vec<String>,
}

impl TicketList {
    /// Of the argument: `csv:-#NUMBER` reads standard input.
    pub(super) const INPUT: NoFile =
        NoFile(|value| value.strip_prefix("csv:-#").is_some_and(|columns| !columns.contains('#')));

    /// Reads the argument. The error is a clause.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{}` is no list of tickets, expected csv:FILE#COLUMN", text.escape_debug());
        let (file, columns) = text.strip_prefix(CSV).and_then(|rest| rest.rsplit_once('#')).ok_or_else(wrong)?;
        let columns: Vec<String> = columns.split(',').map(|name| name.trim().to_owned()).collect();
        let named = columns.len() <= 3 && columns.iter().all(|name| !name.is_empty());
        if file.is_empty() || !named {
            return Err(wrong());
        }
        Ok(Self { file: file.into(), columns })
    }

    /// The tickets of the file. Rows without a number are passed over.
    pub(super) async fn tickets(&self, context: &Context) -> Outcome<Vec<Ticket>> {
        let read = context.text(&self.file, LONGEST).await;
        let text = read.map_err(|error| self.wrong(&format!("cannot be read: {error}")))?;
        self.parse(text.trim_start_matches('\u{feff}'))
    }

    fn parse(&self, text: &str) -> Outcome<Vec<Ticket>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| self.wrong(&format!("cannot be read: {error}")))?.clone();
        let place = |name: &String| {
            let found = header.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
            found.ok_or_else(|| self.no_column(name))
        };
        let places: Vec<usize> = self.columns.iter().map(place).collect::<Outcome<_>>()?;
        let mut tickets: Vec<Ticket> = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| self.wrong(&format!("cannot be read: {error}")))?;
            let cell = |column: usize| {
                let cell = places.get(column).and_then(|place| row.get(*place)).map(str::trim);
                cell.filter(|cell| !cell.is_empty()).map(str::to_owned)
            };
            tickets.extend(cell(0).map(|number| Ticket { number, person: cell(1), state: cell(2) }));
        }
        Ok(tickets)
    }

    /// What the file holds is not repeated: it may be one that whoever asks may not read.
    fn no_column(&self, name: &str) -> Failure {
        self.wrong(&format!("has no column {name:?}")).with_hint("its first line names its columns")
    }

    fn wrong(&self, why: &str) -> Failure {
        Failure::usage(format!("the list of tickets {} {why}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::TicketList;
    use crate::exit::Exit;

    #[test]
    fn a_list_is_a_file_and_its_columns() {
        let list = TicketList::read("csv:a#b/tickets.csv#number,opened for").expect("a list");
        let tickets = list.parse("Number,Opened For,x\nINC1,ada@example.com,1\n,bob,2\n\"INC2\",,3\n").expect("rows");
        let told: Vec<_> = tickets.iter().map(|one| (one.number.as_str(), one.person.as_deref())).collect();
        assert_eq!(told, [("INC1", Some("ada@example.com")), ("INC2", None)]);
    }

    #[test]
    fn what_is_no_list_is_told() {
        for text in
            ["tickets.csv", "csv:tickets.csv", "csv:#number", "csv:t.csv#", "csv:t.csv#a,b,c,d", "csv:t.csv#a,,b"]
        {
            assert!(TicketList::read(text).is_err(), "{text}");
        }
        let missing = TicketList::read("csv:t.csv#id").expect("a list").parse("number\nINC1\n").expect_err("no column");
        assert_eq!((missing.exit(), missing.hint()), (Exit::Usage, Some("its first line names its columns")));
    }
}
