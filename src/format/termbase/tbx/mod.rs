//! TBX, the exchange format of termbases, in the dialect TBX-Basic: version 2 (`martif`, the form that
//! most programs read), and version 3 (ISO 30042:2019) with data categories as attributes (DCA) or
//! as elements (DCT).

mod read;
mod write;

pub use read::{TbxError, read};
pub use write::{Dialect, write};
