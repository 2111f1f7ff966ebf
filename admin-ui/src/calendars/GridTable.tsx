/** The table of the grid. One stop for the Tab key; arrow keys go from slot to slot, as in a spreadsheet. */
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Slot } from '../api/types';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { dayWords, shortSpan, spanWords, timeWords, clockOf } from './days';
import { isOpen, leftOf, standingWords, total } from './standing';

interface Props {
  caption: string;
  days: readonly string[];
  slots: readonly Slot[];
  mayEdit: boolean;
  onSlot: (slot: Slot) => void;
  onClose: (day: string) => void;
  onReopen: (day: string) => void;
  onDay: (day: string) => void;
}

interface Row {
  id: string;
  starts: string;
  ends: string;
  /** By day. */
  slots: Map<string, Slot>;
}

function rowsOf(slots: readonly Slot[]): Row[] {
  const rows = new Map<string, Row>();
  for (const slot of slots) {
    const id = `${clockOf(slot.starts_at)}-${clockOf(slot.ends_at)}`;
    const row = rows.get(id) ?? { id, starts: slot.starts_at, ends: slot.ends_at, slots: new Map() };
    row.slots.set(slot.day, slot);
    rows.set(id, row);
  }
  return [...rows.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/** What a screen reader says of a slot before what stands there; and after it. */
const spokenBefore = (slot: Slot): string =>
  `${dayWords(slot.day)}${spanWords(slot.starts_at, slot.ends_at)}、予約と定員：`;

function spokenAfter(slot: Slot): string {
  const kept = slot.reserved > 0 ? `、うち窓口・電話用${formatCount(slot.reserved)}人` : '';
  return slot.is_edited ? `${kept}、手で直した枠` : kept;
}

function lookOf(slot: Slot): string {
  if (slot.is_closed) return 'calendar-slot is-closed';
  return leftOf(slot) === 0 ? 'calendar-slot is-full' : 'calendar-slot';
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function GridTable({ caption, days, slots, mayEdit, onSlot, onClose, onReopen, onDay }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const rows = rowsOf(slots);
  const stop = slots.some(({ id }) => id === current)
    ? current
    : (days.map((day) => rows[0]?.slots.get(day)).find((slot) => slot !== undefined)?.id ?? slots[0]?.id);

  /** The next slot in that direction; empty cells are passed over. */
  function go(event: KeyboardEvent, row: number, column: number) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    let [r, c] = [row + step[0], column + step[1]];
    while (r >= 0 && r < rows.length && c >= 0 && c < days.length) {
      const slot = rows[r]?.slots.get(days[c] ?? '');
      if (slot !== undefined) {
        setCurrent(slot.id);
        table.current?.querySelector<HTMLElement>(`[data-slot="${slot.id}"]`)?.focus();
        return;
      }
      r += step[0];
      c += step[1];
    }
  }
  return (
    <div className="table-scroll">
      <table className="calendar-grid" ref={table} role="grid" aria-label={caption}>
        <thead>
          <tr>
            <th scope="col">時刻</th>
            {days.map((day) => (
              <th key={day} scope="col">
                <DayHead
                  day={day}
                  slots={slots.filter((slot) => slot.day === day)}
                  mayEdit={mayEdit}
                  onClose={onClose}
                  onReopen={onReopen}
                  onDay={onDay}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.id}>
              <th scope="row">
                <span aria-hidden="true">{shortSpan(row.starts, row.ends)}</span>
                <span className="visually-hidden">
                  {timeWords(clockOf(row.starts))}から{timeWords(clockOf(row.ends))}
                </span>
              </th>
              {days.map((day, c) => {
                const slot = row.slots.get(day);
                if (slot === undefined)
                  return (
                    <td key={day}>
                      <span aria-hidden="true">—</span>
                      <span className="visually-hidden">枠なし</span>
                    </td>
                  );
                return (
                  <td key={day}>
                    <button
                      type="button"
                      className={lookOf(slot)}
                      data-slot={slot.id}
                      tabIndex={slot.id === stop ? 0 : -1}
                      aria-haspopup={mayEdit ? 'dialog' : undefined}
                      aria-disabled={mayEdit ? undefined : true}
                      onFocus={() => setCurrent(slot.id)}
                      onKeyDown={(event) => go(event, r, c)}
                      onClick={() => mayEdit && onSlot(slot)}
                    >
                      <span className="visually-hidden">{spokenBefore(slot)}</span>
                      <span className="calendar-slot-numbers">
                        {formatCount(slot.taken)}/{formatCount(slot.capacity)}
                      </span>
                      <span className="calendar-slot-words">{standingWords(slot)}</span>
                      <span className="visually-hidden">{spokenAfter(slot)}</span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps extends Pick<Props, 'mayEdit' | 'onClose' | 'onReopen' | 'onDay'> {
  day: string;
  slots: readonly Slot[];
}

function DayHead({ day, slots, mayEdit, onClose, onReopen, onDay }: HeadProps) {
  const { capacity, taken } = total(slots.filter(isOpen));
  const isClosed = slots.length > 0 && !slots.some(isOpen);
  const hasBookings = slots.some((slot) => slot.taken > 0);
  return (
    <div className="calendar-day-head">
      <span>{dayWords(day)}</span>
      {slots.length > 0 && (
        <>
          <span className="support">
            {isClosed ? '休み' : `予約${formatCount(taken)}/定員${formatCount(capacity)}`}
          </span>
          {hasBookings && (
            <Button look="text" aria-label={`${dayWords(day)}に来る人`} onPress={() => onDay(day)}>
              来る人
            </Button>
          )}
          {mayEdit &&
            (isClosed ? (
              <Button look="text" aria-label={`${dayWords(day)}を再開する`} onPress={() => onReopen(day)}>
                再開する
              </Button>
            ) : (
              <Button look="text" aria-label={`${dayWords(day)}を休みにする`} onPress={() => onClose(day)}>
                休みにする
              </Button>
            ))}
        </>
      )}
    </div>
  );
}
