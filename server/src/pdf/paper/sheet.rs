//! Puts strips on pages. A strip is never cut; strips that belong together (a heading and what follows, the pieces of a
//! small question) move on together; the head of a table is repeated where the table goes on.
//! This file knows heights only.

use std::rc::Rc;

use crate::pdf::canvas::PAGE_HEIGHT;
use crate::pdf::paint::Mark;

pub(super) const MARGIN_TOP: f32 = 40.0;
const MARGIN_FOOT: f32 = 52.0;
pub(super) const TEXT_HEIGHT: f32 = PAGE_HEIGHT - MARGIN_TOP - MARGIN_FOOT;

/// A horizontal slice of the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    pub(super) marks: Vec<Mark>,
    pub(super) height: f32,
    /// Space above, which is dropped at the top of a page.
    pub(super) space_before: f32,
    pub(super) keep_with_next: bool,
    /// Which end of a frame it holds; none for strips that stand in no frame.
    pub(super) frame: Option<Frame>,
    /// Drawn again above it where it begins a page.
    pub(super) repeated: Option<Rc<Strip>>,
}

/// A strip of a framed row. Where a row is parted by the end of a page, its frame is closed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) begins: bool,
    pub(super) ends: bool,
    /// The label stands in a strip before, so that this one says that it goes on.
    pub(super) is_continued: bool,
}

/// A strip and its distance from the top of the text area.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) top: f32,
    pub(super) strip: Strip,
    /// It has been read before: the head of a table that goes on.
    pub(super) is_repeated: bool,
}

/// Distributes strips over pages whose text area is `room` high.
pub(super) fn paginate(strips: Vec<Strip>, room: f32) -> Vec<Vec<Placed>> {
    let needs: Vec<f32> = (0..strips.len()).map(|index| together(&strips[index..], room)).collect();
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut filled = 0.0;
    for (strip, need) in strips.into_iter().zip(needs) {
        let is_fresh = pages.last().is_some_and(Vec::is_empty);
        let mut top = if is_fresh { 0.0 } else { filled + strip.space_before };
        if !is_fresh && top + need > room {
            pages.push(Vec::new());
            top = 0.0;
        }
        let Some(page) = pages.last_mut() else { continue };
        if let Some(head) = strip.repeated.as_ref().filter(|_| page.is_empty()) {
            page.push(Placed { top, strip: Strip::clone(head), is_repeated: true });
            top += head.height;
        }
        filled = top + strip.height;
        page.push(Placed { top, strip, is_repeated: false });
    }
    pages
}

/// Height of the first strip with the successors it must not be parted from.
fn together(strips: &[Strip], room: f32) -> f32 {
    let mut height = 0.0;
    for (index, strip) in strips.iter().enumerate() {
        height += strip.height + if index == 0 { 0.0 } else { strip.space_before };
        // A chain longer than a page cannot be kept together by moving on.
        if height > room {
            return strips[0].height;
        }
        if !strip.keep_with_next {
            break;
        }
    }
    height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32) -> Strip {
        Strip { height, ..Strip::default() }
    }

    fn tops(pages: &[Vec<Placed>]) -> Vec<Vec<f32>> {
        pages.iter().map(|page| page.iter().map(|placed| placed.top).collect()).collect()
    }

    #[test]
    fn what_belongs_together_moves_on_together() {
        let heading = Strip { keep_with_next: true, space_before: 5.0, ..strip(20.0) };
        let strips = vec![strip(50.0), heading, strip(30.0), strip(10.0)];
        assert_eq!(tops(&paginate(strips.clone(), 105.0)), [vec![0.0, 55.0, 75.0], vec![0.0]]);
        assert_eq!(tops(&paginate(strips, 104.0)), [vec![0.0], vec![0.0, 20.0, 50.0]]);
    }

    #[test]
    fn a_chain_longer_than_a_page_goes_on_where_it_must() {
        let link = Strip { keep_with_next: true, ..strip(40.0) };
        assert_eq!(tops(&paginate(vec![link; 4], 100.0)), [vec![0.0, 40.0], vec![0.0, 40.0]]);
    }

    #[test]
    fn the_head_of_a_table_is_repeated() {
        let head = Rc::new(strip(10.0));
        let row = Strip { repeated: Some(head.clone()), ..strip(40.0) };
        let pages = paginate(vec![strip(10.0), row.clone(), row.clone(), row], 90.0);
        assert_eq!(tops(&pages), [vec![0.0, 10.0, 50.0], vec![0.0, 10.0]]);
    }
}
