/** What was changed of a slot, in words. Pure. */
import type { Slot } from '../api/types';
import { formatCount } from '../ui/format';
import { dayWords, spanWords } from './days';

export interface SlotDone {
  before: Slot;
  after: Slot;
}

const nameOf = (slot: Slot): string => `${dayWords(slot.day)}${spanWords(slot.starts_at, slot.ends_at)}の枠`;

export function changedWords({ before, after }: SlotDone): string {
  const words: string[] = [];
  if (before.capacity !== after.capacity) words.push(`定員を${formatCount(after.capacity)}人`);
  if (before.reserved !== after.reserved) words.push(`窓口・電話用を${formatCount(after.reserved)}人`);
  if (before.is_closed !== after.is_closed) words.push(after.is_closed ? '休止中' : '受付中');
  if (words.length === 0) return `${nameOf(after)}は、変わっていません。`;
  return `${nameOf(after)}を、${words.join('、')}にしました。`;
}

export const undoneWords = (slot: Slot): string => `${nameOf(slot)}を元に戻しました。`;
