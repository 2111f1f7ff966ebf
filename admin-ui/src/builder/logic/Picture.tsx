/**
 * The logic as a picture: boxes that are links to their places, arrows from what is asked to what asks it. The list
 * beside it says the same in words; every box says its arrows too, for those who do not see them.
 */
import { useId } from 'react';
import { KIND_WORDS, type Kind, type Place, type Thing } from './dependencies';
import { pictureOf, type Box } from './layers';

const WIDTH = 200;
const HEIGHT = 56;
const GAP_X = 96;
const GAP_Y = 20;
const EDGE = 12;
/** So many letters of each of two lines fit into a box. */
const LETTERS = 12;

/** Told apart by the line, not by colour alone. */
const DASHES: Record<Kind, string | undefined> = {
  show: undefined,
  require: '2 4',
  exit: '10 4 2 4',
  value: '8 5',
  rule: '1 6',
};

interface Props {
  places: readonly Place[];
  onGo: (thing: Thing) => void;
}

export default function Picture({ places, onGo }: Props) {
  const id = useId();
  const { boxes, arrows, columns, rows } = pictureOf(places);
  const byId = new Map(boxes.map((box) => [box.thing.id, box]));
  const width = columns * (WIDTH + GAP_X) - GAP_X + EDGE * 2;
  const height = rows * (HEIGHT + GAP_Y) - GAP_Y + EDGE * 2;
  const kinds = (Object.keys(KIND_WORDS) as Kind[]).filter((kind) =>
    arrows.some((arrow) => arrow.kinds.includes(kind)),
  );
  return (
    <figure className="picture stack-s">
      <div
        className="picture-frame"
        tabIndex={0}
        role="region"
        aria-label="条件と計算の図（横や縦に動かせます）"
      >
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-about`}
        >
          <title id={`${id}-title`}>条件と計算のつながり</title>
          <desc id={`${id}-about`}>
            左の項目への回答で、右の項目の表示や値が決まります。同じ内容が下の一覧に文章であります。
          </desc>
          <defs>
            <marker
              id={`${id}-head`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" className="picture-head" />
            </marker>
          </defs>
          {arrows.map(({ from, to, kinds: own }) => {
            const [a, b] = [byId.get(from), byId.get(to)];
            if (a === undefined || b === undefined) return null;
            return (
              <path
                key={`${from} ${to}`}
                d={curve(a, b)}
                className={`picture-arrow ${own[0]}`}
                strokeDasharray={own[0] && DASHES[own[0]]}
                markerEnd={`url(#${id}-head)`}
                aria-hidden
              />
            );
          })}
          {boxes.map((box) => (
            <BoxLink key={box.thing.id} box={box} words={wordsOf(box.thing, places)} onGo={onGo} />
          ))}
        </svg>
      </div>
      <figcaption>
        <ul className="picture-legend" aria-label="線の種類">
          {kinds.map((kind) => (
            <li key={kind}>
              <svg width="48" height="12" aria-hidden>
                <path d="M2 6h44" className={`picture-arrow ${kind}`} strokeDasharray={DASHES[kind]} />
              </svg>
              {KIND_WORDS[kind]}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

const left = ({ column }: Box) => EDGE + column * (WIDTH + GAP_X);
const top = ({ row }: Box) => EDGE + row * (HEIGHT + GAP_Y);

function curve(from: Box, to: Box): string {
  const [x1, y1] = [left(from) + WIDTH, top(from) + HEIGHT / 2];
  const [x2, y2] = [left(to) - 2, top(to) + HEIGHT / 2];
  const bend = Math.max(GAP_X / 2, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The arrows of a box in words. */
function wordsOf(thing: Thing, places: readonly Place[]): string {
  const asked = places.filter((place) => place.thing.id === thing.id).flatMap((place) => place.asks);
  const used = places
    .filter((place) => place.asks.some(({ id }) => id === thing.id))
    .map((place) => place.thing);
  const list = (things: Thing[]) => [...new Set(things.map(({ label }) => label))].join('、');
  return [
    thing.label,
    asked.length === 0 ? '' : `${list(asked)}で決まります`,
    used.length === 0 ? '' : `${list(used)}を決めます`,
  ]
    .filter((words) => words !== '')
    .join('。');
}

interface BoxProps {
  box: Box;
  words: string;
  onGo: (thing: Thing) => void;
}

function BoxLink({ box, words, onGo }: BoxProps) {
  const { thing } = box;
  const letters = [...thing.label];
  const lines = [
    letters.slice(0, LETTERS).join(''),
    letters.length > LETTERS * 2
      ? `${letters.slice(LETTERS, LETTERS * 2 - 1).join('')}…`
      : letters.slice(LETTERS).join(''),
  ].filter((line) => line !== '');
  return (
    <g
      role="link"
      tabIndex={0}
      aria-label={words}
      className="picture-box"
      transform={`translate(${left(box)} ${top(box)})`}
      onClick={() => onGo(thing)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onGo(thing);
      }}
    >
      <rect width={WIDTH} height={HEIGHT} rx="8" />
      {lines.map((line, index) => (
        <text key={index} x={WIDTH / 2} y={HEIGHT / 2 + (index - (lines.length - 1) / 2) * 20} aria-hidden>
          {line}
        </text>
      ))}
    </g>
  );
}
