//! The engine, as Python has it.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use needlint::{Choice, Ppm, RulePack, Scratch, Severity};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::PyArray;
use pyo3_arrow::input::AnyArray;

use crate::batch;
use crate::labels::Wanted;
use crate::report::Report;

/// What an engine is made from: texts of packs, selectors, severities and figures. An engine is pickled as this.
type Parts = (Vec<String>, Vec<String>, Vec<String>, BTreeMap<String, String>, BTreeMap<String, String>);

/// Judges ingredient lists by the built-in rules, and by those of packs that are added.
///
/// rules: paths of rule packs, TOML files.
/// select, ignore: the rules to use and to leave out, one or a list: ids, packs such as "needling/", or prefixes such as "needling/alc*".
/// severity: rules, as in select, and "error", "warning", "note" or "off" for each.
/// figures: amounts that rules use, such as {"high-alcohol": "15%"}.
///
/// Raises ValueError if one of these means nothing, and OSError if a pack cannot be read.
#[pyclass(frozen, module = "needlint")]
pub(crate) struct Engine {
    parts: Parts,
    engine: needlint::Engine,
    /// Room of batches before this one.
    room: Mutex<Vec<Scratch>>,
}

/// One value, or a list of them.
#[derive(FromPyObject)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> Default for OneOrMore<T> {
    fn default() -> OneOrMore<T> {
        OneOrMore::More(Vec::new())
    }
}

impl<T> OneOrMore<T> {
    fn all(self) -> Vec<T> {
        match self {
            OneOrMore::One(one) => vec![one],
            OneOrMore::More(more) => more,
        }
    }
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (rules=OneOrMore::default(), select=OneOrMore::default(), ignore=OneOrMore::default(), severity=BTreeMap::new(), figures=BTreeMap::new()))]
    fn new(
        rules: OneOrMore<PathBuf>, select: OneOrMore<String>, ignore: OneOrMore<String>,
        severity: BTreeMap<String, String>, figures: BTreeMap<String, String>,
    ) -> PyResult<Engine> {
        let packs = rules.all().iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
        Engine::of((packs, select.all(), ignore.all(), severity, figures))
    }

    /// What the rules say of the text of a label.
    fn check(&self, py: Python<'_>, text: String) -> Report {
        let report = py.detach(|| self.with_scratch(1, |scratch| self.engine.check_with(scratch, &text)));
        Report::new(report, text)
    }

    /// What the rules say of each label in an array of texts, or of each row of a table: anything with the Arrow C
    /// interface, such as a column, a record batch or a frame of pyarrow, Polars, pandas or nanoarrow. Gives an array of
    /// structs: of Polars for what is its own, of pyarrow for what is its own or of pandas, else any library's.
    ///
    /// threads: how many threads judge at once; as many as there are processors if none is given.
    /// columns: of a table, the column with the ingredients, or several that are read together, in this order and as
    /// `needlint scan --ingredients` reads them; names, numbers from 1, or patterns such as "ingredient_*".
    /// name: of a table, the column with the name of the product, which may state what is in it ("Vodka 40% Toner").
    ///
    /// If there are several columns, each finding has a `field` at its end: the column that it is in, in whose text `start`
    /// and `end` are; null if that is the only one with ingredients.
    ///
    /// Raises ValueError if a column is not there, and TypeError if it does not hold texts.
    #[pyo3(signature = (array, threads=None, columns=None, name=None))]
    fn check_batch<'py>(
        &self, py: Python<'py>, array: Bound<'py, PyAny>, threads: Option<NonZeroUsize>,
        columns: Option<OneOrMore<String>>, name: Option<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let wanted = match (columns, name) {
            (None, None) => None,
            (None, Some(_)) => return Err(PyValueError::new_err("a name is told of columns, and none are given")),
            (Some(columns), name) => Some(Wanted { columns: columns.all(), name }),
        };
        let arrays = array.extract::<AnyArray>()?.into_reader()?;
        let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let told = PyArray::from_array_ref(py.detach(|| batch::check(self, arrays, wanted.as_ref(), threads))?);
        let library = array.get_type().module()?.to_string();
        match library.split('.').next() {
            Some("pyarrow" | "pandas") => py.import("pyarrow")?.getattr("array")?.call1((told,)),
            Some("polars") => {
                let told = py.import("polars")?.getattr("Series")?.call1((told,))?;
                // a frame has no name
                array.getattr_opt("name")?.map_or(Ok(told.clone()), |name| told.call_method1("alias", (name,)))
            }
            _ => Ok(told.into_pyobject(py)?.into_any()),
        }
    }

    /// The ids of the rules that judge.
    fn rules(&self) -> Vec<String> {
        self.engine.rules().map(|rule| rule.id.clone()).collect()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Parts,))> {
        Ok((py.import("needlint._needlint")?.getattr("restored")?, (self.parts.clone(),)))
    }
}

impl Engine {
    fn of(parts: Parts) -> PyResult<Engine> {
        let (packs, select, ignore, severity, figures) = &parts;
        let choice = Choice {
            packs: packs.iter().map(|text| pack(text)).collect::<PyResult<_>>()?,
            figures: figures
                .iter()
                .map(|(name, amount)| Ok((name.clone(), figure(amount)?)))
                .collect::<PyResult<_>>()?,
            select: select.clone(),
            ignore: ignore.clone(),
            severities: severity
                .iter()
                .map(|(rule, level)| Ok((rule.clone(), level_of(level)?)))
                .collect::<PyResult<_>>()?,
        };
        let mut engine = choice.engine(&[]).map_err(|error| PyValueError::new_err(error.to_string()))?;
        engine.count_names(true);
        Ok(Engine { parts, engine, room: Mutex::default() })
    }

    pub(crate) fn engine(&self) -> &needlint::Engine {
        &self.engine
    }

    /// Judges with room that was used before, if there is any. It is one of so many that are in use together.
    pub(crate) fn with_scratch<T>(&self, together: usize, judge: impl FnOnce(&mut Scratch) -> T) -> T {
        let room = || self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let used = room().pop();
        let mut scratch = used.unwrap_or_else(|| Scratch::one_of(together));
        let judged = judge(&mut scratch);
        room().push(scratch);
        judged
    }
}

fn pack(text: &str) -> PyResult<RulePack> {
    RulePack::parse(text).map_err(|error| {
        let line = error.span.as_ref().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        PyValueError::new_err(format!("a rule pack, line {line}: {error}"))
    })
}

fn figure(amount: &str) -> PyResult<Ppm> {
    let fault = || PyValueError::new_err(format!("{amount:?} is no percentage: write it as \"15%\""));
    Ppm::parse(amount).ok_or_else(fault)
}

fn level_of(level: &str) -> PyResult<Option<Severity>> {
    match level {
        "error" => Ok(Some(Severity::Error)),
        "warning" => Ok(Some(Severity::Warning)),
        "note" => Ok(Some(Severity::Note)),
        "off" => Ok(None),
        _ => Err(PyValueError::new_err(format!("{level:?} is no severity: use error, warning, note or off"))),
    }
}

/// What the built-in rules say of the text of a label.
#[pyfunction]
pub(crate) fn check(py: Python<'_>, text: String) -> PyResult<Report> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = match ENGINE.get() {
        Some(engine) => engine,
        None => {
            let engine = Engine::of(Parts::default())?;
            ENGINE.get_or_init(|| engine)
        }
    };
    Ok(engine.check(py, text))
}

/// An engine as it was before it was pickled.
#[pyfunction]
pub(crate) fn restored(parts: Parts) -> PyResult<Engine> {
    Engine::of(parts)
}
