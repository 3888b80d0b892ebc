//! What an expression gives for a test object (contract 9.6).

use jiff::Timestamp;
use uuid::Uuid;

use super::functions::Function;
use super::{Expression, Node};
use crate::directory::plain_letters;

mod dates;
mod replace;

/// A value: none, one or several texts. Booleans are `True` and `False`, numbers their digits.
pub(super) type Values = Vec<String>;

/// The object an expression is tried on.
#[derive(Debug, Clone)]
pub struct Input {
    /// Attribute → its values.
    pub properties: Vec<(String, Vec<String>)>,
    /// What `DefaultDomain()` gives.
    pub default_domain: String,
    pub now: Timestamp,
}

/// Why an expression gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    #[error("{0}")]
    Raised(String),
    #[error("'{0}' is not a number.")]
    NotANumber(String),
    #[error("'{0}' is not a date.")]
    NotADate(String),
    #[error("The pattern or format '{0}' cannot be used.")]
    BadPattern(String),
    #[error("The demo tenant does not evaluate {0}.")]
    NotSimulated(&'static str),
}

impl Expression {
    /// Evaluates on a test object.
    ///
    /// # Errors
    /// When a function refuses its arguments, `Error()` is reached, or the demo tenant does not know the function.
    pub fn evaluate(&self, input: &Input) -> Result<Vec<String>, EvaluationError> {
        match &self.node {
            Node::Attribute(name) => Ok(input.attribute(name)),
            Node::Constant(value) => Ok(vec![value.clone()]),
            Node::Comparison { left, operator, right } => {
                let (left, right) = (left.evaluate(input)?, right.evaluate(input)?);
                Ok(truth(compare(operator, &left, &right)))
            }
            Node::Call { function, arguments } => call(
                function,
                &Arguments {
                    given: arguments,
                    input,
                },
            ),
        }
    }
}

impl Input {
    fn attribute(&self, name: &str) -> Values {
        let found = self.properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found
            .map(|(_, values)| values.iter().filter(|value| !value.is_empty()).cloned().collect())
            .unwrap_or_default()
    }
}

/// The arguments of a call, evaluated when asked for: the branch of IIF not taken never runs.
pub(super) struct Arguments<'a> {
    given: &'a [Option<Expression>],
    pub(super) input: &'a Input,
}

impl Arguments<'_> {
    fn len(&self) -> usize {
        self.given.len()
    }

    pub(super) fn present(&self, index: usize) -> bool {
        self.given.get(index).is_some_and(Option::is_some)
    }

    pub(super) fn values(&self, index: usize) -> Result<Values, EvaluationError> {
        match self.given.get(index) {
            Some(Some(argument)) => argument.evaluate(self.input),
            _ => Ok(Values::new()),
        }
    }

    pub(super) fn text(&self, index: usize) -> Result<String, EvaluationError> {
        Ok(self.values(index)?.into_iter().next().unwrap_or_default())
    }

    pub(super) fn number(&self, index: usize) -> Result<i64, EvaluationError> {
        let text = self.text(index)?;
        text.trim().parse().map_err(|_| EvaluationError::NotANumber(text))
    }

    fn length(&self, index: usize) -> Result<usize, EvaluationError> {
        Ok(usize::try_from(self.number(index)?).unwrap_or(0))
    }

    fn all_from(&self, first: usize) -> Result<Values, EvaluationError> {
        let mut all = Values::new();
        for index in first..self.len() {
            all.extend(self.values(index)?);
        }
        Ok(all)
    }

    fn first_of_each(&self) -> Result<Option<String>, EvaluationError> {
        for index in 0..self.len() {
            if let Some(value) = self.values(index)?.into_iter().next() {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Applies `change` to every value of the first argument.
    fn each(&self, change: impl Fn(&str) -> String) -> Result<Values, EvaluationError> {
        Ok(self.values(0)?.iter().map(|value| change(value)).collect())
    }
}

fn call(function: &'static Function, arguments: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let a = arguments;
    Ok(match function.name {
        "Append" => {
            let suffix = a.text(1)?;
            a.each(|value| format!("{value}{suffix}"))?
        }
        "Prepend" => {
            let prefix = a.text(1)?;
            a.each(|value| format!("{prefix}{value}"))?
        }
        "Join" => vec![a.all_from(1)?.join(&a.text(0)?)],
        "Left" => {
            let length = a.length(1)?;
            a.each(|value| value.chars().take(length).collect())?
        }
        "Right" => {
            let length = a.length(1)?;
            a.each(|value| {
                value
                    .chars()
                    .skip(value.chars().count().saturating_sub(length))
                    .collect()
            })?
        }
        "Mid" => {
            let (start, length) = (a.length(1)?, a.length(2)?);
            a.each(|value| value.chars().skip(start.saturating_sub(1)).take(length).collect())?
        }
        "Trim" => a.each(|value| value.trim().to_owned())?,
        "StripSpaces" => a.each(|value| value.replace(' ', ""))?,
        "ToLower" => a.each(str::to_lowercase)?,
        "ToUpper" => a.each(str::to_uppercase)?,
        "PCase" => a.each(title_case)?,
        "NormalizeDiacritics" => a.each(plain_letters)?,
        "ConvertToUTF8Hex" => a.each(|value| value.bytes().map(|byte| format!("{byte:02X}")).collect())?,
        "ConvertToBase64" => {
            use base64::Engine as _;
            a.each(|value| base64::engine::general_purpose::STANDARD.encode(value))?
        }
        "CStr" => a.values(0)?,
        "Replace" => replace::replace(a)?,
        "Split" => {
            let delimiter = a.text(1)?;
            a.text(0)?.split(delimiter.as_str()).map(str::to_owned).collect()
        }
        "Word" => {
            let delimiters = a.text(2)?;
            let text = a.text(0)?;
            let mut words = text.split(|c| delimiters.contains(c)).filter(|word| !word.is_empty());
            words
                .nth(a.length(1)?.saturating_sub(1))
                .map(str::to_owned)
                .into_iter()
                .collect()
        }
        "Item" => a
            .values(0)?
            .into_iter()
            .nth(a.length(1)?.saturating_sub(1))
            .into_iter()
            .collect(),
        "RemoveDuplicates" => {
            let mut kept: Values = Vec::new();
            for value in a.values(0)? {
                if !kept.iter().any(|known| known.eq_ignore_ascii_case(&value)) {
                    kept.push(value);
                }
            }
            kept
        }
        "Count" => vec![a.values(0)?.len().to_string()],
        "Len" => vec![a.text(0)?.chars().count().to_string()],
        "InStr" => {
            let (text, wanted) = (a.text(0)?.to_lowercase(), a.text(1)?.to_lowercase());
            let place = text.find(&wanted).map_or(0, |at| text[..at].chars().count() + 1);
            vec![place.to_string()]
        }
        "BitAnd" => vec![(a.number(0)? & a.number(1)?).to_string()],
        "CBool" => truth(is_true(&a.values(0)?)),
        "Not" => truth(!is_true(&a.values(0)?)),
        "IsPresent" => truth(!a.values(0)?.is_empty()),
        "IsNothing" | "IsNull" => truth(a.values(0)?.is_empty()),
        "IsNullOrEmpty" => truth(a.text(0)?.is_empty()),
        "IsString" => truth(a.text(0)?.parse::<f64>().is_err()),
        "IIF" => a.values(if is_true(&a.values(0)?) { 1 } else { 2 })?,
        "Coalesce" | "SelectUniqueValue" => a.first_of_each()?.into_iter().collect(),
        "IgnoreFlowIfNullOrEmpty" | "SingleAppRoleAssignment" | "AppRoleAssignments" => a.values(0)?,
        "Switch" => switch(a)?,
        "DefaultDomain" => vec![a.input.default_domain.clone()],
        "Now" => vec![a.input.now.to_string()],
        "Guid" => vec![Uuid::new_v4().to_string()],
        "RandomString" => vec![random_text(a.length(0)?, a.length(1)?)],
        "FormatDateTime" => dates::format(a)?,
        "DateFromNum" => dates::from_number(a)?,
        "NumFromDate" => dates::to_number(a)?,
        "CDate" => dates::read(&a.text(0)?).map(|date| vec![date.to_string()])?,
        "Error" => return Err(EvaluationError::Raised(a.text(0)?)),
        name => return Err(EvaluationError::NotSimulated(name)),
    })
}

fn switch(a: &Arguments<'_>) -> Result<Values, EvaluationError> {
    let source = a.text(0)?;
    for key in (2..a.len()).step_by(2) {
        if a.text(key)? == source {
            return a.values(key + 1);
        }
    }
    a.values(1)
}

fn truth(holds: bool) -> Values {
    vec![if holds { "True" } else { "False" }.to_owned()]
}

fn is_true(values: &[String]) -> bool {
    values
        .first()
        .is_some_and(|value| !matches!(value.to_ascii_lowercase().as_str(), "" | "false" | "0"))
}

fn compare(operator: &str, left: &[String], right: &[String]) -> bool {
    let (left, right) = (
        left.first().map_or("", String::as_str),
        right.first().map_or("", String::as_str),
    );
    let order = match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.partial_cmp(&right),
        _ => Some(left.cmp(right)),
    };
    order.is_some_and(|order| match operator {
        "<>" | "!=" => order.is_ne(),
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        ">=" => order.is_ge(),
        _ => order.is_eq(),
    })
}

fn title_case(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .flat_map(|c| {
            let cased: Vec<char> = if inside {
                c.to_lowercase().collect()
            } else {
                c.to_uppercase().collect()
            };
            inside = c.is_alphanumeric();
            cased
        })
        .collect()
}

/// Digits first, as many as are wanted.
fn random_text(length: usize, digits: usize) -> String {
    let bytes = std::iter::repeat_with(|| Uuid::new_v4().into_bytes()).flatten();
    let letter = |(place, byte): (usize, u8)| {
        let base = if place < digits { 10 } else { 16 };
        char::from_digit(u32::from(byte) % base, base).unwrap_or('0')
    };
    bytes.enumerate().map(letter).take(length.min(256)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(expression: &str) -> Result<Values, EvaluationError> {
        let one = |key: &str, value: &str| (key.to_owned(), vec![value.to_owned()]);
        let input = Input {
            properties: vec![
                one("displayName", "Zoë van Dijk"),
                one("userName", "zoe.van.dijk@old.example"),
                one("userAccountControl", "514"),
                one("pwdLastSet", "132772253560000000"),
                one("active", "false"),
                one("empty", ""),
                (
                    "mails".to_owned(),
                    vec!["a@x".to_owned(), "A@x".to_owned(), "b@x".to_owned()],
                ),
            ],
            default_domain: "contoso.com".to_owned(),
            now: Timestamp::UNIX_EPOCH,
        };
        Expression::parse(expression).unwrap().evaluate(&input)
    }

    #[test]
    fn functions_give_what_the_service_gives() {
        for (expression, expected) in [
            (r#"Replace([displayName], " ", , , ".", , )"#, "Zoë.van.Dijk"),
            ("NormalizeDiacritics([displayName])", "Zoe van Dijk"),
            (
                r#"IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))"#,
                "False",
            ),
            (r#"Switch([active], , "true", "True", "false", "False")"#, "False"),
            (
                r#"Join("@", Left([displayName], 3), DefaultDomain())"#,
                "Zoë@contoso.com",
            ),
            (
                r#"FormatDateTime(DateFromNum([pwdLastSet]), "RoundtripKind", , "yyyyMMddHHmmss.0Z")"#,
                "20210927140916.0Z",
            ),
            (
                r#"Join("", Replace([userName], , "(?<Suffix>@(.)*)", "Suffix", "", , ), "@", DefaultDomain())"#,
                "zoe.van.dijk@contoso.com",
            ),
            ("IIF(IsPresent([empty]), [empty], Mid([displayName], 5, 3))", "van"),
            ("PCase(\"van DIJK\")", "Van Dijk"),
            ("Word([displayName], 2, \" \")", "van"),
            ("Count(RemoveDuplicates([mails]))", "2"),
            ("Item([mails], 3)", "b@x"),
        ] {
            assert_eq!(value(expression), Ok(vec![expected.to_owned()]), "{expression}");
        }
        assert_eq!(value("[missing]"), Ok(vec![]));
        assert_eq!(value("Trim([mails])").unwrap().len(), 3);
    }

    #[test]
    fn a_refusal_says_why() {
        assert_eq!(
            value("Left([displayName], \"x\")"),
            Err(EvaluationError::NotANumber("x".into()))
        );
        assert_eq!(
            value("IIF(IsPresent([no]), [no], Error(\"no name\"))"),
            Err(EvaluationError::Raised("no name".into()))
        );
        assert_eq!(
            value("IIF(IsPresent([active]), [active], Error(\"unreached\"))"),
            Ok(vec!["false".into()])
        );
        assert!(matches!(
            value("DateAdd(\"d\", 1, Now())"),
            Err(EvaluationError::NotSimulated("DateAdd"))
        ));
        assert!(matches!(
            value("Replace([active], , \"(\", , \"\", , )"),
            Err(EvaluationError::BadPattern(_))
        ));
        assert!(matches!(value("CDate(\"soon\")"), Err(EvaluationError::NotADate(_))));
    }
}
