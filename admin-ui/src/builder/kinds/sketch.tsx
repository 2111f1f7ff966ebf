/**
 * Controls drawn as residents see them, for cards: nothing of this can be used or focused, and cards hide it from screen
 * readers because they say the same in words. The look is that of the resident pages (`sketch.css`).
 */
import type { ReactNode } from 'react';
import { choicesOf, otherOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { hasPart, needsPart, PARTS } from '../model/parts';
import './sketch.css';

type Width = 'w4' | 'w6' | 'w12' | 'w20' | 'full';

/** An input for a line of text. */
export function Line({ width = 'full', unit = '' }: { width?: Width; unit?: string }) {
  const box = <span className={`sketch-input ${width}`} />;
  if (unit === '') return box;
  return (
    <span className="sketch-unit">
      {box}
      <span>{unit}</span>
    </span>
  );
}

/** As wide as what may be typed, as the resident pages do it. */
export function widthFor(schema: FieldSchema): Width {
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Infinity;
  if (most <= 4) return 'w6';
  return most <= 12 ? 'w12' : most <= 20 ? 'w20' : 'full';
}

export function Area() {
  return <span className="sketch-input area" />;
}

export function Choose() {
  return (
    <span className="sketch-input select">
      選んでください<span>▾</span>
    </span>
  );
}

export function Pick({ look, children }: { look: 'radio' | 'check'; children: ReactNode }) {
  return (
    <span className="sketch-pick">
      <span className={`sketch-box is-${look}`} />
      <span>{children}</span>
    </span>
  );
}

/** More would only make the card long; how many there are is said. */
const MOST_PICKS = 8;

export function Picks({ look, schema }: { look: 'radio' | 'check'; schema: FieldSchema }) {
  const choices = choicesOf(schema);
  const other = otherOf(schema);
  const shown = choices.length > MOST_PICKS ? choices.slice(0, MOST_PICKS - 1) : choices;
  return (
    <span className="sketch-picks">
      {shown.map((choice) => (
        <Pick key={choice.const} look={look}>
          {choice.title}
        </Pick>
      ))}
      {shown.length < choices.length && (
        <span className="sketch-more">ほか{choices.length - shown.length}個</span>
      )}
      {other !== null && (
        <>
          <Pick look={look}>{other.title ?? 'その他'}</Pick>
          <span className="sketch-other">
            <Line />
          </span>
        </>
      )}
    </span>
  );
}

/** An input with its own label above. */
export function Part({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <span className="sketch-part">
      <span>{label}</span>
      {children}
    </span>
  );
}

/** The parts of a composite kind that the field asks for; `narrow` names those that are short. */
export function Parts({
  kind,
  schema,
  narrow = [],
  isPaired = false,
}: {
  kind: string;
  schema: FieldSchema;
  narrow?: readonly string[];
  isPaired?: boolean;
}) {
  return (
    <span className={isPaired ? 'sketch-parts paired' : 'sketch-parts'}>
      {(PARTS[kind] ?? [])
        .filter((part) => hasPart(schema, part))
        .map((part) => (
          <Part
            key={part.name}
            label={
              <>
                {part.label}
                {!needsPart(schema, part) && <span className="sketch-free"> 任意</span>}
              </>
            }
          >
            {part.name === 'accountType' ? (
              <Choose />
            ) : (
              <Line width={narrow.includes(part.name) ? 'w12' : 'full'} />
            )}
          </Part>
        ))}
    </span>
  );
}

const CELLS = { 年: 'w6', 月: 'w4', 日: 'w4', 時: 'w4', 分: 'w4' } as const;

/** Boxes for the parts of a day or a time, each followed by its sign. */
export function Cells({ of }: { of: readonly (keyof typeof CELLS)[] }) {
  return (
    <span className="sketch-cells">
      {of.map((cell) => (
        <span key={cell} className="sketch-unit">
          <span className={`sketch-input ${CELLS[cell]}`} />
          <span>{cell}</span>
        </span>
      ))}
    </span>
  );
}

export function FileBox() {
  return (
    <span className="sketch-input file">
      <span className="sketch-button">ファイルを選ぶ</span>
      選ばれていません
    </span>
  );
}

/** A value that nobody types. */
export function WorkedOut() {
  return <span className="sketch-worked-out">入力に合わせて自動で計算します</span>;
}
