//! Everything that can be decided about an expression before anybody answers: which names it touches, whether functions
//! exist and get the right number of arguments, and the most steps a run can take. Names that stand for answers are
//! marked in the tree, so that no name of CEL can be mistaken for one.

mod calls;

use super::refusal::Refusal;
use super::shape::{Name, Scope, Shape, Type};
use super::{ANSWER, ITEM, Program, TEST, TODAY};
use cel::IdedExpr;
use cel::common::ast::{ComprehensionExpr, Expr, ListExpr, LiteralValue, SelectExpr};

/// The most steps a run may take.
pub const MAX_STEPS: u64 = 100_000;
/// The deepest tree: what the scanner lets through, long chains of operators and what macros add.
const MAX_DEPTH: usize = 64;
/// The deepest nesting of `map`, `filter`, `all` and `exists` inside each other.
const MAX_LOOPS: usize = 2;

/// Checks a parsed expression.
pub fn check(mut expression: IdedExpr, text: &str, scope: &Scope<'_>) -> Result<Program, Refusal> {
    let mut checker = Checker {
        text,
        scope,
        variables: Vec::new(),
        touched: Vec::new(),
        tested: Vec::new(),
        item_touched: Vec::new(),
        items: 0,
        members_of_item: 0,
        asks_today: false,
        loops: 0,
        times: 1,
        steps: 0,
    };
    checker.visit(&mut expression, 1)?;
    let whole = checker.items > checker.members_of_item;
    if whole {
        // The row as a whole (`[item].map(i, i.age)`): nobody knows which members that reads.
        checker.item_touched = scope.item.into_iter().flatten().map(|member| member.name.clone()).collect();
    }
    let read = |member: &&Name| whole || checker.item_touched.contains(&member.name);
    let item = scope.item.filter(|_| checker.items > 0).map(|members| members.iter().filter(read).cloned().collect());
    Ok(Program {
        expression,
        touched: checker.touched,
        tested: checker.tested,
        item: item.map(Type::Record),
        item_touched: checker.item_touched,
        asks_today: checker.asks_today,
        steps: checker.steps,
    })
}

struct Checker<'a> {
    text: &'a str,
    scope: &'a Scope<'a>,
    /// The variables of the macros around the place, innermost last.
    variables: Vec<(String, Shape)>,
    touched: Vec<Name>,
    tested: Vec<String>,
    item_touched: Vec<String>,
    /// How often the row is mentioned, and how often only for one of its members.
    items: usize,
    members_of_item: usize,
    asks_today: bool,
    loops: usize,
    /// How often the place is evaluated at most.
    times: u64,
    steps: u64,
}

impl Checker<'_> {
    fn visit(&mut self, node: &mut IdedExpr, depth: usize) -> Result<Shape, Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::new("tooDeep", 0));
        }
        self.spend(1)?;
        if let Some(shape) = self.answer(node)? {
            return Ok(shape);
        }
        match &mut node.expr {
            Expr::Literal(literal) => self.literal(literal),
            Expr::Ident(name) => {
                let (marked, shape) = self.ident(name)?;
                *name = marked;
                Ok(shape)
            }
            Expr::Select(select) => self.select(select, depth),
            Expr::Call(call) => self.call(call, depth),
            Expr::List(list) => self.list(list, depth),
            Expr::Comprehension(comprehension) => self.comprehension(comprehension, depth),
            Expr::Map(_) | Expr::Struct(_) => Err(Refusal::about("unsupported", self.text, "{")),
            Expr::Unspecified => Err(Refusal::new("syntax", 0)),
        }
    }

    /// Counts steps at this place.
    fn spend(&mut self, steps: u64) -> Result<(), Refusal> {
        self.steps = self.steps.saturating_add(self.times.saturating_mul(steps));
        if self.steps > MAX_STEPS { Err(Refusal::new("cost", 0)) } else { Ok(()) }
    }

    /// `answers.name`, `answers["name"]` and `has(answers.name)` become names.
    fn answer(&mut self, node: &mut IdedExpr) -> Result<Option<Shape>, Refusal> {
        let (name, test) = match &node.expr {
            Expr::Select(select) if self.is_answers(&select.operand) => (select.field.clone(), select.test),
            Expr::Call(call) if call.target.is_none() && call.func_name == "_[_]" => match call.args.as_slice() {
                [of, key] if self.is_answers(of) => (self.literal_text(key, "wholeAnswers", "answers")?, false),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let of = self.field(&name)?.of.clone();
        let shape = if test { Shape::scalar() } else { Shape::of(&of) };
        if !test {
            self.touch(&name, of);
        } else if !self.tested.contains(&name) {
            self.tested.push(name.clone());
        }
        node.expr = Expr::Ident(format!("{}{name}", if test { TEST } else { ANSWER }));
        Ok(Some(shape))
    }

    fn is_answers(&self, node: &IdedExpr) -> bool {
        matches!(&node.expr, Expr::Ident(name) if name == "answers" && self.variable(name).is_none())
    }

    fn variable(&self, name: &str) -> Option<&Shape> {
        self.variables.iter().rev().find(|(variable, _)| variable == name).map(|(_, shape)| shape)
    }

    fn field(&self, name: &str) -> Result<&Name, Refusal> {
        let unknown = || {
            let own = self.variables.iter().map(|(variable, _)| variable.as_str()).filter(|one| *one != "@result");
            let names = self.scope.names.iter().map(|one| one.name.as_str());
            let item = self.scope.item.map(|_| "item");
            let right = names.chain(own).chain(["today", "answers"]).chain(item);
            Refusal::about("unknownName", self.text, name).suggesting(right)
        };
        self.scope.names.iter().find(|one| one.name == name).ok_or_else(unknown)
    }

    fn touch(&mut self, name: &str, of: Type) {
        if !self.touched.iter().any(|one| one.name == name) {
            self.touched.push(Name { name: name.to_owned(), of });
        }
    }

    fn ident(&mut self, name: &str) -> Result<(String, Shape), Refusal> {
        if let Some(shape) = self.variable(name) {
            return Ok((name.to_owned(), shape.clone()));
        }
        match (name, self.scope.item) {
            ("today", _) => {
                self.asks_today = true;
                Ok((TODAY.to_owned(), Shape::scalar()))
            }
            ("item", Some(members)) => {
                self.items += 1;
                Ok((ITEM.to_owned(), Shape::record(members)))
            }
            ("answers", _) => Err(Refusal::about("wholeAnswers", self.text, name)),
            _ => {
                let of = self.field(name)?.of.clone();
                let shape = Shape::of(&of);
                self.touch(name, of);
                Ok((format!("{ANSWER}{name}"), shape))
            }
        }
    }

    fn literal(&self, literal: &LiteralValue) -> Result<Shape, Refusal> {
        match literal {
            LiteralValue::String(text) => Ok(Shape::text(text.inner().len() as u64)),
            LiteralValue::Double(_) => Ok(Shape::decimal()),
            LiteralValue::Boolean(_) => Ok(Shape::scalar()),
            LiteralValue::Int(_) => Ok(Shape::number()),
            LiteralValue::Null => Err(Refusal::about("unsupported", self.text, "null")),
            LiteralValue::Bytes(_) | LiteralValue::UInt(_) => Err(Refusal::new("unsupported", 0)),
        }
    }

    /// The text of a literal, or the refusal for anything else.
    fn literal_text(&self, node: &IdedExpr, reason: &'static str, near: &str) -> Result<String, Refusal> {
        match &node.expr {
            Expr::Literal(LiteralValue::String(text)) => Ok(text.inner().to_owned()),
            _ => Err(Refusal::about(reason, self.text, near)),
        }
    }

    fn select(&mut self, select: &mut SelectExpr, depth: usize) -> Result<Shape, Refusal> {
        let shape = self.visit(&mut select.operand, depth + 1)?;
        let member = self.member(&shape, &select.field)?;
        self.note_item(&select.operand, &select.field);
        Ok(if select.test { Shape::scalar() } else { member })
    }

    /// A member of a value: unknown names are refused where the members are known.
    fn member(&self, shape: &Shape, name: &str) -> Result<Shape, Refusal> {
        let Some(members) = &shape.members else {
            return Ok(Shape { members: None, number: false, ..shape.clone() });
        };
        let unknown = || {
            let right = members.iter().map(|(member, _)| member.as_str());
            Refusal::about("unknownMember", self.text, name).suggesting(right)
        };
        members.iter().find(|(member, _)| member == name).map(|(_, shape)| shape.clone()).ok_or_else(unknown)
    }

    fn note_item(&mut self, operand: &IdedExpr, member: &str) {
        if !matches!(&operand.expr, Expr::Ident(name) if name == ITEM) {
            return;
        }
        self.members_of_item += 1;
        if !self.item_touched.iter().any(|one| one == member) {
            self.item_touched.push(member.to_owned());
        }
    }

    fn list(&mut self, list: &mut ListExpr, depth: usize) -> Result<Shape, Refusal> {
        let mut element: Option<Shape> = None;
        let mut weight = 1;
        for one in &mut list.elements {
            let shape = self.visit(one, depth + 1)?;
            weight = shape.weight.saturating_add(weight);
            element = Some(match element {
                Some(before) => before.or(shape),
                None => shape,
            });
        }
        self.spend(weight)?;
        let decimal = element.as_ref().is_some_and(|element| element.decimal);
        Ok(Shape { weight, decimal, ..Shape::list(list.elements.len() as u64, element) })
    }

    /// A macro: its range once, its step for every item of the range.
    fn comprehension(&mut self, node: &mut ComprehensionExpr, depth: usize) -> Result<Shape, Refusal> {
        let range = self.visit(&mut node.iter_range, depth + 1)?;
        let start = self.visit(&mut node.accu_init, depth + 1)?;
        if self.loops == MAX_LOOPS {
            return Err(Refusal::new("tooNested", 0));
        }
        let outside = self.times;
        let rounds = if range.element.is_some() { range.items } else { range.weight };
        self.loops += 1;
        self.times = outside.saturating_mul(rounds);
        self.spend(range.item().weight)?;
        let known = self.variables.len();
        self.variables.push((node.accu_var.clone(), start));
        self.variables.push((node.iter_var.clone(), range.item()));
        self.visit(&mut node.loop_cond, depth + 1)?;
        let step = self.visit(&mut node.loop_step, depth + 1)?;
        self.variables.truncate(known + 1);
        self.loops -= 1;
        self.times = outside;
        let gathered = match &step.element {
            Some(_) => Shape {
                weight: rounds.saturating_mul(step.weight).saturating_add(1),
                items: rounds.saturating_mul(step.items),
                ..step
            },
            None => Shape::scalar(),
        };
        self.variables.truncate(known);
        self.variables.push((node.accu_var.clone(), gathered));
        let result = self.visit(&mut node.result, depth + 1);
        self.variables.truncate(known);
        result
    }
}
