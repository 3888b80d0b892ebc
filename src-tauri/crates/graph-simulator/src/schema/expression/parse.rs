//! Text → expression.

use super::functions::Function;
use super::{Expression, Node, SyntaxError};

const OPERATORS: [&str; 8] = ["==", "<>", "!=", "<=", ">=", "=", "<", ">"];

/// Deeper nesting is refused; real expressions stay below ten.
const DEEPEST: usize = 64;

pub(super) fn parse(text: &str) -> Result<Expression, SyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let expression = reader.expression(0)?;
    reader.skip_blanks();
    if reader.at < text.len() {
        return Err(reader.error("Unexpected text"));
    }
    Ok(expression)
}

struct Reader<'a> {
    text: &'a str,
    /// In bytes, always on a character.
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError {
            message: message.into(),
            position: self.text[..self.at].chars().count(),
        }
    }

    fn since(&self, start: usize, node: Node) -> Expression {
        Expression {
            text: self.text[start..self.at].to_owned(),
            node,
        }
    }

    fn expression(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        self.skip_blanks();
        let start = self.at;
        let left = self.operand(depth)?;
        let after = self.at;
        self.skip_blanks();
        let Some(operator) = OPERATORS.into_iter().find(|operator| self.take(operator)) else {
            self.at = after;
            return Ok(left);
        };
        self.skip_blanks();
        let right = self.operand(depth)?;
        let node = Node::Comparison {
            left: Box::new(left),
            operator,
            right: Box::new(right),
        };
        Ok(self.since(start, node))
    }

    fn operand(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        if depth > DEEPEST {
            return Err(self.error("The expression is nested too deeply"));
        }
        let start = self.at;
        let node = match self.rest().chars().next() {
            Some('[') => self.attribute()?,
            Some('"') => self.text_constant()?,
            Some('%') => self.macro_name()?,
            Some(c) if c.is_ascii_digit() || c == '-' => self.number()?,
            Some(c) if c.is_ascii_alphabetic() => self.call(depth)?,
            Some(c) => return Err(self.error(format!("Unexpected character '{c}'"))),
            None => return Err(self.error("The expression ends too early")),
        };
        Ok(self.since(start, node))
    }

    /// `[name]`; SCIM names hold brackets of their own: `[emails[type eq "work"].value]`.
    fn attribute(&mut self) -> Result<Node, SyntaxError> {
        let mut open = 0_usize;
        for (offset, c) in self.rest().char_indices() {
            match c {
                '[' => open += 1,
                ']' => open -= 1,
                _ => {}
            }
            if open == 0 {
                let name = self.rest()[1..offset].to_owned();
                if name.trim().is_empty() {
                    return Err(self.error("An attribute has no name"));
                }
                self.at += offset + 1;
                return Ok(Node::Attribute(name));
            }
        }
        Err(self.error("Missing ']'"))
    }

    /// `"text"`; a backslash protects a quote and stays a backslash before anything else, as in patterns.
    fn text_constant(&mut self) -> Result<Node, SyntaxError> {
        let mut value = String::new();
        let mut characters = self.rest().char_indices().skip(1).peekable();
        while let Some((offset, c)) = characters.next() {
            match c {
                '"' => {
                    self.at += offset + 1;
                    return Ok(Node::Constant(value));
                }
                '\\' if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    characters.next();
                    value.push('"');
                }
                other => value.push(other),
            }
        }
        Err(self.error("Missing closing quote"))
    }

    /// `%DomainFQDN%`, resolved from the job's settings when it runs.
    fn macro_name(&mut self) -> Result<Node, SyntaxError> {
        let Some(end) = self.rest()[1..].find('%') else {
            return Err(self.error("Missing closing '%'"));
        };
        let name = self.rest()[..end + 2].to_owned();
        self.at += name.len();
        Ok(Node::Constant(name))
    }

    fn number(&mut self) -> Result<Node, SyntaxError> {
        let digits = self.rest().trim_start_matches('-');
        let length = digits
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(digits.len());
        let sign = self.rest().len() - digits.len();
        if length == 0 || sign > 1 {
            return Err(self.error("A number is malformed"));
        }
        let value = self.rest()[..sign + length].to_owned();
        self.at += value.len();
        Ok(Node::Constant(value))
    }

    fn call(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        let length = self
            .rest()
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(self.rest().len());
        let name = &self.rest()[..length];
        let Some(function) = Function::find(name) else {
            return Err(self.error(format!("Unknown function '{name}'")));
        };
        let start = self.at;
        self.at += length;
        self.skip_blanks();
        if !self.take("(") {
            return Err(self.error(format!("Missing '(' after '{}'", function.name)));
        }
        let arguments = self.arguments(depth)?;
        if !function.takes(arguments.len()) {
            self.at = start;
            return Err(self.error(format!(
                "The function '{}' does not take {} arguments",
                function.name,
                arguments.len()
            )));
        }
        Ok(Node::Call { function, arguments })
    }

    /// Everything up to the closing bracket; a place with nothing in it is an empty argument.
    fn arguments(&mut self, depth: usize) -> Result<Vec<Option<Expression>>, SyntaxError> {
        let mut arguments = Vec::new();
        self.skip_blanks();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            self.skip_blanks();
            let empty = self.rest().starts_with([',', ')']);
            arguments.push(if empty { None } else { Some(self.expression(depth + 1)?) });
            self.skip_blanks();
            if self.take(")") {
                return Ok(arguments);
            }
            if !self.take(",") {
                return Err(self.error("Missing ',' or ')'"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str) -> usize {
        parse(text).unwrap_err().position
    }

    #[test]
    fn errors_name_the_place() {
        assert_eq!(parse("Trimm([l])").unwrap_err().message, "Unknown function 'Trimm'");
        assert_eq!(position("Trim([l]"), 8);
        assert_eq!(position("Trim([l], \"x\")"), 0);
        assert_eq!(position("\"open"), 0);
        assert_eq!(position("Append([é], %x"), 12);
        assert_eq!(position(""), 0);
        assert_eq!(position("[a] [b]"), 4);
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let text = format!("{}[a]{}", "Trim(".repeat(5000), ")".repeat(5000));
        assert!(parse(&text).unwrap_err().message.contains("deeply"));
    }

    #[test]
    fn brackets_inside_names_belong_to_the_name() {
        let parsed = parse("[emails[type eq \"work\"].value]").unwrap();
        assert_eq!(parsed.node, Node::Attribute("emails[type eq \"work\"].value".into()));
    }

    #[test]
    fn a_backslash_protects_only_a_quote() {
        let parsed = parse(r#""a\"b\d""#).unwrap();
        assert_eq!(parsed.node, Node::Constant(r#"a"b\d"#.into()));
    }
}
