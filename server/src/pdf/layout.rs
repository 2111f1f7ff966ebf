//! Puts blocks on pages. A table row or any other block is kept whole; only a row taller than a page is cut, between
//! lines. A block that must not stand alone at the foot of a page (a heading) moves on with its successor.
//! This file knows heights only: what a block says is composed in `receipt`, how it looks is drawn by `paint`.

use std::collections::VecDeque;

use super::block::{Block, Content, MIN_LINES, lines_in};

/// A block and its distance from the top of the text area.
#[derive(Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) top: f32,
    pub(super) block: Block,
}

/// Distributes blocks over pages whose text area is `room` high.
pub(super) fn paginate(blocks: Vec<Block>, room: f32) -> Vec<Vec<Placed>> {
    let mut waiting = VecDeque::from(blocks);
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut filled = 0.0;
    while let Some(block) = waiting.pop_front() {
        let is_fresh = pages.last().is_some_and(Vec::is_empty);
        let top = if is_fresh { 0.0 } else { filled + block.space_before };
        if !is_fresh && top + group_height(&block, &waiting, room) > room {
            waiting.push_front(block);
            pages.push(Vec::new());
            filled = 0.0;
            continue;
        }
        let (block, rest) = fit(block, room - top);
        if let Some(rest) = rest {
            waiting.push_front(rest);
        }
        filled = top + block.height;
        if let Some(page) = pages.last_mut() {
            page.push(Placed { top, block });
        }
    }
    pages
}

/// Height of a block together with the successors it must not be parted from.
fn group_height(first: &Block, rest: &VecDeque<Block>, room: f32) -> f32 {
    let mut height = first.beginning(room);
    let mut keeps = first.keep_with_next;
    for block in rest {
        if !keeps {
            break;
        }
        height += block.space_before + block.beginning(room);
        keeps = block.keep_with_next;
    }
    // A chain longer than a page cannot be kept together by moving on.
    if height > room { first.beginning(room) } else { height }
}

/// Cuts a row that does not fit where it begins; only a row taller than a page comes here.
fn fit(block: Block, room: f32) -> (Block, Option<Block>) {
    let Content::Row(row) = block.content else {
        return (block, None);
    };
    let total = row.line_count();
    let fitting = lines_in(room).max(1);
    if fitting >= total {
        return (Block { content: Content::Row(row), ..block }, None);
    }
    let cut = if total - fitting < MIN_LINES { total.saturating_sub(MIN_LINES).max(1) } else { fitting };
    let keep_with_next = block.keep_with_next;
    let (head, tail) = row.split(cut);
    let tail = Block { keep_with_next, ..Block::row(tail) };
    (Block::row(head).after(block.space_before), Some(tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::block::{TableRow, row_height};
    use crate::pdf::linebreak::Line;
    use crate::pdf::structure::NodeId;

    fn marks(height: f32) -> Block {
        Block::marks(height, Vec::new())
    }

    fn row(lines: usize) -> Block {
        Block::row(TableRow {
            label: vec![Line::default()],
            value: vec![Line::default(); lines],
            label_node: NodeId(1),
            value_node: NodeId(2),
            is_continued: false,
            continued: String::new(),
            is_blank: false,
        })
    }

    fn tops(pages: &[Vec<Placed>]) -> Vec<Vec<f32>> {
        pages.iter().map(|page| page.iter().map(|placed| placed.top).collect()).collect()
    }

    fn value_lines(placed: &Placed) -> usize {
        match &placed.block.content {
            Content::Row(row) => row.value.len(),
            Content::Marks(_) => 0,
        }
    }

    #[test]
    fn space_above_is_dropped_at_the_top_of_a_page() {
        let pages = paginate(vec![marks(40.0).after(5.0), marks(40.0).after(5.0), marks(40.0).after(5.0)], 100.0);
        assert_eq!(tops(&pages), [vec![0.0, 45.0], vec![0.0]]);
    }

    #[test]
    fn a_heading_moves_on_with_its_successor() {
        let blocks = vec![marks(50.0), marks(20.0).keep_with_next(), marks(20.0).keep_with_next(), marks(20.0)];
        assert_eq!(tops(&paginate(blocks, 100.0)), [vec![0.0], vec![0.0, 20.0, 40.0]]);
    }

    #[test]
    fn headings_that_fill_a_page_do_not_hold_up_the_rest() {
        let pages = paginate((0..5).map(|_| marks(40.0).keep_with_next()).collect(), 100.0);
        assert_eq!(pages.iter().map(Vec::len).sum::<usize>(), 5);
        assert!(pages.iter().all(|page| !page.is_empty()));
    }

    #[test]
    fn a_row_that_fits_a_page_is_never_cut() {
        let room = row_height(20);
        let pages = paginate(vec![row(15), row(20), row(1)], room);
        let lines: Vec<Vec<usize>> = pages.iter().map(|page| page.iter().map(value_lines).collect()).collect();
        assert_eq!(lines, [vec![15], vec![20], vec![1]]);
    }

    #[test]
    fn a_row_taller_than_a_page_begins_below_its_heading_and_goes_on() {
        let room = row_height(10);
        let pages = paginate(vec![marks(30.0).keep_with_next(), row(25)], room);
        let lines: Vec<Vec<usize>> = pages.iter().map(|page| page.iter().map(value_lines).collect()).collect();
        assert_eq!(lines, [vec![0, 8], vec![10], vec![7]]);
        let Content::Row(rest) = &pages[1][0].block.content else { panic!("a row") };
        assert!(rest.is_continued && rest.label.is_empty());
    }

    #[test]
    fn a_cut_leaves_no_single_line_behind() {
        let room = row_height(10);
        let lines: Vec<usize> = paginate(vec![row(11)], room).iter().map(|page| value_lines(&page[0])).collect();
        assert_eq!(lines, [8, 3]);
    }

    #[test]
    fn a_tall_row_does_not_begin_in_a_last_crumb_of_a_page() {
        let room = row_height(10);
        let pages = paginate(vec![marks(room - 20.0), row(12)], room);
        assert_eq!(pages[0].len(), 1);
        assert_eq!(value_lines(&pages[1][0]), 9);
    }
}
