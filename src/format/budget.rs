//! A stream that ends in an error when one piece of its text takes too much, for parsers that would
//! otherwise gather a piece of any length in memory.

use std::io;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes may be read until the next refill; shared between the stream and its parser.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    left: Arc<AtomicUsize>,
    whole: usize,
}

impl Budget {
    /// Makes a budget of so many bytes.
    pub(super) fn new(whole: usize) -> Self {
        Budget {
            left: Arc::new(AtomicUsize::new(whole)),
            whole,
        }
    }

    /// Fills it up again, after each piece.
    pub(super) fn refill(&self) {
        self.left.store(self.whole, Ordering::Relaxed);
    }

    /// Tells whether it was used up.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    /// Puts a stream under the budget.
    pub(super) fn over<R: Read>(&self, inner: R) -> Budgeted<R> {
        Budgeted {
            inner,
            budget: self.clone(),
        }
    }
}

/// A stream under a budget.
pub(super) struct Budgeted<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self
            .budget
            .left
            .load(Ordering::Relaxed)
            .saturating_sub(count);
        self.budget.left.store(left, Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other("one piece of it is too long"));
        }
        Ok(count)
    }
}
