//! The writing, case by case.
