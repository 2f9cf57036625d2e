//! Numbers, case by case.
