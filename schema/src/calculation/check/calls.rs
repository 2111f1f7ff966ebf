//! Calls: operators, the functions of the library and the few of CEL that are let through.

use super::Checker;
use crate::calculation::library::{self, FUNCTIONS, MACROS, METHODS};
use crate::calculation::refusal::Refusal;
use crate::calculation::shape::Shape;
use cel::common::ast::CallExpr;

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &mut CallExpr, depth: usize) -> Result<Shape, Refusal> {
        let is_word = call.func_name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && call.func_name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_');
        if call.target.is_some() {
            return self.method(call, depth);
        }
        if is_word {
            self.known(&call.func_name, call.args.len())?;
        }
        let shapes = self.arguments(call, depth)?;
        match call.func_name.as_str() {
            "_+_" => {
                let sum = shapes.into_iter().reduce(Shape::and).unwrap_or_else(Shape::scalar);
                self.spend(sum.weight)?;
                Ok(sum)
            }
            "_?_:_" => Ok(shapes.into_iter().skip(1).reduce(Shape::or).unwrap_or_else(Shape::scalar)),
            "_[_]" => self.index(call, &shapes),
            "sum" => self.sum(call, shapes),
            name if is_word => self.function(name, shapes),
            "_-_" | "_*_" | "_/_" | "_%_" | "-_" => {
                let is_decimal = shapes.iter().any(|shape| shape.decimal);
                Ok(Shape { decimal: is_decimal, ..Shape::number() })
            }
            "!_" | "_&&_" | "_||_" | "@not_strictly_false" => Ok(Shape::scalar()),
            "_==_" | "_!=_" | "_<_" | "_<=_" | "_>_" | "_>=_" | "@in" => {
                self.spend(shapes.iter().fold(0, |sum: u64, shape| sum.saturating_add(shape.weight)))?;
                Ok(Shape::scalar())
            }
            _ => Err(Refusal::new("unsupported", 0)),
        }
    }

    fn arguments(&mut self, call: &mut CallExpr, depth: usize) -> Result<Vec<Shape>, Refusal> {
        call.args.iter_mut().map(|argument| self.visit(argument, depth + 1)).collect()
    }

    /// Whether a function has this name and takes so many arguments.
    fn known(&self, name: &str, count: usize) -> Result<(), Refusal> {
        if let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) {
            let fits = function.arguments.contains(&count);
            return if fits { Ok(()) } else { Err(Refusal::about("argumentCount", self.text, name)) };
        }
        if name == "has" || MACROS.contains(&name) {
            return Err(Refusal::about("argumentCount", self.text, name));
        }
        let right = FUNCTIONS.iter().map(|function| function.name).chain(["has"]);
        Err(Refusal::about("unknownFunction", self.text, name).suggesting(right))
    }

    /// `text.startsWith(…)` and the like; macros that stand here did not get the arguments they need.
    fn method(&mut self, call: &mut CallExpr, depth: usize) -> Result<Shape, Refusal> {
        let name = call.func_name.clone();
        if MACROS.contains(&name.as_str()) {
            return Err(Refusal::about("argumentCount", self.text, &name));
        }
        let Some((_, count)) = METHODS.iter().find(|(method, _)| *method == name) else {
            let right = MACROS.iter().copied().chain(METHODS.iter().map(|(method, _)| *method));
            return Err(Refusal::about("unknownFunction", self.text, &name).suggesting(right));
        };
        if call.args.len() != *count {
            return Err(Refusal::about("argumentCount", self.text, &name));
        }
        let mut shapes = Vec::new();
        if let Some(target) = &mut call.target {
            shapes.push(self.visit(target, depth + 1)?);
        }
        shapes.extend(self.arguments(call, depth)?);
        self.function("", shapes).map(|shape| Shape { number: name == "size", ..shape })
    }

    /// A function looks at its arguments once; what it gives is no larger than they are.
    fn function(&mut self, name: &str, shapes: Vec<Shape>) -> Result<Shape, Refusal> {
        self.spend(shapes.iter().fold(1, |sum: u64, shape| sum.saturating_add(shape.weight)))?;
        let first = shapes.first().cloned().unwrap_or_else(Shape::scalar);
        Ok(match name {
            "min" | "max" if shapes.len() == 1 => first.item(),
            "min" | "max" => shapes.into_iter().reduce(Shape::or).unwrap_or_else(Shape::scalar),
            "string" => Shape { weight: first.weight, ..Shape::scalar() },
            "double" => Shape::decimal(),
            "isBusinessDay" | "nextBusinessDay" | "addDays" | "addMonths" => Shape::scalar(),
            _ => Shape::number(),
        })
    }

    /// `list[0]`, or `row["member"]`.
    fn index(&mut self, call: &CallExpr, shapes: &[Shape]) -> Result<Shape, Refusal> {
        let ([of, key], [shape, _]) = (call.args.as_slice(), shapes) else {
            return Err(Refusal::new("unsupported", 0));
        };
        if shape.element.is_some() {
            return Ok(shape.item());
        }
        let name = self.literal_text(key, "memberName", "[")?;
        let member = self.member(shape, &name)?;
        self.note_item(of, &name);
        Ok(member)
    }

    /// The member is checked, and of decimals even the sum of nothing is a decimal.
    fn sum(&mut self, call: &mut CallExpr, shapes: Vec<Shape>) -> Result<Shape, Refusal> {
        let item = shapes.first().map(Shape::item);
        let is_decimal = match (item, call.args.get(1)) {
            (Some(item), Some(argument)) => {
                let name = self.literal_text(argument, "memberName", "sum")?;
                self.member(&item, &name)?.decimal
            }
            (item, _) => item.is_some_and(|item| item.decimal),
        };
        let shape = self.function("sum", shapes)?;
        if is_decimal {
            call.func_name = library::SUM_OF_DECIMALS.to_owned();
        }
        Ok(Shape { decimal: is_decimal, ..shape })
    }
}
