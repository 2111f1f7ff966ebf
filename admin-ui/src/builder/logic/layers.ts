/** Where the things stand in the picture: what is asked stands left of what asks it. Pure; knows nothing of drawing. */
import type { Kind, Place, Thing } from './dependencies';

export interface Box {
  thing: Thing;
  column: number;
  row: number;
}

export interface Arrow {
  from: string;
  to: string;
  kinds: Kind[];
}

export interface Picture {
  boxes: Box[];
  arrows: Arrow[];
  columns: number;
  rows: number;
}

export function pictureOf(places: readonly Place[]): Picture {
  const things = new Map<string, Thing>();
  const arrows = new Map<string, Arrow>();
  for (const { thing, asks, kind } of places) {
    if (asks.length === 0) continue;
    things.set(thing.id, thing);
    for (const asked of asks) {
      things.set(asked.id, asked);
      const key = JSON.stringify([asked.id, thing.id]);
      const arrow = arrows.get(key) ?? { from: asked.id, to: thing.id, kinds: [] };
      if (!arrow.kinds.includes(kind)) arrow.kinds.push(kind);
      arrows.set(key, arrow);
    }
  }
  const list = [...arrows.values()];
  const columns = columnsOf([...things.keys()], list);
  const heights: number[] = [];
  const boxes = [...things.values()]
    .map((thing) => ({ thing, column: columns.get(thing.id) ?? 0 }))
    .map(({ thing, column }) => {
      const row = heights[column] ?? 0;
      heights[column] = row + 1;
      return { thing, column, row };
    });
  return { boxes, arrows: list, columns: heights.length, rows: Math.max(0, ...heights) };
}

/** One further than the furthest thing that is asked. A circle (a problem of its own) ends where it began. */
function columnsOf(ids: string[], arrows: Arrow[]): Map<string, number> {
  const asked = new Map<string, string[]>();
  for (const { from, to } of arrows) asked.set(to, [...(asked.get(to) ?? []), from]);
  const columns = new Map<string, number>();
  const visiting = new Set<string>();
  const visit = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    if (visiting.has(id)) return 0;
    visiting.add(id);
    const column = Math.max(-1, ...(asked.get(id) ?? []).map(visit)) + 1;
    visiting.delete(id);
    columns.set(id, column);
    return column;
  };
  ids.forEach(visit);
  return columns;
}
