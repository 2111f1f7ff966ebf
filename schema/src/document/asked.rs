//! Which fields others ask about or are calculated from: where those change, a page has to be drawn again.

use crate::condition::Condition;
use crate::field::Field;
use crate::page::Page;

/// Notes which fields some condition asks about. Where one asks about a group, it may ask about every member.
pub fn mark(fields: &mut [Field], pages: &[Page]) {
    let of_pages = pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    let asked = of_pages.flat_map(|condition| condition.asks.iter().copied()).collect();
    mark_scope(fields, asked);
    for group in fields.iter_mut().filter(|field| field.group.is_some()) {
        let affects = group.affects;
        let members = group.group.as_mut().map_or(&mut [][..], |group| &mut group.fields);
        mark_scope(members, Vec::new());
        members.iter_mut().for_each(|member| member.affects |= affects);
    }
}

fn mark_scope(fields: &mut [Field], mut asked: Vec<usize>) {
    for field in &*fields {
        let conditions = field.show.iter().chain(&field.required_when);
        asked.extend(conditions.flat_map(|condition: &Condition| condition.asks.iter().copied()));
        asked.extend(&field.needs);
    }
    for index in asked {
        if let Some(field) = fields.get_mut(index) {
            field.affects = true;
        }
    }
}
