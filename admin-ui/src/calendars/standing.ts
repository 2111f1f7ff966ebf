/** How slots stand, in numbers and in words. Pure. */
import type { Slot } from '../api/types';

export const isOpen = (slot: Slot): boolean => !slot.is_closed;

export const leftOf = (slot: Slot): number => Math.max(0, slot.capacity - slot.taken - slot.held);

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

/** 「休止中」「満員」「空き3人」; what is full because somebody is still filling in says so. */
export function standingWords(slot: Slot): string {
  if (slot.is_closed) return '休止中';
  if (leftOf(slot) > 0) return `空き${leftOf(slot)}人`;
  return slot.held > 0 ? '空きなし（入力中の人がいます）' : '満員';
}
