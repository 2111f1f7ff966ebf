/** How slots stand, in numbers and in words. Pure. */
import type { Slot } from '../api/types';

export const isOpen = (slot: Slot): boolean => !slot.is_closed;

export const leftOf = (slot: Slot): number => Math.max(0, slot.capacity - slot.taken);

export function total(slots: readonly Slot[]): { capacity: number; taken: number; left: number } {
  return slots.reduce(
    (sum, slot) => ({
      capacity: sum.capacity + slot.capacity,
      taken: sum.taken + slot.taken,
      left: sum.left + leftOf(slot),
    }),
    { capacity: 0, taken: 0, left: 0 },
  );
}

/** 「休止中」「満員」「空き3人」 */
export function standingWords(slot: Slot): string {
  if (slot.is_closed) return '休止中';
  return leftOf(slot) === 0 ? '満員' : `空き${leftOf(slot)}人`;
}
