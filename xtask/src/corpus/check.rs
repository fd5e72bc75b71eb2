//! Holds a description against what became of it: whether all of it came out, and which examples fit their schemas.
//!
//! What should come out is counted in the document itself, and not by what lowering knows.

use std::collections::BTreeMap;

use generator::{Bundle, Output, Sources};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::examples::{self, Found};
use super::fit::Schemas;
use super::harness::{self, Case, Told, Types};
use super::prune;
use super::values::{self, Plan};

/// What came of the checks.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Checked {
    /// What went in and did not come out.
    pub(super) lost: Vec<String>,
    /// Examples that do not fit their schemas.
    pub(super) unfit: Vec<Told>,
    /// How many examples stand where nothing of the crate is made of their schema.
    pub(super) without_type: usize,
    /// How many examples fit their schemas and have a type.
    pub(super) fitting: usize,
    /// How many of those have members that the description does not describe.
    pub(super) pruned: usize,
}

/// The files of the crate with the program that reads the examples, by their paths.
pub(super) type Program = BTreeMap<String, String>;

/// Whether the program shall read values besides the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Makes {
    Examples,
    Values,
}

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Checks whether all came out.
pub(super) fn check(sources: &Sources, output: &Output) -> Result<(Checked, Bundle), String> {
    let bundle = generator::bundle(sources).map_err(|problems| problems.to_string())?;
    Ok((Checked { lost: lost(&bundle.document, output), ..Checked::default() }, bundle))
}

/// Checks that, and sorts the examples; gives the program that reads those which fit their schemas.
pub(super) fn check_examples(sources: &Sources, output: &Output, makes: Makes) -> Result<(Checked, Program), String> {
    let (mut checked, bundle) = check(sources, output)?;
    let found = examples::find(&bundle.document);
    let samples = output.samples();
    let types: BTreeMap<&str, &str> =
        samples.iter().map(|sample| (sample.place.pointer.as_str(), sample.path.as_str())).collect();
    let cases = sort(&bundle, &found, &types, &mut checked)?;
    let mut types = Types::default();
    let plan = (makes == Makes::Values).then(|| Plan::of(output, &mut types));
    let mut files = harness::files(&cases, types, output);
    if let Some(plan) = plan {
        let plan = serde_json::to_string(&plan).map_err(|error| error.to_string())?;
        files.insert(values::FILE.to_owned(), plan);
    }
    Ok((checked, files))
}

/// The operations and components that did not come out.
fn lost(document: &Value, output: &Output) -> Vec<String> {
    let mut lost = Vec::new();
    let operations = operations(document);
    if operations != output.summary.operations {
        lost.push(format!("{operations} operations went in, and {} came out", output.summary.operations));
    }
    let api = output.api();
    let fates: Vec<&str> = api.lines().skip_while(|line| *line != "components").skip(1).collect();
    let schemas = document.pointer("/components/schemas").or_else(|| document.get("definitions"));
    for name in schemas.and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys) {
        let has_fate = |line: &&str| {
            let fate = line.strip_prefix("  ").and_then(|line| line.strip_prefix(name.as_str()));
            fate.is_some_and(|fate| fate.starts_with(" is "))
        };
        if !fates.iter().any(has_fate) {
            lost.push(format!("nothing became of the component `{name}`"));
        }
    }
    lost
}

fn operations(document: &Value) -> usize {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let count = |(_, item): (&String, &Value)| {
        let target = item.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        let target = target.and_then(|target| document.pointer(target));
        let has = |method: &&&str| [Some(item), target].into_iter().flatten().any(|item| item.get(**method).is_some());
        METHODS.iter().filter(has).count()
    };
    paths.filter(|(path, _)| path.starts_with('/')).map(count).sum()
}

/// The examples that fit their schemas and have a type; the others are told or counted.
fn sort<'a>(
    bundle: &'a Bundle,
    found: &Found,
    types: &BTreeMap<&str, &'a str>,
    checked: &mut Checked,
) -> Result<Vec<Case<'a>>, String> {
    let schemas = Schemas::new(&bundle.document, &found.schemas);
    let registry = schemas.registry()?;
    let mut cases = Vec::new();
    let mut last = None;
    for example in &found.examples {
        let Some(value) = bundle.document.pointer(&example.value) else { continue };
        if last.as_ref().is_none_or(|(pointer, _)| pointer != &example.schema) {
            last = Some((example.schema.clone(), schemas.validator(&registry, &example.schema)));
        }
        let verdict = match last.as_ref().map(|(_, validator)| validator) {
            Some(Ok(validator)) => validator.validate(value).map_err(|error| error.to_string()),
            Some(Err(why)) => Err(why.clone()),
            None => Ok(()),
        };
        let place = bundle.place(&example.value).to_string();
        match (verdict, types.get(example.owner.as_str())) {
            (Err(why), _) => checked.unfit.push(Told { place, why }),
            (Ok(()), None) => checked.without_type += 1,
            (Ok(()), Some(path)) => {
                let mut value = value.clone();
                let pruned = prune::prune(&bundle.document, &example.schema, &mut value);
                checked.pruned += usize::from(pruned > 0);
                cases.push(Case { path, place, value });
            }
        }
    }
    checked.fitting = cases.len();
    Ok(cases)
}
