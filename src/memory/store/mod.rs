//! The memory itself: an SQLite database, the only place where units are kept for good. Everything
//! else that lies beside it can be made of it again, their match keys too. Texts are kept byte for byte;
//! what a unit says of itself is kept as well, so that nothing is lost on the way out.
//!
//! A change is done as a whole or not at all, whatever happens to the program or the machine meanwhile
//! (write-ahead log or journal, full synchronisation); each leaves a stamp, by which an index can tell that it
//! belongs to the state that it finds. Rows are never changed and their numbers never used twice.

mod clean;
mod error;
mod filter;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::text::Lang;

pub use clean::{Defect, DefectiveUnit};
pub use error::StoreError;
pub use filter::{Condition, ConditionError, Field, Filter};
pub use read::{FileRow, LanguageRow, Pair, Record};
pub use write::{Added, Change};

/// How long a locked memory is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a database with nothing in it is waited for, that another program may be making just now.
const MAKING: Duration = Duration::from_secs(2);

/// Says in the head of the file that it is a memory of chancery: `CHTM`.
const APPLICATION: i64 = 0x4348_544D;

/// What is changed from one version of the schema to the next.
const MIGRATIONS: &[fn(&Connection) -> rusqlite::Result<()>] = &[
    |connection| connection.execute_batch(include_str!("schema-1.sql")),
    write::hash_again,
];

/// The oldest version that can be read as it stands, where it cannot be changed.
const READABLE: i64 = 1;

/// What is to be done with a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is read; there must be one.
    Read,
    /// It is read and changed, and made when there is none.
    Write,
}

/// A memory on a disk, or in main memory.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    is_writable: bool,
    /// Languages by their number in the database, one less.
    languages: Vec<Option<Tag>>,
}

/// A language of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// The code as it is kept.
    pub(super) tag: String,
    /// The language that it stands for, if it does.
    pub(super) lang: Option<Lang>,
}

impl Store {
    /// Opens a memory. One that cannot be written, because it or its folder is read-only, is opened
    /// to be read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is none, it is none, is of a later version, or cannot be opened.
    pub fn open(path: &Path, access: Access) -> Result<Store, StoreError> {
        let fault = |fault: rusqlite::Error| StoreError::of(path, fault);
        if path.is_dir() {
            return Err(StoreError::Folder(path.to_owned()));
        }
        if access == Access::Read && !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if access == Access::Write {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let opened = Connection::open_with_flags(path, flags).and_then(prepared);
        let connection = match opened {
            Ok(connection) => connection,
            Err(error) if access == Access::Read && error::is_refused(&error) => {
                read_only(path).map_err(fault)?
            }
            Err(error) => return Err(fault(error)),
        };
        let is_writable = !connection.is_readonly("main").map_err(fault)?;
        let mut store = Store {
            connection,
            path: Some(path.to_owned()),
            is_writable,
            languages: Vec::new(),
        };
        store.migrate(access)?;
        store.languages = store.reading(|| languages(&store.connection))?;
        Ok(store)
    }

    /// Makes an empty memory that is gone when the program ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is no main memory for it.
    pub fn temporary() -> Result<Store, StoreError> {
        let fault = |fault: rusqlite::Error| StoreError::of(Path::new("memory"), fault);
        let connection = Connection::open_in_memory().map_err(fault)?;
        let mut store = Store {
            connection,
            path: None,
            is_writable: true,
            languages: Vec::new(),
        };
        store.migrate(Access::Write)?;
        Ok(store)
    }

    /// Returns where the memory is, unless it is nowhere.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Tells whether the memory can be changed.
    pub fn is_writable(&self) -> bool {
        self.is_writable
    }

    fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(self.path.as_deref().unwrap_or(Path::new("memory")), error)
    }

    /// Reads, and says of which memory it was where that fails.
    fn reading<T>(&self, read: impl FnOnce() -> rusqlite::Result<T>) -> Result<T, StoreError> {
        read().map_err(|error| self.fault(error))
    }

    /// Brings the schema to the version of this program.
    fn migrate(&mut self, access: Access) -> Result<(), StoreError> {
        let place = || self.path.clone().unwrap_or_default();
        let number = |connection: &Connection, name: &str| {
            connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
        };
        let state = |connection: &Connection| -> rusqlite::Result<(i64, i64, i64)> {
            let tables = "SELECT count(*) FROM sqlite_schema";
            Ok((
                number(connection, "application_id")?,
                number(connection, "user_version")?,
                connection.query_row(tables, [], |row| row.get(0))?,
            ))
        };
        let newest = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        let started = Instant::now();
        // All three of one moment.
        let mut found = self.reading(|| state(&*self.connection.unchecked_transaction()?))?;
        while found == (0, 0, 0) && access == Access::Read && started.elapsed() < MAKING {
            std::thread::sleep(Duration::from_millis(20));
            found = self.reading(|| state(&*self.connection.unchecked_transaction()?))?;
        }
        match found {
            (APPLICATION, version, _) if version == newest => return Ok(()),
            (APPLICATION, version, _) if version > newest => {
                return Err(StoreError::Newer {
                    path: place(),
                    version,
                });
            }
            (APPLICATION, version, _) if version >= READABLE && !self.is_writable => return Ok(()),
            (APPLICATION, _, _) => {}
            (0, 0, 0) if access == Access::Write => {}
            _ => return Err(StoreError::Foreign(place())),
        }
        if !self.is_writable {
            return Err(StoreError::ReadOnly(place()));
        }
        self.reading(|| {
            let immediate = TransactionBehavior::Immediate;
            let change = Transaction::new_unchecked(&self.connection, immediate)?;
            // Another process may have been here first.
            let (_, version, _) = state(&change)?;
            for (step, migrate) in (1_i64..)
                .zip(MIGRATIONS)
                .filter(|(step, _)| *step > version)
            {
                migrate(&change)?;
                change.pragma_update(None, "user_version", step)?;
            }
            change.pragma_update(None, "application_id", APPLICATION)?;
            change.commit()
        })
    }

    /// Holds the memory as it is now, whatever others do to it, until what is returned is dropped.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        self.reading(|| {
            let transaction = self.connection.unchecked_transaction()?;
            // It begins with the first that is read.
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(Snapshot(transaction))
        })
    }

    /// Returns the stamp of the last change, and the last row of a text at that time.
    pub(super) fn stamp(&self) -> Result<(u128, u64), StoreError> {
        let sql = "SELECT stamp, last FROM change ORDER BY id DESC LIMIT 1";
        let newest = self.rows(sql, |row| Ok((row.get(0)?, row.get(1)?)))?.pop();
        let (stamp, last) = newest.unwrap_or_default();
        Ok((u128::from_le_bytes(stamp), last))
    }

    /// Tells whether the memory was in a state, with so many rows, before or is so now.
    pub(super) fn has_been(&self, stamp: u128, last: u64) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM change WHERE stamp = ?1 AND last = ?2";
        self.reading(|| {
            let mut select = self.connection.prepare_cached(sql)?;
            select.exists((stamp.to_le_bytes(), last))
        })
    }
}

/// A memory held as it was.
#[derive(Debug)]
pub struct Snapshot<'a>(#[expect(dead_code, reason = "ends when it is dropped")] Transaction<'a>);

/// Reads the languages of a memory.
fn languages(connection: &Connection) -> rusqlite::Result<Vec<Option<Tag>>> {
    let mut languages = Vec::new();
    let mut select = connection.prepare_cached("SELECT id, tag FROM language")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        know(&mut languages, row.get(0)?, row.get(1)?);
    }
    Ok(languages)
}

fn know(languages: &mut Vec<Option<Tag>>, id: usize, tag: String) {
    let place = id.saturating_sub(1);
    // The numbers of languages have no gaps; a file that says so is not to cost memory.
    if place < 1 << 16 {
        if languages.len() <= place {
            languages.resize(place + 1, None);
        }
        let lang = Lang::parse(&tag).ok();
        languages[place] = Some(Tag { tag, lang });
    }
}

/// Sets up a connection; the write-ahead log needs a first read to be seen.
fn prepared(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(PATIENCE)?;
    // Nothing in a database that came from elsewhere is to be run.
    connection.set_db_config(
        rusqlite::config::DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        false,
    )?;
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without this a statement is compiled anew for each value that is bound to it.
    connection.set_db_config(
        rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG,
        true,
    )?;
    // A change writes what a row refers to before the row, and need not look for it again. Pages of
    // a new database are large enough for several texts.
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA page_size = 8192;")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    if !connection.is_readonly("main")? {
        // Where somebody else reads or writes it just now without a log, the next one to come sets it.
        set_journal_now(&connection, "WAL")?;
    }
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// Sets how changes are kept until they are finished, and returns how that is now.
fn set_journal(connection: &Connection, mode: &str) -> rusqlite::Result<String> {
    connection.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |row| {
        row.get(0)
    })
}

/// Sets how changes are kept, unless others use the memory just now; tells whether it is so.
fn set_journal_now(connection: &Connection, mode: &str) -> rusqlite::Result<bool> {
    connection.busy_timeout(Duration::ZERO)?;
    let set = set_journal(connection, mode);
    connection.busy_timeout(PATIENCE)?;
    match set {
        Ok(set) => Ok(set.eq_ignore_ascii_case(mode)),
        Err(error) if error::is_busy(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Opens a memory where nothing can be written. Without a log the file is all there is, and can be
/// read as it stands; with one, the log has to be read as well.
fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let has_log = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let connection = if has_log {
        Connection::open_with_flags(path, flags)?
    } else {
        let name = path.to_string_lossy();
        let name = name
            .replace('%', "%25")
            .replace('?', "%3f")
            .replace('#', "%23");
        let name = format!("file:{name}?immutable=1");
        Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    prepared(connection)
}

#[cfg(test)]
mod tests;
