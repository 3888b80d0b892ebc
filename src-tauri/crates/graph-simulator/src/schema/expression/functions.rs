//! The functions expressions may call (contract 9.5).

use std::sync::OnceLock;

use serde_json::{Value, json};

/// A function and what it takes.
#[derive(Debug, PartialEq)]
pub struct Function {
    pub name: &'static str,
    parameters: Vec<Parameter>,
}

#[derive(Debug, PartialEq)]
struct Parameter {
    name: &'static str,
    kind: &'static str,
    required: bool,
    repeated: bool,
}

impl Function {
    /// The function of this name; case does not count.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Function> {
        all().iter().find(|function| function.name.eq_ignore_ascii_case(name))
    }

    /// Does it take this many arguments, empty ones counted?
    pub(super) fn takes(&self, count: usize) -> bool {
        let least = self.parameters.iter().filter(|parameter| parameter.required).count();
        count >= least && (count <= self.parameters.len() || self.parameters.iter().any(|parameter| parameter.repeated))
    }

    /// The parameter an argument fills, of `count` arguments. With exactly the required ones given the optional are passed over.
    pub(super) fn parameter_name(&self, index: usize, count: usize) -> &'static str {
        let required: Vec<&Parameter> = self.parameters.iter().filter(|parameter| parameter.required).collect();
        if count == required.len() {
            return required.get(index).map_or("", |parameter| parameter.name);
        }
        let single = self.parameters.iter().filter(|parameter| !parameter.repeated).count();
        let position = match self.parameters.len() - single {
            0 => index,
            repeated => {
                if index < single {
                    index
                } else {
                    single + (index - single) % repeated
                }
            }
        };
        self.parameters.get(position).map_or("", |parameter| parameter.name)
    }
}

/// The answer of `schema/functions`: `name` as the pages show it and `id` as the metadata has it.
#[must_use]
pub fn functions_json() -> Value {
    let functions: Vec<Value> = all()
        .iter()
        .map(|function| {
            let parameters: Vec<Value> = function
                .parameters
                .iter()
                .map(|parameter| {
                    json!({
                        "name": parameter.name,
                        "type": parameter.kind,
                        "required": parameter.required,
                        "allowMultipleOccurrences": parameter.repeated,
                    })
                })
                .collect();
            json!({"id": function.name, "name": function.name, "parameters": parameters})
        })
        .collect();
    Value::Array(functions)
}

fn all() -> &'static [Function] {
    static ALL: OnceLock<Vec<Function>> = OnceLock::new();
    ALL.get_or_init(|| include_str!("../data/functions").lines().filter_map(read).collect())
}

/// `Name(first, second:Type?, third*)`; `?` = may be left out, `*` = any number.
fn read(line: &'static str) -> Option<Function> {
    let (name, rest) = line.split_once('(')?;
    let parameters = rest.strip_suffix(')')?.split(", ").filter(|text| !text.is_empty());
    let parameters = parameters
        .map(|text| {
            let (required, repeated) = (!text.ends_with('?'), text.ends_with('*'));
            let (name, kind) = text
                .trim_end_matches(['?', '*'])
                .split_once(':')
                .unwrap_or((text, "String"));
            Parameter {
                name: name.trim_end_matches(['?', '*']),
                kind: kind.trim_end_matches(['?', '*']),
                required,
                repeated,
            }
        })
        .collect();
    Some(Function { name, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_find_their_parameters() {
        let format = Function::find("formatdatetime").unwrap();
        assert_eq!(format.parameter_name(1, 3), "inputFormat");
        assert_eq!(format.parameter_name(1, 4), "dateTimeStyles");
        let switch = Function::find("Switch").unwrap();
        let names: Vec<&str> = (0..6).map(|index| switch.parameter_name(index, 6)).collect();
        assert_eq!(names, ["source", "defaultValue", "key", "value", "key", "value"]);
        assert!(Function::find("Join").unwrap().takes(7) && !Function::find("Trim").unwrap().takes(2));
        assert!(Function::find("DefaultDomain").unwrap().takes(0));
    }

    #[test]
    fn the_answer_has_name_and_id() {
        let functions = functions_json();
        let mid = functions
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["name"] == "Mid")
            .unwrap()
            .clone();
        assert_eq!(
            (&mid["id"], &mid["parameters"][1]["type"]),
            (&json!("Mid"), &json!("Integer"))
        );
    }
}
