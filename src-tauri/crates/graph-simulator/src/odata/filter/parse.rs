//! From the text of `$filter` to [`Filter`].

use super::{Filter, Literal, Operator, TextFunction};

pub(super) fn filter(text: &str) -> Result<Filter, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        text,
    };
    let filter = parser.or()?;
    if parser.at < tokens.len() {
        Err(parser.invalid())
    } else {
        Ok(filter)
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(&next) = rest.peek() {
        match next {
            blank if blank.is_whitespace() => {
                rest.next();
            }
            '(' | ')' | ',' => {
                found.push(Token::Mark(next));
                rest.next();
            }
            '\'' => {
                rest.next();
                let mut quoted = String::new();
                loop {
                    match rest.next() {
                        Some('\'') if rest.peek() == Some(&'\'') => {
                            rest.next();
                            quoted.push('\'');
                        }
                        Some('\'') => break,
                        Some(other) => quoted.push(other),
                        None => {
                            return Err(format!(
                                "There is an unterminated string literal at position {} in '{text}'.",
                                text.len()
                            ));
                        }
                    }
                }
                found.push(Token::Text(quoted));
            }
            _ => {
                let mut word = String::new();
                while let Some(&next) = rest.peek() {
                    if next.is_whitespace() || matches!(next, '(' | ')' | ',' | '\'') {
                        break;
                    }
                    word.push(next);
                    rest.next();
                }
                found.push(Token::Word(word));
            }
        }
    }
    Ok(found)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    text: &'a str,
}

impl Parser<'_> {
    fn invalid(&self) -> String {
        format!(
            "Invalid filter clause: Syntax error at position {} in '{}'.",
            self.at, self.text
        )
    }

    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn word(&self) -> Option<&str> {
        match self.tokens.get(self.at) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let found = self.word() == Some(keyword);
        if found {
            self.at += 1;
        }
        found
    }

    fn mark(&mut self, mark: char) -> Result<(), String> {
        if self.next() == Some(&Token::Mark(mark)) {
            Ok(())
        } else {
            Err(self.invalid())
        }
    }

    fn is_mark(&self, mark: char) -> bool {
        self.tokens.get(self.at) == Some(&Token::Mark(mark))
    }

    fn or(&mut self) -> Result<Filter, String> {
        let mut left = self.and()?;
        while self.keyword("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, String> {
        let mut left = self.single()?;
        while self.keyword("and") {
            left = Filter::And(Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Filter, String> {
        if self.keyword("not") {
            return Ok(Filter::Not(Box::new(self.single()?)));
        }
        if self.is_mark('(') {
            self.mark('(')?;
            let inner = self.or()?;
            self.mark(')')?;
            return Ok(inner);
        }
        let word = self.path()?;
        if self.is_mark('(') {
            return self.call_of(&word);
        }
        let operator = match self.word() {
            Some("eq") => Operator::Eq,
            Some("ne") => Operator::Ne,
            Some("gt") => Operator::Gt,
            Some("ge") => Operator::Ge,
            Some("lt") => Operator::Lt,
            Some("le") => Operator::Le,
            Some("in") => {
                self.at += 1;
                return self.list_of(word);
            }
            _ => return Err(self.invalid()),
        };
        self.at += 1;
        Ok(Filter::Compare {
            path: word,
            operator,
            value: self.literal()?,
        })
    }

    fn call_of(&mut self, name: &str) -> Result<Filter, String> {
        self.mark('(')?;
        if let Some(path) = name.strip_suffix("/any") {
            let head = self.path()?;
            let (variable, first) = head.split_once(':').ok_or_else(|| self.invalid())?;
            let inner = if first.is_empty() {
                self.or()?
            } else {
                self.condition_from(first)?
            };
            self.mark(')')?;
            return Ok(Filter::Any {
                path: path.to_owned(),
                variable: variable.to_owned(),
                inner: Box::new(inner),
            });
        }
        let function = match name.to_ascii_lowercase().as_str() {
            "contains" => TextFunction::Contains,
            "startswith" => TextFunction::StartsWith,
            "endswith" => TextFunction::EndsWith,
            _ => return Err(self.invalid()),
        };
        let path = self.path()?;
        self.mark(',')?;
        let Literal::Text(value) = self.literal()? else {
            return Err(self.invalid());
        };
        self.mark(')')?;
        Ok(Filter::Text { function, path, value })
    }

    /// The condition of `any` whose first word was read together with `x:`.
    fn condition_from(&mut self, first: &str) -> Result<Filter, String> {
        if self.is_mark('(') {
            return self.call_of(first);
        }
        let operator = match self.word() {
            Some("eq") => Operator::Eq,
            Some("ne") => Operator::Ne,
            _ => return Err(self.invalid()),
        };
        self.at += 1;
        Ok(Filter::Compare {
            path: first.to_owned(),
            operator,
            value: self.literal()?,
        })
    }

    fn list_of(&mut self, path: String) -> Result<Filter, String> {
        self.mark('(')?;
        let mut values = vec![self.literal()?];
        while self.is_mark(',') {
            self.mark(',')?;
            values.push(self.literal()?);
        }
        self.mark(')')?;
        Ok(Filter::In { path, values })
    }

    fn path(&mut self) -> Result<String, String> {
        match self.next() {
            Some(Token::Word(word)) => Ok(word.clone()),
            _ => Err(self.invalid()),
        }
    }

    fn literal(&mut self) -> Result<Literal, String> {
        match self.next() {
            Some(Token::Text(text)) => Ok(Literal::Text(text.clone())),
            Some(Token::Word(word)) => Ok(match word.as_str() {
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                "null" => Literal::Null,
                other => bare(other),
            }),
            _ => Err(self.invalid()),
        }
    }
}

/// What stands there without quotes: a number, a guid or a date begins or reads like one, and everything else is a name.
fn bare(word: &str) -> Literal {
    let is_guid = || word.parse::<uuid::Uuid>().is_ok();
    match word.parse() {
        Ok(number) if !word.starts_with(char::is_alphabetic) => Literal::Number(number),
        _ if is_guid() || word.starts_with(|first: char| first.is_ascii_digit()) => Literal::Text(word.to_owned()),
        _ => Literal::Property(word.to_owned()),
    }
}
