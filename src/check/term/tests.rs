//! Terms, case by case.
