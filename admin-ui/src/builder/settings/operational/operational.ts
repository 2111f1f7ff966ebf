/** The operational settings as they are typed: checked, and what is sent of them. The server decides. */
import type { FormDetail, NotificationMode, Retention } from '../../../api/types';
import { changesOf, intakeOf, wrongIn, type Intake } from '../intake';

export interface Operational {
  slug: string;
  department: string;
  emails: string;
  mode: NotificationMode;
  /** '' is not decided. */
  retention: Retention | '';
  intake: Intake;
}

export interface WrongOperational {
  slug?: string;
  emails?: string;
  intake: ReturnType<typeof wrongIn>;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function operationalOf(form: FormDetail): Operational {
  return {
    slug: form.slug,
    department: form.department.id,
    emails: form.notification_emails.join('\n'),
    mode: form.notification_mode,
    retention: form.retention ?? '',
    intake: intakeOf(form),
  };
}

export const addressesOf = (typed: string): string[] =>
  typed
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter(Boolean);

export function wrongInOperational(typed: Operational): WrongOperational {
  const wrong: WrongOperational = { intake: wrongIn(typed.intake) };
  if (!SLUG.test(typed.slug))
    wrong.slug = '半角の英小文字、数字、「-」で入力してください。両端に「-」は使えません。';
  const others = addressesOf(typed.emails).filter((address) => !EMAIL.test(address));
  if (others.length > 0) wrong.emails = `メールアドレスの形になっていません：${others.join('、')}`;
  return wrong;
}

export const isRight = (wrong: WrongOperational): boolean =>
  wrong.slug === undefined && wrong.emails === undefined && Object.keys(wrong.intake).length === 0;

/** What the server is asked to change: only what differs, so that nobody else's change is undone. */
export function operationalChanges(before: Operational, now: Operational) {
  const addresses = addressesOf(now.emails);
  return {
    ...(now.slug === before.slug ? {} : { slug: now.slug }),
    ...(now.department === before.department ? {} : { department_id: now.department }),
    ...(addresses.join('\n') === before.emails ? {} : { notification_emails: addresses }),
    ...(now.mode === before.mode ? {} : { notification_mode: now.mode }),
    ...(now.retention === before.retention ? {} : { retention: now.retention === '' ? null : now.retention }),
    ...changesOf(before.intake, now.intake),
  };
}

type Sent = keyof ReturnType<typeof operationalChanges>;

const NAMES: Record<Exclude<keyof Operational, 'intake'>, Sent> = {
  slug: 'slug',
  department: 'department_id',
  emails: 'notification_emails',
  mode: 'notification_mode',
  retention: 'retention',
};

const INTAKE_NAMES: Record<keyof Intake, Sent> = {
  opensAt: 'opens_at',
  closesAt: 'closes_at',
  grace: 'grace_seconds',
  capacity: 'capacity',
  isListed: 'is_listed',
  origins: 'embed_origins',
};

/**
 * What is typed over what holds newly: what nobody touched here follows it, the rest stays as it was typed. So another
 * person's change is neither hidden nor sent back.
 */
export function rebased(before: Operational, typed: Operational, now: Operational): Operational {
  const [touched, differing] = [operationalChanges(before, typed), operationalChanges(now, typed)];
  const isOurs = (name: Sent) => name in touched && name in differing;
  return {
    ...followed(NAMES, before, typed, now, isOurs),
    intake: followed(INTAKE_NAMES, before.intake, typed.intake, now.intake, isOurs),
  };
}

/** Key by key: the typed value where nothing new holds or it is a change of ours, else the new one. */
function followed<K extends string, T extends Record<K, unknown>>(
  names: Record<K, Sent>,
  before: T,
  typed: T,
  now: T,
  isOurs: (name: Sent) => boolean,
): Pick<T, K> {
  const keys = Object.keys(names) as K[];
  const stays = (key: K) => before[key] === now[key] || isOurs(names[key]);
  return Object.fromEntries(keys.map((key) => [key, (stays(key) ? typed : now)[key]])) as Pick<T, K>;
}

/** Whether two readings of a form say the same. */
export const isSameOperational = (one: Operational, other: Operational): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
