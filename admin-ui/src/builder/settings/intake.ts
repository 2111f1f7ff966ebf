/** When a form takes applications, how many, and where it can be found: what was typed, checked, and what is sent. */
import type { FormDetail } from '../../api/types';
import { toLocal } from './localTime';

export interface Intake {
  opensAt: string;
  closesAt: string;
  /** Minutes. */
  grace: string;
  capacity: string;
  isListed: boolean;
  origins: string;
}

export type Wrong = Partial<Record<'closesAt' | 'grace' | 'capacity' | 'origins', string>>;

export const MAX_CAPACITY = 10_000_000;
export const MAX_GRACE_MINUTES = 24 * 60;

export function intakeOf(form: FormDetail): Intake {
  return {
    opensAt: toLocal(form.opens_at ?? null, form.time_zone),
    closesAt: toLocal(form.closes_at ?? null, form.time_zone),
    grace: form.grace_seconds > 0 ? String(Math.round(form.grace_seconds / 60)) : '',
    capacity: form.capacity == null ? '' : String(form.capacity),
    isListed: form.is_listed,
    origins: form.embed_origins.join('\n'),
  };
}

export const originsOf = (typed: string) =>
  typed
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter(Boolean);

const places = (typed: string) => typed.normalize('NFKC').replace(/[\s,件人]/g, '');

const minutes = (typed: string) => typed.normalize('NFKC').replace(/[\s,分]/g, '');

/** `https://` and a host, perhaps a port; nothing behind it. The server decides. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.pathname === '/' &&
    url.search + url.hash + url.username + url.password === '' &&
    !url.hostname.includes('*')
  );
}

export function wrongIn(intake: Intake): Wrong {
  const wrong: Wrong = {};
  if (intake.opensAt !== '' && intake.closesAt !== '' && intake.closesAt <= intake.opensAt)
    wrong.closesAt = '受付の終わりは、始まりより後にしてください。';
  const typed = places(intake.capacity);
  if (typed !== '' && !(/^[1-9]\d*$/.test(typed) && Number(typed) <= MAX_CAPACITY))
    wrong.capacity = `1から${MAX_CAPACITY.toLocaleString('ja-JP')}までの数字を入力してください。決めないときは空欄にします。`;
  const grace = minutes(intake.grace);
  if (grace !== '' && !(/^\d{1,4}$/.test(grace) && Number(grace) <= MAX_GRACE_MINUTES))
    wrong.grace = `0から${MAX_GRACE_MINUTES}までの数字（分）を入力してください。猶予がないときは空欄にします。`;
  const others = originsOf(intake.origins).filter((text) => !isOrigin(text));
  if (others.length > 0)
    wrong.origins = `「https://」で始まるサイトのアドレスだけを書いてください：${others.join('、')}`;
  return wrong;
}

/** What the server is asked to change: only what differs, so that nobody else's change is undone. */
export function changesOf(before: Intake, now: Intake) {
  return {
    ...(now.opensAt === before.opensAt ? {} : { opens_at: now.opensAt || null }),
    ...(now.closesAt === before.closesAt ? {} : { closes_at: now.closesAt || null }),
    ...(Number(minutes(now.grace)) === Number(before.grace)
      ? {}
      : { grace_seconds: Number(minutes(now.grace)) * 60 }),
    ...(places(now.capacity) === before.capacity
      ? {}
      : { capacity: places(now.capacity) === '' ? null : Number(places(now.capacity)) }),
    ...(now.isListed === before.isListed ? {} : { is_listed: now.isListed }),
    ...(originsOf(now.origins).join('\n') === before.origins
      ? {}
      : { embed_origins: originsOf(now.origins) }),
  };
}
