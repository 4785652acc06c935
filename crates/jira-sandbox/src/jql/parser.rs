//! Reads JQL into a [`Query`], with Jira's messages for what it does not know.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Token, tokens};
use super::names::{category, check_field, nullable, sort_key, time_field};
use super::{Comparison, Condition, Order, Query, Term, TimeField, date};
use crate::model::{IssueType, User};
use crate::workflow::Status;
use crate::world::World;

/// Deeper nesting is refused; it bounds the recursion.
const MAX_DEPTH: usize = 64;

/// Parses a query; names in it are looked up in the world, as Jira validates them.
pub(crate) fn parse(world: &World, text: &str) -> Result<Query, String> {
    let mut parser = Parser {
        world,
        tokens: tokens(text)?.into_iter().peekable(),
        depth: 0,
    };
    let ordered = parser.next_is("order");
    let condition = match parser.tokens.peek() {
        None => None,
        Some(_) if ordered => None,
        Some(_) => Some(parser.any_of()?),
    };
    let order = if parser.take("order") {
        parser.order()?
    } else {
        Vec::new()
    };
    match parser.tokens.next() {
        None => Ok(Query { condition, order }),
        Some(token) => Err(unexpected(Some(&token), "'AND', 'OR' or 'ORDER BY'")),
    }
}

struct Parser<'a> {
    world: &'a World,
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser<'_> {
    fn next_is(&mut self, keyword: &str) -> bool {
        matches!(self.tokens.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword))
    }

    fn take(&mut self, keyword: &str) -> bool {
        let found = self.next_is(keyword);
        if found {
            self.tokens.next();
        }
        found
    }

    fn any_of(&mut self) -> Result<Condition, String> {
        let mut left = self.all_of()?;
        while self.take("or") {
            left = Condition::Or(Box::new(left), Box::new(self.all_of()?));
        }
        Ok(left)
    }

    fn all_of(&mut self) -> Result<Condition, String> {
        let mut left = self.single()?;
        while self.take("and") {
            left = Condition::And(Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("Error in the JQL Query: it is nested too deeply.".into());
        }
        let condition = if self.take("not") {
            Condition::Not(Box::new(self.single()?))
        } else if self.tokens.next_if_eq(&Token::Open).is_some() {
            let inner = self.any_of()?;
            self.expect(&Token::Close, "')'")?;
            inner
        } else {
            self.clause()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn expect(&mut self, wanted: &Token, name: &str) -> Result<(), String> {
        match self.tokens.next() {
            Some(token) if token == *wanted => Ok(()),
            other => Err(unexpected(other.as_ref(), name)),
        }
    }

    fn clause(&mut self) -> Result<Condition, String> {
        let field = match self.tokens.next() {
            Some(Token::Word(word) | Token::Quoted(word)) => word.to_ascii_lowercase(),
            other => return Err(unexpected(other.as_ref(), "a field name")),
        };
        check_field(&field)?;
        if self.take("is") {
            let negated = self.take("not");
            if !(self.take("empty") || self.take("null")) {
                return Err(unexpected(self.tokens.peek(), "'EMPTY'"));
            }
            return Ok(negate_if(negated, Condition::Empty(nullable(&field)?)));
        }
        if self.take("not") {
            return if self.take("in") {
                self.list(&field, true)
            } else {
                Err(unexpected(None, "'IN'"))
            };
        }
        if self.take("in") {
            return self.list(&field, false);
        }
        match self.tokens.next() {
            Some(Token::Sign(sign)) => {
                let value = self.value()?;
                self.compare(&field, sign, &value)
            }
            other => Err(unexpected(other.as_ref(), "an operator")),
        }
    }

    /// A value; a call such as `now()` comes back as that text.
    fn value(&mut self) -> Result<String, String> {
        match self.tokens.next() {
            Some(Token::Quoted(value)) => Ok(value),
            Some(Token::Word(word)) => {
                if self.tokens.next_if_eq(&Token::Open).is_none() {
                    return Ok(word);
                }
                self.expect(&Token::Close, "')'")?;
                Ok(format!("{word}()"))
            }
            other => Err(unexpected(other.as_ref(), "a value")),
        }
    }

    fn list(&mut self, field: &str, negated: bool) -> Result<Condition, String> {
        self.expect(&Token::Open, "'('")?;
        let mut terms = Vec::new();
        loop {
            let value = self.value()?;
            terms.push(self.term(field, &value)?);
            if self.tokens.next_if_eq(&Token::Comma).is_none() {
                break;
            }
        }
        self.expect(&Token::Close, "')'")?;
        Ok(one_of(field, terms, negated))
    }

    fn compare(&self, field: &str, sign: &str, value: &str) -> Result<Condition, String> {
        if let Some(time) = time_field(field) {
            return self.compare_time(time, field, sign, value);
        }
        match (field, sign) {
            ("summary" | "text" | "description", "~" | "!~") => {
                Ok(negate_if(sign == "!~", Condition::Contains(value.to_lowercase())))
            }
            ("summary" | "text" | "description", _) | (_, "~" | "!~" | "<" | "<=" | ">" | ">=") => Err(
                format!("The operator '{sign}' is not supported by the '{field}' field."),
            ),
            _ => Ok(one_of(field, vec![self.term(field, value)?], sign == "!=")),
        }
    }

    fn compare_time(
        &self,
        time: TimeField,
        field: &str,
        sign: &str,
        value: &str,
    ) -> Result<Condition, String> {
        let moment = date::parse(value, self.world.now()).ok_or_else(|| {
            format!(
                "Date value '{value}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', \
                 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
            )
        })?;
        let at = |comparison| Condition::Time(time, comparison, moment);
        let exactly = || Condition::And(Box::new(at(Comparison::From)), Box::new(at(Comparison::UpTo)));
        match sign {
            "<" => Ok(at(Comparison::Before)),
            "<=" => Ok(at(Comparison::UpTo)),
            ">" => Ok(at(Comparison::After)),
            ">=" => Ok(at(Comparison::From)),
            "=" | "!=" => Ok(negate_if(sign == "!=", exactly())),
            _ => Err(format!(
                "The operator '{sign}' is not supported by the '{field}' field."
            )),
        }
    }

    fn term(&self, field: &str, value: &str) -> Result<Term, String> {
        let found = match field {
            "project" => self
                .world
                .project(value)
                .map(|project| Term::Project(project.id.clone())),
            "labels" => Some(Term::Label(value.to_owned())),
            "status" => Status::find(value).map(Term::Status),
            "statuscategory" => category(value).map(Term::Category),
            "issuetype" | "type" => IssueType::find(value).map(Term::Kind),
            "creator" => user(value).map(Term::Creator),
            "reporter" => user(value).map(Term::Reporter),
            "assignee" => user(value).map(Term::Assignee),
            "key" | "id" | "issue" | "issuekey" => {
                let missing = |_| format!("An issue with key '{value}' does not exist for field '{field}'.");
                Some(Term::Issue(self.world.issue(value).map_err(missing)?.id))
            }
            _ => {
                return Err(format!(
                    "The operator '=' is not supported by the '{field}' field."
                ));
            }
        };
        found.ok_or_else(|| format!("The value '{value}' does not exist for the field '{field}'."))
    }

    fn order(&mut self) -> Result<Vec<Order>, String> {
        if !self.take("by") {
            return Err(unexpected(self.tokens.peek(), "'BY'"));
        }
        let mut order = Vec::new();
        loop {
            let Some(Token::Word(field) | Token::Quoted(field)) = self.tokens.next() else {
                return Err(unexpected(None, "a field name"));
            };
            let by = sort_key(&field)?;
            let descending = self.take("desc") || {
                self.take("asc");
                false
            };
            order.push(Order { by, descending });
            if self.tokens.next_if_eq(&Token::Comma).is_none() {
                return Ok(order);
            }
        }
    }
}

fn user(value: &str) -> Option<User> {
    if value == "currentUser()" {
        Some(User::Integration)
    } else {
        User::find(value)
    }
}

fn unexpected(token: Option<&Token>, wanted: &str) -> String {
    match token {
        None => format!("Error in the JQL Query: Expecting {wanted} but got the end of the query."),
        Some(Token::Word(text) | Token::Quoted(text)) => {
            format!("Error in the JQL Query: Expecting {wanted} but got '{text}'. (line 1, character 1)")
        }
        Some(_) => format!("Error in the JQL Query: Expecting {wanted}. (line 1, character 1)"),
    }
}

fn negate_if(negated: bool, condition: Condition) -> Condition {
    if negated {
        Condition::Not(Box::new(condition))
    } else {
        condition
    }
}

/// `!=` and `NOT IN` do not match issues where the field is empty, as in Jira.
fn one_of(field: &str, terms: Vec<Term>, negated: bool) -> Condition {
    let condition = negate_if(negated, Condition::OneOf(terms));
    match nullable(field) {
        Ok(field) if negated => Condition::And(
            Box::new(Condition::Not(Box::new(Condition::Empty(field)))),
            Box::new(condition),
        ),
        _ => condition,
    }
}
