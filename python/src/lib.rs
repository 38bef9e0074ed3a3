//! The Python module: labels and Arrow arrays of them in, reports out. All that it says comes from [`needlint::Engine`].

mod batch;
mod engine;
mod labels;
mod report;
mod reports;

use std::fmt;

use pyo3::prelude::*;
use pyo3::types::PyModule;
use serde::Serialize;

/// A value as JSON has it, without quotes: "may-contain".
struct Word<T>(T);

impl<T: Serialize> fmt::Display for Word<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

#[pymodule]
fn _needlint(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<engine::Engine>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<report::Finding>()?;
    module.add_function(wrap_pyfunction!(engine::check, module)?)?;
    module.add_function(wrap_pyfunction!(engine::restored, module)?)?;
    module.add_function(wrap_pyfunction!(labels::column, module)?)
}
