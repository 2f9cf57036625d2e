//! What is written is what is read: properties over hostile text, and the files of other tools.

mod tmx;
