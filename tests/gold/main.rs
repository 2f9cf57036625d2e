//! Alignment and segmentation against what people made, or what is known because it was made up:
//! floors a little under what is reached. Figures are printed with `--nocapture`.

mod alignment;
#[path = "../common/data.rs"]
mod data;
mod gaps;
mod segmentation;
mod srx;
#[path = "../common/synthetic.rs"]
mod synthetic;
